import { decideSignIn, type SignInVerdict } from "@muster/policy"
import * as z from "zod"
import { challenge } from "../answers/challenge.js"
import { enroll } from "../answers/enroll.js"
import { updateClient } from "../answers/update-client.js"
import type { BeginResult, BeginSignIn, SignedIn } from "../api/sign-in.js"
import { type Assurance, makeAssurance } from "../assurance.js"
import { primaryMethods } from "../authentication-methods.js"
import type { Dependencies } from "../dependencies.js"
import { clientSchema, idSchema, parseInput, primarySchema, signInUserSchema } from "../input.js"
import { loadState, type State } from "../load.js"
import { type PrimaryFacts, primaryFacts, type StageFacts, userFacts } from "../user-facts.js"

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
