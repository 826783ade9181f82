import fc from "fast-check"
import type { UserKey } from "../../../src/ports/index.js"
import { afterThePassword } from "../model/account.js"
import { judgeCode, stepsOf, type Typed, typedCode } from "../model/codes.js"
import { type KnownFactor, violated } from "../model/person.js"
import { signedInWithTheFactor } from "../model/replacement.js"
import { keepTicket } from "../model/tickets.js"
import { client, command, hasTicket, keys, type Scene, ticketOf, userOf, which } from "./command.js"
import { withHost } from "./host.js"
import { sealedUnderTheActiveKey } from "./seals.js"
import { judgeTry, keepAssurance, keepTry, nameOfTry, nameTry, type Try } from "./tries.js"

/** Passes the primary method. */
async function passThePassword({ person, account, muster, times }: Scene) {
  const { accountId } = person.key
  const answer = await muster.signIn.begin({ accountId, user: userOf(person), client, primary: "password" })
  if (answer.kind !== afterThePassword(person, account, times.now)) violated(`begin answers ${answer.kind}`, person)
  if (answer.kind === "signed-in") keepAssurance(person, answer.assurance)
  keepTicket(person, answer, { purpose: answer.kind === "challenge" ? "challenge" : "enroll" })
  return answer
}

export const begin = (key: UserKey) => command("begin", key, passThePassword)

/** Answers a challenge with what an app shows. */
async function answerChallenge(scene: Scene, typed: Typed, { index = 0, host = "none", isNamed }: Try) {
  const { person, real, muster } = scene
  const ticket = ticketOf(person, index)
  const code = typedCode(person, real.clock, person.factor?.uri ?? null, typed)
  const attemptId = nameTry(person, isNamed)
  const answer = await withHost(scene, host, (transaction) =>
    muster.signIn.verify({ ticket: ticket.text, code, attemptId, transaction }),
  )
  const made = { call: "verify", pool: "codes", ticket, code, attemptId, host, answer } as const
  const fault = judgeCode(person, code, real.clock)
  if (answer.kind === "wrong-code" && answer.why !== fault && answer.why !== "malformed")
    violated(`a code that is ${fault} was called ${answer.why}`, person)
  if (judgeTry(scene, made, { success: "signed-in", isRight: fault === "accepted" })) {
    const factor = person.factor as KnownFactor
    factor.lastStep = Math.max(...stepsOf(factor.uri, code, real.clock))
    signedInWithTheFactor(person)
    keepTry(scene, made)
    if (answer.kind === "signed-in") keepAssurance(person, answer.assurance)
    await sealedUnderTheActiveKey(scene)
  }
  return answer
}

export const verify = (key: UserKey, typed: Typed = "right", tried: Try = {}) =>
  command(nameOfTry(`verify ${typed}`, tried), key, (scene) => answerChallenge(scene, typed, tried), hasTicket)

/** Somebody with the password guesses at a code. */
export const guess = (key: UserKey) =>
  command("guess", key, async (scene) => {
    const begun = await passThePassword(scene)
    if (begun.kind !== "challenge") return begun
    const answer = await answerChallenge(scene, "wrong", {})
    return answer.kind === "locked" && answer.until === null ? { kind: "locked until unlocked" } : answer
  })

const hosts = fc.constantFrom("none", "none", "none", "commits", "rolls back", "loses the answer")
export const tries = fc.record({ index: which, host: hosts, isNamed: fc.boolean() })

/** One call of a sign-in, with whatever ticket and code. */
export const signInCommands = [
  keys.map(begin),
  keys.map(guess),
  fc.tuple(keys, fc.constantFrom("right", "right", "wrong", "old"), tries).map((args) => verify(...args)),
]
