import { MusterError } from "@muster/core"
import * as z from "zod"
import { enroll } from "../answers/enroll.js"
import { clientRefusedNow } from "../answers/update-client.js"
import type { Enrollment } from "../api/enrollment.js"
import { primaryOf } from "../authentication-methods.js"
import type { Dependencies } from "../dependencies.js"
import { clientSchema, parseInput, signInUserSchema } from "../input.js"
import { ownSession } from "../sessions/own-session.js"
import { primaryFacts } from "../user-facts.js"

const schema = z.object({ user: signInUserSchema, client: clientSchema })

/** "Set up now", for a session that the primary method alone has opened. */
export async function beginEnrollment(
  deps: Dependencies,
  input: Parameters<Enrollment["begin"]>[0],
): ReturnType<Enrollment["begin"]> {
  const { user, client } = parseInput(schema, { user: input.user, client: input.client })
  const session = await ownSession(deps, input.assurance)
  if (session.kind === "session-ended") return session
  const { assurance, state, verdict } = session
  if (assurance.userId !== user.id) {
    throw new MusterError("ERR_INVALID_INPUT", "the user is not the one of the assurance", { field: "user.id" })
  }
  if (state.record.factor !== null) return { kind: "already-enrolled" }
  const primary = primaryOf(assurance)
  const outdated = clientRefusedNow(deps, { ...primaryFacts(user, primary), client }, state)
  if (outdated !== null) return outdated
  const call = { accountId: assurance.accountId, user, client, primary }
  return enroll(deps, call, state, verdict)
}
