import type { Instant } from "@muster/core"
import type { Refused } from "@muster/policy"
import type { Page, PageInput } from "../ports/index.js"
import type { Actor } from "./people.js"

/** A mail that is not tried any more. What it says and where it goes is sealed, and not shown to admins either. */
export interface UndeliveredMail {
  /** Names it, together with the user. */
  readonly mailId: string
  /** The user that it is about. */
  readonly userId: string
  /** How often it was tried. */
  readonly tries: number
  /** When it was to be tried last. */
  readonly dueAt: Instant
  /** From when on it is of no use to anybody, as a code that has expired; `null`: it does not age. */
  readonly expiresAt: Instant | null
}

/** What the calls about one mail are given. */
export interface MailCall {
  /** The account. */
  readonly accountId: string
  /** Who decides. */
  readonly actor: Actor
  /** As the list shows it. */
  readonly userId: string
  /** As the list shows it. */
  readonly mailId: string
}

/** There is no such mail, or not any more: somebody else has decided, a newer one has replaced it, or it has expired. */
export interface MailGone {
  /** Discriminates the answer. */
  readonly kind: "mail-gone"
}

/**
 * The mail of an account that could not be delivered: the address was refused, or ten tries over some hours have failed, or it
 * had expired before it could be sent. It is kept for 30 days.
 *
 * An actor is refused as `assurance-invalid` and `second-factor-needed` as in `accounts`.
 */
export interface Outbox {
  /**
   * Lists it, in order of user. Asks for no actor: who may look is the host's to say.
   *
   * @throws ERR_INVALID_INPUT with the field `accountId`, `after` or `limit`
   */
  undelivered(input: PageInput & { readonly accountId: string }): Promise<Page<UndeliveredMail>>
  /**
   * Has a mail tried again, at the next `jobs.run` and as often as a new one. It goes to the address that it was written for.
   *
   * @returns `queued-again`; `mail-gone`, also for one that has expired; `refused`
   * @throws ERR_INVALID_INPUT with the field
   *
   * @example
   * ```ts
   * const { items } = await muster.outbox.undelivered({ accountId })
   * for (const { userId, mailId } of items) await muster.outbox.sendAgain({ accountId, actor, userId, mailId })
   * ```
   */
  sendAgain(input: MailCall): Promise<{ readonly kind: "queued-again" } | MailGone | Refused>
  /**
   * Deletes a mail unsent. No event says so, also not of a mail that would have told its user about their factor: keep a record
   * of it yourself where you need one.
   *
   * @returns `given-up`, `mail-gone` or `refused`
   * @throws ERR_INVALID_INPUT with the field
   */
  giveUp(input: MailCall): Promise<{ readonly kind: "given-up" } | MailGone | Refused>
}
