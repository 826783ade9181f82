import { MusterError } from "@muster/core"
import { decideSession } from "@muster/policy"
import * as z from "zod"
import type { Enrollment } from "../api/enrollment.js"
import { primaryOf } from "../authentication-methods.js"
import type { Dependencies } from "../dependencies.js"
import { clientSchema, parseInput, signInUserSchema } from "../input.js"
import { loadState } from "../load.js"
import { assuranceOf } from "../sessions/assurance-facts.js"
import { enroll } from "../sign-in/begin.js"
import { clientRefusedNow } from "../sign-in/update-client.js"
import { primaryFacts, sessionUserFacts } from "../user-facts.js"

const schema = z.object({ user: signInUserSchema, client: clientSchema })

/** "Set up now", for a session that the primary method alone has opened. */
export async function beginEnrollment(
  deps: Dependencies,
  input: Parameters<Enrollment["begin"]>[0],
): ReturnType<Enrollment["begin"]> {
  const { user, client } = parseInput(schema, { user: input.user, client: input.client })
  const session = assuranceOf(input.assurance)
  if (session === null) return { kind: "session-ended" }
  if (session.assurance.userId !== user.id) {
    throw new MusterError("ERR_INVALID_INPUT", "the user is not the one of the assurance", { field: "user.id" })
  }
  const { assurance, facts } = session
  const state = await loadState(deps, assurance)
  const verdict = decideSession({
    account: state.account.rules,
    user: sessionUserFacts(state.record, assurance),
    assurance: facts,
    activity: null,
    now: state.now,
  })
  if (verdict.kind === "logout") return { kind: "session-ended" }
  if (state.record.factor !== null) return { kind: "already-enrolled" }
  const primary = primaryOf(assurance)
  const outdated = clientRefusedNow(deps, { ...primaryFacts(user, primary), client }, state)
  if (outdated !== null) return outdated
  const call = { accountId: assurance.accountId, user, client, primary }
  return enroll(deps, call, state, verdict)
}
