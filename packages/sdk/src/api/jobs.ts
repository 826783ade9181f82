import type { Instant } from "@muster/core"
import type { Keys } from "./keys.js"

/** What a run of the jobs has done. */
export interface JobsRun {
  /** Mails that the mailer accepted. */
  readonly mailSent: number
  /** Mails that it did not: they are tried again later, or are undelivered. */
  readonly mailFailed: number
  /** Of those, mails that are not tried any more. */
  readonly mailUndelivered: number
  /** Users who were reminded that the forced logout comes: their mail is in the outbox, as a rule sent by the same run. */
  readonly reminders: number
  /** Users whose secrets were sealed again under the active key. */
  readonly resealed: number
  /** Old events, undelivered mails and records of reminders that were deleted. */
  readonly pruned: number
  /**
   * When there is something to do again as things are, a day from now at the latest; now, where the deadline came first. What
   * calls leave behind meanwhile may be due earlier.
   */
  readonly nextDueAt: Instant
  /** Whether work was left when the deadline came, or lost to another machine: another run at once goes on. */
  readonly isUnfinished: boolean
}

/** What runs beside the calls. */
export interface Jobs {
  /**
   * Does everything that is due. Call it from any scheduler, as often and on as many machines as you like: they share the work.
   * A run may be killed anywhere, and the next one goes on.
   *
   * - **Mail**: what a call could not send itself, and notices of failed attempts, which wait two minutes for a success. It is
   *   leased, so no two machines send the same one, unless one dies between sending and noting that it did: give the mailer's
   *   service the id of the mail as its idempotency key. What fails waits 15 to 30 seconds, then up to twice as long each time,
   *   an hour at most; after ten tries it is undelivered, see `Muster.outbox`.
   * - **Reminders**: users who are bound and have not enrolled are told 7 days before their sessions without two-factor end, a
   *   day before, and when it comes. They are found in the host's directory, page by page; without one nobody is reminded. An
   *   account is looked at when it changes, when a reminder is due, and once an hour until its date is over, then once a day.
   * - **Keys**: seals again what is under other keys than the active one; see {@link Keys}.
   * - **Retention**: deletes events that are older than the option `retention` says, and undelivered mail after 30 days.
   *
   * A directory that fails for one account holds up none of the rest: that account is put off for five minutes, and the run
   * throws what it said once all else is done.
   *
   * @throws ERR_CONFIGURATION with the field `keys` when this machine has another key under an id than the others have, and
   * with the field `directory` where the directory breaks a promise of its port
   * @param input.deadlineSeconds - takes up no more work after this long (default 30, 1 to 900); what was begun is finished
   * @param input.signal - takes up no more work once it is aborted
   *
   * @example
   * ```ts
   * const { nextDueAt } = await muster.jobs.run({ deadlineSeconds: 20 })
   * ```
   */
  run(input?: {
    readonly deadlineSeconds?: number | undefined
    readonly signal?: AbortSignal | undefined
  }): Promise<JobsRun>
}
