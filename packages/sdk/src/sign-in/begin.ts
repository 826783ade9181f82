import { limits, throttleRules, throttleStanding } from "@muster/enrollment"
import { decideSignIn, type SignInVerdict } from "@muster/policy"
import * as z from "zod"
import type { BeginResult, BeginSignIn, Challenge, Enroll, SignedIn } from "../api/sign-in.js"
import { type Assurance, makeAssurance } from "../assurance.js"
import { primaryMethods } from "../authentication-methods.js"
import type { Dependencies } from "../dependencies.js"
import { clientSchema, idSchema, parseInput, primarySchema, signInUserSchema } from "../input.js"
import { loadState, type State } from "../load.js"
import { maskEmail } from "../mail/mask-email.js"
import { mintTicket } from "../ticket.js"
import { type PrimaryFacts, primaryFacts, type StageFacts, userFacts } from "../user-facts.js"
import { updateClient } from "./update-client.js"

const schema = z.object({
  accountId: idSchema,
  user: signInUserSchema,
  client: clientSchema,
  primary: primarySchema,
})

/** One read, no write: what comes after the primary method. */
export async function beginSignIn(deps: Dependencies, input: BeginSignIn): Promise<BeginResult> {
  const call = parseInput(schema, input)
  const state = await loadState(deps, { accountId: call.accountId, userId: call.user.id })
  const verdict = decideSignIn({
    account: state.account.rules,
    user: userFacts(state.record, primaryFacts(call.user, call.primary), stageFacts(call)),
    client: call.client,
    minimum: deps.minimum,
    now: state.now,
  })
  switch (verdict.kind) {
    case "allow":
      return primaryIsEnough(call, state, verdict)
    case "challenge":
      return challenge(deps, call, state)
    case "enroll":
      return enroll(deps, call, state, verdict)
    case "update-client":
      return updateClient(deps, call.client, verdict)
  }
}

type Call = z.infer<typeof schema>

/** The group is the host's to name: one that the client claims could put its user into a later stage. */
const stageFacts = ({ user }: Call): StageFacts => ({ userId: user.id, deviceGroupId: user.deviceGroupId })

function primaryIsEnough(call: Call, state: State, verdict: SignInVerdict): SignedIn {
  return {
    kind: "signed-in",
    assurance: makeAssurance({
      v: 1,
      accountId: call.accountId,
      userId: call.user.id,
      method: "primary-only",
      amr: primaryMethods(call.primary),
      signedInAt: state.now,
      epoch: state.record.epoch,
      ...notBound(primaryFacts(call.user, call.primary)),
      // Nothing but the end of an excuse changes the answer that lets a user in.
      ...(verdict.nextChangeAt === null ? {} : { excusedUntil: verdict.nextChangeAt }),
      ...(call.user.deviceGroupId === undefined ? {} : { deviceGroupId: call.user.deviceGroupId }),
    }),
    hostMust: ["rotate-session-id"],
    reasons: verdict.reasons,
  }
}

/**
 * Who need not enroll also keeps the session at the forced logout. Kept in the assurance, because a later check has the
 * user's row alone; set while two-factor is off too, because it may be switched on during the session.
 */
function notBound({ isService, primary, hasLocalPassword }: PrimaryFacts): Pick<Assurance, "notBound"> {
  if (isService) return { notBound: "service-user" }
  return primary === "sso" && !hasLocalPassword ? { notBound: "sso-user" } : {}
}

/** The question that comes after the primary method, and before something dangerous. */
export async function challenge(deps: Dependencies, call: Call, state: State, isStepUp = false): Promise<Challenge> {
  const digits = state.record.factor?.totp.digits ?? deps.totp.digits
  const standing = throttleStanding(state.throttle, throttleRules.codes, state.now)
  return {
    kind: "challenge",
    ...(await mintTicket(deps, {
      ...claimsOf(call, state),
      isStepUp,
      purpose: "challenge",
      digits,
      ...lasting(state, limits.challengeSeconds),
    })),
    digits,
    retryAt: standing.kind === "throttled" ? standing.retryAt : standing.kind === "held" ? standing.until : null,
    lostPhone: state.account.rules.settings.replacement.rule,
  }
}

/** The answer that leads into enrollment; nothing is sent before the user asks for it. */
export async function enroll(
  deps: Dependencies,
  call: Call,
  state: State,
  { reasons }: Pick<SignInVerdict, "reasons">,
  replacementId: string | null = null,
): Promise<Enroll> {
  const lifetime = lasting(state, limits.enrollmentSeconds)
  const { digits } = deps.totp
  return {
    kind: "enroll",
    ...(await mintTicket(deps, { ...claimsOf(call, state), purpose: "enroll", digits, replacementId, ...lifetime })),
    reasons,
    current: { kind: "not-started", maskedEmail: call.user.email === null ? null : maskEmail(call.user.email) },
  }
}

function claimsOf(call: Call, state: State) {
  const { accountId, user, client, primary } = call
  return {
    accountId,
    userId: user.id,
    email: user.email,
    locale: user.locale ?? null,
    client,
    ...primaryFacts(user, primary),
    epoch: state.record.epoch,
    isStepUp: false,
    enrollmentId: null,
    replacementId: null,
  }
}

function lasting(state: State, seconds: number) {
  return { issuedAt: state.now, expiresAt: state.now + seconds * 1000 }
}
