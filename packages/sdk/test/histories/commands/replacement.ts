import fc from "fast-check"
import type { UserKey } from "../../../src/ports/index.js"
import { type Person, violated } from "../model/person.js"
import { cancelledReplacement, heldReplacement, provedReplacement, unprovedReplacement } from "../model/replacement.js"
import { ownAnswers, powerOf } from "../model/sessions.js"
import { hasBeenRejected, hasWorked, keepTicket } from "../model/tickets.js"
import {
  assuranceOf,
  client,
  command,
  hasAssurance,
  hasTicket,
  keys,
  type Scene,
  ticketOf,
  userOf,
  which,
} from "./command.js"
import { isRightCode, recoveryCode, recoveryCodeWasUsed } from "./recovery-codes.js"
import { judgeTry, keepTry, nameOfTry, nameTry } from "./tries.js"

/** "I lost my phone", with the password alone. */
export const replace = (key: UserKey, index = 0) =>
  command(
    "replace",
    key,
    async ({ person, account, muster, times }) => {
      const ticket = ticketOf(person, index)
      const answer = await muster.factors.beginReplacement({ ticket: ticket.text })
      if (answer.kind === "ticket-rejected") hasBeenRejected(person, ticket, "challenge", times)
      if (answer.kind === "enroll" || answer.kind === "held") {
        hasWorked(person, ticket, "challenge", times)
        if (ticket.isStepUp) violated("a session stood in for the password", person)
      }
      if (answer.kind === "held") heldReplacement(person, account.rule, { now: times.now, until: answer.until })
      if (answer.kind === "enroll") {
        const replacement = unprovedReplacement(person, account.rule, times.now)
        keepTicket(person, answer, { purpose: "enroll", replacement })
      }
      return answer
    },
    hasTicket,
  )

async function tryToReplace(scene: Scene, { index = 0, isNamed = false }) {
  const { person, account, muster, times } = scene
  const ticket = ticketOf(person, index)
  const code = recoveryCode(scene, "right")
  const attemptId = nameTry(person, isNamed)
  const answer = await muster.factors.beginReplacement({ ticket: ticket.text, recoveryCode: code, attemptId })
  if (ticket.isStepUp) {
    if (answer.kind === "enroll") violated("a session stood in for the password", person)
    return answer
  }
  const made = { call: "replace", pool: "recovery-codes", ticket, code, attemptId, host: "none", answer } as const
  const isRight = isRightCode(person, code) && account.rule.rule !== "admin-only"
  if (judgeTry(scene, made, { success: "enroll", isRight })) {
    recoveryCodeWasUsed(person, ticket, code)
    const replacement = provedReplacement(person, account.rule, times.now)
    keepTicket(person, answer, { purpose: "enroll", replacement })
    keepTry(scene, made)
  }
  return answer
}

export const replaceByRecoveryCode = (
  key: UserKey,
  tried: { readonly index?: number; readonly isNamed?: boolean } = {},
) => command(nameOfTry("replace by recovery code", tried), key, (scene) => tryToReplace(scene, tried), hasTicket)

export const replaceFromSession = (key: UserKey, index = 0) =>
  command(
    "replace from a session",
    key,
    async ({ person, account, muster, times }) => {
      const assurance = assuranceOf(person, index)
      const answer = await muster.factors.beginReplacement({ assurance, user: userOf(person), client })
      const isAdminOnly = account.rule.rule === "admin-only"
      const withSecondFactor = isAdminOnly
        ? { fresh: "admin-only", old: "admin-only" }
        : { fresh: "enroll", old: "proof-needed" }
      const answers = ownAnswers(powerOf(person, assurance, times.now), withSecondFactor, "not-enrolled")
      if (!answers.includes(answer.kind)) violated(`replace from a session answers ${answer.kind}`, person)
      if (answer.kind === "enroll") {
        const replacement = provedReplacement(person, account.rule, times.now)
        keepTicket(person, answer, { purpose: "enroll", replacement })
      }
      return answer
    },
    hasAssurance,
  )

/** What a call to end a replacement must answer: what was proved ends with a proof that is as new. */
function cancelAnswers(person: Person, power: ReturnType<typeof powerOf>): readonly string[] {
  const isProved = person.replacement?.isProved === true
  const answers = ownAnswers(
    power,
    { fresh: "cancelled", old: isProved ? "proof-needed" : "cancelled" },
    "proof-needed",
  )
  // What was proved long ago may be over.
  return power === "old" && isProved ? [...answers, "cancelled"] : answers
}

export const cancelReplacement = (key: UserKey, index = 0) =>
  command(
    "cancel the replacement",
    key,
    async ({ person, muster, times }) => {
      const assurance = assuranceOf(person, index)
      const answer = await muster.factors.cancelReplacement({ assurance })
      if (!cancelAnswers(person, powerOf(person, assurance, times.now)).includes(answer.kind))
        violated(`cancel the replacement answers ${answer.kind}`, person)
      if (answer.kind !== "cancelled") return answer
      cancelledReplacement(person, answer.changed, times.now)
      return { kind: answer.changed ? "cancelled" : "nothing to cancel" }
    },
    hasAssurance,
  )

export const replacementCommands = [
  fc.tuple(keys, which).map((args) => replace(...args)),
  fc.tuple(keys, fc.record({ index: which, isNamed: fc.boolean() })).map((args) => replaceByRecoveryCode(...args)),
  fc.tuple(keys, which).map((args) => replaceFromSession(...args)),
  fc.tuple(keys, which).map((args) => cancelReplacement(...args)),
]
