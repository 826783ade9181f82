import { unknownUser } from "@muster/enrollment"
import { decideSession, newAccountRules } from "@muster/policy"
import * as z from "zod"
import type { Sessions } from "../api/sessions.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { loadState } from "../load.js"
import { sessionUserFacts } from "../user-facts.js"
import { assuranceOf } from "./assurance-facts.js"

const activitySchema = z.object({ id: z.string(), startedAt: z.number().int() }).nullish()

/** One read: the user's epoch and the account's rules, against what the session proved. */
export async function checkSession(
  deps: Dependencies,
  input: Parameters<Sessions["check"]>[0],
): ReturnType<Sessions["check"]> {
  const activity = parseInput(activitySchema, input.activity) ?? null
  const session = assuranceOf(input.assurance)
  if (session === null) {
    // Whatever the account's rules are, nobody is signed in.
    const account = newAccountRules(deps.defaults)
    return decideSession({
      account,
      user: sessionUserFacts(unknownUser),
      assurance: null,
      activity,
      now: deps.clock.now(),
    })
  }
  const { account, record, now } = await loadState(deps, session.assurance)
  return decideSession({
    account: account.rules,
    user: sessionUserFacts(record, session.assurance),
    assurance: session.facts,
    activity,
    now,
  })
}
