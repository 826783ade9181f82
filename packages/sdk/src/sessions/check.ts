import type { Instant } from "@muster/core"
import { unknownUser } from "@muster/enrollment"
import { decideSession, newAccountRules, type SessionVerdict } from "@muster/policy"
import * as z from "zod"
import type { Sessions } from "../api/sessions.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { loadState } from "../load.js"
import { sessionUserFacts } from "../user-facts.js"
import { assuranceOf } from "./assurance-facts.js"

const longestWaitSeconds = 60
const activitySchema = z.object({ id: z.string(), startedAt: z.number().int() }).nullish()

/** One read, or none within `cacheSeconds`: the user's epoch and the account's rules, against what the session proved. */
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
  const { account, record, now } = await deps.sessionStates.read(session.assurance, deps.clock.now(), () =>
    loadState(deps, session.assurance),
  )
  const verdict = decideSession({
    account: account.rules,
    user: sessionUserFacts(record, session.assurance),
    assurance: session.facts,
    activity,
    now,
  })
  return deps.sessionStates.isOn ? soonAgain(verdict, now) : verdict
}

/** Where an answer may be old, a socket that waits for `nextChangeAt` asks again within a minute. */
function soonAgain(verdict: SessionVerdict, now: Instant): SessionVerdict {
  if (verdict.kind === "logout") return verdict
  const soon = now + longestWaitSeconds * 1000
  return { ...verdict, nextChangeAt: Math.min(verdict.nextChangeAt ?? soon, soon) }
}
