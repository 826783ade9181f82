import type { Instant } from "@muster/core"

/** What runs beside the calls. */
export interface Jobs {
  /**
   * Sends the mail that is due: what a call could not send itself, and notices of failed attempts, which wait two minutes
   * for a success. Call it from any scheduler, as often and on as many machines as you like: mail is leased,
   * so no two of them send the same one, unless a machine dies between sending and noting that it did.
   *
   * @param input.deadlineSeconds - stops taking up more work after this long (default 30, 1 to 900)
   */
  run(input?: { readonly deadlineSeconds?: number | undefined }): Promise<{
    readonly mailSent: number
    readonly mailFailed: number
    /** When the next mail is due; `null`: nothing waits. */
    readonly nextDueAt: Instant | null
  }>
}
