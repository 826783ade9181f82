import type { Instant } from "@muster/core"
import type { Keys } from "./keys.js"

/** What runs beside the calls. */
export interface Jobs {
  /**
   * Sends the mail that is due: what a call could not send itself, and notices of failed attempts, which wait two
   * minutes for a success. Call it from any scheduler, as often and on as many machines as you like: mail is leased, so
   * no two of them send the same one, unless a machine dies between sending and noting that it did.
   *
   * Then seals again what is under other keys than the active one; see {@link Keys}. Each user is saved alone, so a run may
   * end anywhere and the next one goes on.
   *
   * @throws ERR_CONFIGURATION with the field `keys` when this machine has another key under an id than the others have
   * @param input.deadlineSeconds - stops taking up more work after this long (default 30, 1 to 900)
   */
  run(input?: { readonly deadlineSeconds?: number | undefined }): Promise<{
    readonly mailSent: number
    readonly mailFailed: number
    /** Users whose secrets were sealed again under the active key. */
    readonly resealed: number
    /** When the next mail is due; `null`: nothing waits. */
    readonly nextDueAt: Instant | null
  }>
}
