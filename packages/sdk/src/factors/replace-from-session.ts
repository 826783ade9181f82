import { MusterError, randomId } from "@muster/core"
import { beginReplacement } from "@muster/enrollment"
import * as z from "zod"
import type { TicketedCall } from "../answers/ticketed-call.js"
import { clientRefusedNow } from "../answers/update-client.js"
import type { Factors, NewAuthenticator } from "../api/factors.js"
import { primaryOf } from "../authentication-methods.js"
import type { Dependencies } from "../dependencies.js"
import { clientSchema, parseInput, signInUserSchema } from "../input.js"
import { type OwnSession, ownProofNeeded } from "../sessions/own-session.js"
import { primaryFacts } from "../user-facts.js"
import { changeOwn, type NoOwnChange, type OwnChange, unchanged } from "./change-own.js"
import { ownWrites } from "./own-writes.js"
import { enrollToReplace, replacementProofNeeded } from "./replacement-answer.js"

type Answer = Awaited<ReturnType<Factors["beginReplacement"]>>

const schema = z.object({ user: signInUserSchema, client: clientSchema })

/** "I have a new phone", from a session that has proved a second factor lately. */
export async function replaceFromSession(deps: Dependencies, input: NewAuthenticator): Promise<Answer> {
  const { user, client } = parseInput(schema, { user: input.user, client: input.client })
  return changeOwn(deps, input.assurance, async (session) => {
    const { accountId, userId } = session.assurance
    if (userId !== user.id) {
      throw new MusterError("ERR_INVALID_INPUT", "the user is not the one of the assurance", { field: "user.id" })
    }
    return decide(deps, { accountId, user, client, primary: primaryOf(session.assurance) }, session)
  })
}

async function decide(
  deps: Dependencies,
  call: TicketedCall,
  session: OwnSession,
): Promise<OwnChange<Answer> | NoOwnChange<Answer>> {
  const { state } = session
  const { record, account, now } = state
  if (record.factor === null) return unchanged({ kind: "not-enrolled" })
  const { client } = call
  const outdated = clientRefusedNow(deps, { ...primaryFacts(call.user, call.primary), client }, state)
  if (outdated !== null) return unchanged(outdated)
  const rule = account.rules.settings.replacement
  if (rule.rule === "admin-only") return unchanged({ kind: "admin-only" })
  if (ownProofNeeded(deps, session) !== null) return unchanged(replacementProofNeeded(record))

  const replacementId = randomId(deps.random)
  const result = beginReplacement({ record, rule, proof: { kind: "second-factor" }, replacementId, now })
  // With a second factor every rule but the one above opens at once.
  if (result.kind !== "open" || result.record === null) throw new TypeError("a proved replacement was not opened")
  const { replacement, record: begun, outputs } = result
  return {
    kind: "change",
    record: begun,
    writes: await ownWrites(deps, session, { record: begun, outputs }, client),
    answer: () => enrollToReplace(deps, call, state, replacement),
  }
}
