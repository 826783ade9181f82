import fc from "fast-check"
import type { SignedIn } from "../../../src/index.js"
import type { UserKey } from "../../../src/ports/index.js"
import { type Attempt, canBeAskedAgain, essenceOf } from "../model/attempts.js"
import { otherCode } from "../model/codes.js"
import { type Person, violated } from "../model/person.js"
import { keepTicket } from "../model/tickets.js"
import { isWait, noteTry, type Tried } from "../model/waits.js"
import { type Answer, command, keys, type Scene } from "./command.js"
import { keepAssurance } from "./tries.js"

/** What is asked: the same once more, or something that only looks like it. */
export type Again = "the same" | "another name" | "another code" | "another call"

type Call = (scene: Scene, input: { ticket: string; code: string; attemptId: string }) => Promise<Answer & object>

const calls: Readonly<Record<Attempt["call"], Call>> = {
  verify: ({ muster }, input) => muster.signIn.verify(input),
  "use a recovery code": ({ muster }, input) => muster.signIn.useRecoveryCode(input),
  confirm: ({ muster }, input) => muster.enrollment.confirm(input),
  replace: ({ muster }, { code, ...input }) => muster.factors.beginReplacement({ ...input, recoveryCode: code }),
}

/** What takes the same ticket and code; a proof is good for one thing. */
const otherCall = {
  verify: "confirm",
  confirm: "verify",
  "use a recovery code": "replace",
  replace: "use a recovery code",
} as const

const successes = ["signed-in", "enrolled", "enroll"]

/** Takes over what the answer to a lost try would have said, or compares it with that. */
function takeAnswer(scene: Scene, attempt: Attempt, answer: object): void {
  const { person, model } = scene
  if (attempt.call === "replace") keepTicket(person, answer, { purpose: "enroll", replacement: attempt.replacement })
  if (attempt.answer !== null) {
    if (essenceOf(attempt, attempt.answer) !== essenceOf(attempt, answer))
      violated(`${attempt.call}: asked again, another answer is given`, person)
    return
  }
  attempt.answer = answer
  const { recoveryCodes, next = answer } = answer as { recoveryCodes?: readonly string[]; next?: object }
  if (recoveryCodes !== undefined) {
    person.recoveryCodes.codes = recoveryCodes
    for (const code of recoveryCodes) model.secrets.add(code)
  }
  if ("assurance" in next) keepAssurance(person, (next as SignedIn).assurance)
}

async function askAgainFor(scene: Scene, again: Again): Promise<Answer> {
  const { person, account, real, times } = scene
  const attempt = person.attempt as Attempt
  const { ticket, attemptId, code } = attempt
  const isRecoveryCode = attempt.call === "use a recovery code" || attempt.call === "replace"
  const unlike = isRecoveryCode ? "0000-0000-0000-0000-0000-000A" : otherCode(code)
  const answer = await calls[again === "another call" ? otherCall[attempt.call] : attempt.call](scene, {
    ticket: ticket.text,
    code: again === "another code" ? unlike : code,
    attemptId: again === "another name" ? `another-${attemptId}` : attemptId,
  })
  noteTry(person, isRecoveryCode ? "recovery-codes" : "codes", answer as Tried, { now: times.now, isNamed: true })
  const can =
    again === "the same" && canBeAskedAgain(person, attempt, { now: times.now, keyId: real.keys.active, account })
  if (successes.includes(answer.kind)) {
    if (!can) violated(`${attempt.call}: asked for ${again}, an accepted try is answered again`, person)
    takeAnswer(scene, attempt, answer)
  } else if (can && !isWait(answer as Tried))
    violated(`${attempt.call}: not answered again, but ${answer.kind}`, person)
  return { kind: `${attempt.call}: ${answer.kind}` }
}

/** Asks for the answer of the last named try that was accepted, as if it had been lost. */
export const askAgain = (key: UserKey, again: Again = "the same") =>
  command(
    `ask again, ${again}`,
    key,
    (scene) => askAgainFor(scene, again),
    ({ attempt }: Person) => attempt !== null,
  )

export const askAgainCommands = [
  fc
    .tuple(keys, fc.constantFrom<Again>("the same", "the same", "another name", "another code", "another call"))
    .map((args) => askAgain(...args)),
]
