import fc from "fast-check"
import type { UserKey } from "../../../src/ports/index.js"
import { loseFactor, tellByFactor } from "../model/changes.js"
import { violated } from "../model/person.js"
import { mayGoWithout, ownAnswers, powerOf, verdictsOn } from "../model/sessions.js"
import { keepTicket } from "../model/tickets.js"
import { assuranceOf, client, command, hasAssurance, keys, which } from "./command.js"

/** How a session is asked about. */
export interface Check {
  readonly index?: number
  readonly isActive?: boolean
  readonly remembers?: boolean
}

const longestWait = 60_000

export const check = (key: UserKey, { index = 0, isActive = false, remembers = false }: Check = {}) =>
  command(
    ["check", ...(isActive ? ["active"] : []), ...(remembers ? ["from memory"] : [])].join(", "),
    key,
    async ({ person, account, real, times }) => {
      const assurance = assuranceOf(person, index)
      const activity = isActive ? { id: "call", startedAt: assurance.signedInAt } : undefined
      const answer = await (remembers ? real.rememberingMuster : real.muster).sessions.check({ assurance, activity })
      const verdicts = verdictsOn(person, account, { assurance, asked: { isActive, remembers }, times })
      if (!verdicts.includes(answer.kind)) violated(`check answers ${answer.kind}, and not ${verdicts}`, person)
      const { finishSession, ...others } = answer.capabilities
      if (finishSession === (answer.kind === "logout")) violated("a session may end what it must not, or must", person)
      if (Object.values(others).includes(true) !== (answer.kind === "continue"))
        violated("a session may do what it must not, or must", person)
      if (remembers && answer.kind !== "logout" && !((answer.nextChangeAt as number) <= times.now + longestWait))
        violated("an answer from memory is not to be asked for again", person)
      const isLate = assurance.epoch !== person.epoch && answer.kind === "continue"
      return isLate ? { kind: "continue, not known yet" } : answer
    },
    hasAssurance,
  )

export const stepUp = (key: UserKey, index = 0) =>
  command(
    "step up",
    key,
    async ({ person, muster, times }) => {
      const assurance = assuranceOf(person, index)
      const answer = await muster.signIn.stepUp({ assurance, client })
      const answers = ownAnswers(
        powerOf(person, assurance, times.now),
        { fresh: "challenge", old: "challenge" },
        "not-enrolled",
      )
      if (!answers.includes(answer.kind)) violated(`step up answers ${answer.kind}`, person)
      keepTicket(person, answer, { purpose: "challenge", isStepUp: true })
      return answer
    },
    hasAssurance,
  )

export const remove = (key: UserKey, index = 0) =>
  command(
    "remove",
    key,
    async ({ person, account, muster, times }) => {
      const assurance = assuranceOf(person, index)
      const answer = await muster.factors.remove({ assurance })
      const withSecondFactor = mayGoWithout(person, account, times.now)
        ? { fresh: "removed", old: "proof-needed" }
        : { fresh: "refused", old: "refused" }
      const answers = ownAnswers(powerOf(person, assurance, times.now), withSecondFactor, "not-enrolled")
      if (!answers.includes(answer.kind)) violated(`remove answers ${answer.kind}`, person)
      if (answer.kind === "removed") {
        tellByFactor(person, person.factor, "factor-removed")
        loseFactor(person, times)
      }
      return answer
    },
    hasAssurance,
  )

/** One call of a session. */
export const sessionCommands = [
  fc
    .tuple(keys, fc.record({ index: which, isActive: fc.boolean(), remembers: fc.boolean() }))
    .map((args) => check(...args)),
  fc.tuple(keys, which).map((args) => stepUp(...args)),
  fc.tuple(keys, which).map((args) => remove(...args)),
]
