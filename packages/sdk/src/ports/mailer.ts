import type { Instant } from "@muster/core"
import type { ActorName, Client } from "@muster/policy"
import type { UserKey } from "./keys.js"

/** What a mail says, as data; the words are the mailer's. */
export type MailMessage =
  | { readonly kind: "email-code"; readonly code: string; readonly expiresAt: Instant }
  | {
      readonly kind: "enrolled" | "factor-replaced" | "factor-removed" | "recovery-codes-regenerated"
      readonly at: Instant
      readonly client: Client | null
    }
  | {
      readonly kind: "factor-reset" | "factor-imported" | "exemption-ended" | "unlocked"
      readonly at: Instant
      readonly by: ActorName
    }
  /** `before`: the end that it had until now; `null`: none ran. */
  | {
      readonly kind: "exempted"
      readonly at: Instant
      readonly by: ActorName
      readonly until: Instant
      readonly before: Instant | null
    }
  | { readonly kind: "replacement-held"; readonly at: Instant; readonly until: Instant }
  /** For an admin. `user` is the address of whom it is about, or the id where there is none. */
  | { readonly kind: "user-replacement-held"; readonly at: Instant; readonly until: Instant; readonly user: string }
  | { readonly kind: "recovery-code-used"; readonly at: Instant; readonly left: number }
  | { readonly kind: "failures-noticed" | "locked"; readonly at: Instant; readonly until: Instant | null }
  /** To a user without a factor whom two-factor binds: when the sessions without it end, and in which zone that is a date. */
  | {
      readonly kind: "forced-logout-reminder"
      readonly forcedLogoutAt: Instant
      readonly timeZone: string
      /** Calendar days from when the mail was written; 0: that day, or it is over. */
      readonly daysLeft: number
    }

/** One mail to one address. `id` is stable over retries: use it as the idempotency key. */
export interface Mail {
  /** Stable over retries. */
  readonly id: string
  /** The user that it is about. */
  readonly key: UserKey
  /** The address. */
  readonly to: string
  /** BCP 47, as the host gave it at the sign-in or in its directory. */
  readonly locale: string | null
  /** The name of the service. */
  readonly issuer: string
  /** What to say. */
  readonly message: MailMessage
}

/**
 * Sends mail. A rejection is a value; throwing counts as a retryable rejection. Called outside every transaction, given
 * ten seconds.
 */
export interface Mailer {
  /** Sends one mail. */
  send(mail: Mail): Promise<{ readonly kind: "accepted" } | { readonly kind: "rejected"; readonly retryable: boolean }>
}

/** At most `limit` mails with this key in any window of `windowSeconds`; windows begin with their first mail. */
export interface MailBudgetLine {
  /** Names the budget. */
  readonly key: string
  /** Mails in a window; at least 1. */
  readonly limit: number
  /** The length of a window. */
  readonly windowSeconds: number
}

/**
 * Budgets that cross accounts (all mail to one address), so not part of the store, whose keys begin with the account.
 * Spends one unit of every line or of none; keys hold no address, only digests. Lines with one key and different windows
 * are different budgets.
 *
 * @example A budget over rate-limiter-flexible, which takes units back where a line was full.
 * ```ts
 * const limiters = new Map()
 * const limiterOf = ({ limit, windowSeconds }: MailBudgetLine) => {
 *   const keyPrefix = `mail-${limit}-${windowSeconds}`
 *   const made = limiters.get(keyPrefix) ?? new RateLimiterRedis({ storeClient, keyPrefix, points: limit, duration: windowSeconds })
 *   limiters.set(keyPrefix, made)
 *   return made
 * }
 * const mailBudget: MailBudget = {
 *   async spend(lines, now) {
 *     const tries = await Promise.allSettled(lines.map((line) => limiterOf(line).consume(line.key)))
 *     const full = tries.flatMap((one) => (one.status === "rejected" ? [one.reason] : []))
 *     if (full.length === 0) return { kind: "spent" }
 *     await Promise.all(lines.map((line) => limiterOf(line).reward(line.key)))
 *     const failure = full.find((reason) => reason instanceof Error)
 *     if (failure !== undefined) throw failure
 *     return { kind: "throttled", retryAt: now + Math.max(...full.map(({ msBeforeNext }) => msBeforeNext)) }
 *   },
 * }
 * ```
 */
export interface MailBudget {
  /** Spends one mail of every line, or of none; `retryAt` is when all lines have room again. */
  spend(
    lines: readonly MailBudgetLine[],
    now: Instant,
  ): Promise<{ readonly kind: "spent" } | { readonly kind: "throttled"; readonly retryAt: Instant }>
}
