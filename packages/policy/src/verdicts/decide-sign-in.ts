import type { Instant } from "@muster/core"
import type { AccountRules } from "../account/account-rules.js"
import { parseBuild } from "../builds/build.js"
import type { Client } from "../builds/client.js"
import { type MinimumRules, meetsMinimum, minimumFor } from "../builds/minimum.js"
import { createReason, type Reason } from "../reasons/reason.js"
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
 * code". Where none does, as for programs, the build is not judged. An active factor alone is enough for a challenge,
 * whatever the account says; an exemption excuses enrollment only.
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
  const concern = answer.kind === "allow" ? undefined : clientConcern(client, minimum)
  if (concern !== undefined && (concern.code === "build-below-minimum" || account.settings.unknownBuild === "block")) {
    return { kind: "update-client", reasons: [concern], nextChangeAt: null }
  }
  return { ...answer, reasons: concern === undefined ? [reason] : [reason, concern] }
}

type NextStep = Omit<SignInVerdict, "reasons"> & { readonly reason: Reason }

function nextStep({ twoFactor }: AccountRules, user: UserFacts, now: Instant): NextStep {
  const { exemptUntil } = user
  if (user.hasFactor) return step("challenge", createReason("factor-active", {}, { kind: "user" }))
  if (twoFactor.kind === "off") return step("allow", createReason("two-factor-off", {}, { kind: "account" }))
  if (user.isService) return step("allow", createReason("service-user", {}, { kind: "user" }))
  if (user.primary === "sso" && !user.hasLocalPassword) {
    return step("allow", createReason("sso-user", {}, { kind: "user" }))
  }
  if (exemptUntil !== null && now < exemptUntil) {
    return step("allow", createReason("exempt", { until: exemptUntil }, { kind: "user" }), exemptUntil)
  }
  const { enabledAt } = twoFactor
  return step("enroll", createReason("required-by-account", { enabledAt }, { kind: "account" }))
}

function step(kind: SignInVerdict["kind"], reason: Reason, nextChangeAt: Instant | null = null): NextStep {
  return { kind, reason, nextChangeAt }
}

type ClientConcern = Reason<"build-below-minimum" | "build-unknown">

function clientConcern(client: Client, rules: MinimumRules | null): ClientConcern | undefined {
  const minimum = minimumFor(client.platform, rules)
  if (minimum === null) return undefined
  const parsed = parseBuild(client.build)
  if (parsed.kind === "rejected") return createReason("build-unknown", { minimum }, { kind: "client" })
  const { build } = parsed
  return meetsMinimum(build, minimum) === "meets"
    ? undefined
    : createReason("build-below-minimum", { build, minimum }, { kind: "client" })
}
