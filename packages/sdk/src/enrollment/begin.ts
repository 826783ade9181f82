import { decideSession } from "@muster/policy"
import * as z from "zod"
import type { Enrollment } from "../api/enrollment.js"
import type { Primary } from "../api/people.js"
import type { Assurance } from "../assurance.js"
import type { Dependencies } from "../dependencies.js"
import { clientSchema, parseInput, signInUserSchema } from "../input.js"
import { loadState } from "../load.js"
import { assuranceOf } from "../sessions/assurance-facts.js"
import { enroll } from "../sign-in/begin.js"
import { sessionUserFacts } from "../user-facts.js"

const schema = z.object({ user: signInUserSchema, client: clientSchema })

/** "Set up now", for a session that the primary method alone has opened. */
export async function beginEnrollment(
  deps: Dependencies,
  input: Parameters<Enrollment["begin"]>[0],
): ReturnType<Enrollment["begin"]> {
  const { user, client } = parseInput(schema, { user: input.user, client: input.client })
  const session = assuranceOf(input.assurance)
  if (session === null || session.assurance.userId !== user.id) return { kind: "session-ended" }
  const { assurance, facts } = session
  const state = await loadState(deps, assurance)
  const verdict = decideSession({
    account: state.account.rules,
    user: sessionUserFacts(state.record),
    assurance: facts,
    activity: null,
    now: state.now,
  })
  if (verdict.kind === "logout") return { kind: "session-ended" }
  if (state.record.factor !== null) return { kind: "already-enrolled" }
  const call = { accountId: assurance.accountId, user, client, primary: primaryOf(assurance) }
  return enroll(deps, call, state, verdict)
}

/** The primary method that the session began with, as far as its `amr` tells. */
function primaryOf({ amr }: Assurance): Primary {
  if (amr.includes("pwd")) return "password"
  return amr.includes("pop") ? "passkey" : "sso"
}
