import type { Instant } from "@muster/core"
import { createReason, type Reason, type Refused, refuse } from "../reasons/reason.js"
import { isReadableInstant } from "../time/time-zone.js"
import type { AccountRules } from "./account-rules.js"
import { clockRemarks, clockUnreadable } from "./clock-remark.js"
import { firedAt } from "./forced-logout.js"

/** What {@link disableTwoFactor} needs. */
export interface DisableTwoFactorInput {
  /** The account's rules. */
  readonly account: AccountRules
  /** The present. */
  readonly now: Instant
}

/** The rules with two-factor off. */
export interface TwoFactorDisabled {
  /** Discriminates the answer. */
  readonly kind: "disabled"
  /** What to save. */
  readonly account: AccountRules
  /** `clock-before-enablement`, when the clock shows a time before the enablement that this ends. */
  readonly warnings: readonly Reason[]
}

/**
 * Switches two-factor off for an account. Users keep their factors and are still asked for a code; a forced logout that has
 * fired is remembered, so that switching on again revives no session from before it. It also counts then for users who are exempt
 * or whose stage had not begun: they sign in once more. A session that began under an excuse ends when two-factor
 * comes back.
 *
 * @returns `disabled`, or `refused` (`not-enabled`, `clock-unreadable`)
 * @example
 * ```ts
 * const answer = disableTwoFactor({ account, now })
 * if (answer.kind === "disabled") save(answer.account)
 * ```
 */
export function disableTwoFactor({ account, now }: DisableTwoFactorInput): TwoFactorDisabled | Refused {
  const { twoFactor, lastForcedLogoutAt } = account
  if (twoFactor.kind === "off") return refuse(createReason("not-enabled", {}, { kind: "account" }))
  if (!isReadableInstant(now)) return refuse(clockUnreadable)
  const at = firedAt(twoFactor, now)
  return {
    kind: "disabled",
    account: {
      ...account,
      twoFactor: { kind: "off" },
      lastForcedLogoutAt: at === null ? lastForcedLogoutAt : Math.max(at, lastForcedLogoutAt ?? at),
    },
    warnings: clockRemarks(twoFactor, now),
  }
}
