import type { Instant } from "@muster/core"
import type { AccountRules } from "../account/account-rules.js"
import { clockRemarks } from "../account/clock-remark.js"
import type { Client } from "../builds/client.js"
import type { MinimumRules } from "../builds/minimum.js"
import { createReason, type Reason } from "../reasons/reason.js"
import { clientConcern } from "./client-concern.js"
import { longestExcuse } from "./excuse.js"
import type { SignInVerdict } from "./sign-in.js"
import type { UserFacts } from "./user-facts.js"

/** What {@link decideSignIn} needs. */
export interface DecideSignInInput {
  /** The rules of the user's account. */
  readonly account: AccountRules
  /** The user, who has just passed the primary method. */
  readonly user: UserFacts
  /** The client that the user signs in from. */
  readonly client: Client
  /** The vendor's minimum builds; `null`: clients are not judged by build. */
  readonly minimum: MinimumRules | null
  /** The present. */
  readonly now: Instant
}

/**
 * Decides what follows the primary method.
 *
 * Where a code comes next, the client's build is judged before it, so that an old client is told to update and not "wrong
 * code". Where none does, as for service users, the build is not judged. An active factor alone is enough for a challenge,
 * whatever the account says. An exemption, and a stage of the roll-out that has not begun, excuse enrollment only; of the two the
 * one that lasts longer is named. A stage is no excuse for whoever has lost a factor. A user whom nothing excuses can always act:
 * enroll, or update the client and then enroll.
 *
 * @returns `allow`, `challenge`, `enroll` or `update-client`, with reasons
 * @example
 * ```ts
 * const verdict = decideSignIn({ account, user, client: { platform: "web" }, minimum: null, now })
 * if (verdict.kind === "challenge") askForCode()
 * ```
 */
export function decideSignIn({ account, user, client, minimum, now }: DecideSignInInput): SignInVerdict {
  const { reason, ...answer } = nextStep(account, user, now)
  const remarks = clockRemarks(account.twoFactor, now)
  const concern = answer.kind === "allow" ? undefined : clientConcern(client, minimum)
  if (concern !== undefined && (concern.code === "build-below-minimum" || account.settings.unknownBuild === "block")) {
    return { kind: "update-client", reasons: [concern, ...remarks], nextChangeAt: null }
  }
  return { ...answer, reasons: [reason, ...(concern === undefined ? [] : [concern]), ...remarks] }
}

type NextStep = Omit<SignInVerdict, "reasons"> & { readonly reason: Reason }

function nextStep({ twoFactor }: AccountRules, user: UserFacts, now: Instant): NextStep {
  if (user.hasFactor) return step("challenge", createReason("factor-active", {}, { kind: "user" }))
  if (twoFactor.kind === "off") return step("allow", createReason("two-factor-off", {}, { kind: "account" }))
  if (user.isService) return step("allow", createReason("service-user", {}, { kind: "user" }))
  if (user.primary === "sso" && !user.hasLocalPassword) {
    return step("allow", createReason("sso-user", {}, { kind: "user" }))
  }
  const excuse = longestExcuse(twoFactor, user)
  if (excuse !== null && now < excuse.until) return step("allow", excuse.reason, excuse.until)
  const { enabledAt } = twoFactor
  return step("enroll", createReason("required-by-account", { enabledAt }, { kind: "account" }))
}

function step(kind: SignInVerdict["kind"], reason: Reason, nextChangeAt: Instant | null = null): NextStep {
  return { kind, reason, nextChangeAt }
}
