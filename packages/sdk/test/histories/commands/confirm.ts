import fc from "fast-check"
import type { UserKey } from "../../../src/ports/index.js"
import { gainFactor, tell } from "../model/changes.js"
import { stepAt, stepsOf, type Typed, typedCode } from "../model/codes.js"
import type { Ticket } from "../model/tickets.js"
import { command, hasTicket, keys, type Scene, ticketOf } from "./command.js"
import { withHost } from "./host.js"
import { tries } from "./sign-in.js"
import { judgeTry, keepAssurance, keepTry, nameOfTry, nameTry, type Try } from "./tries.js"

/** Whether this code must make a factor of what the ticket was shown. */
function isRightToConfirm({ person, account, real }: Scene, ticket: Ticket, code: string): boolean | "unsure" {
  const { shown, replacement } = ticket
  if (shown === null || ticket !== person.enrolling || stepsOf(shown, code, real.clock).length === 0) return false
  if (replacement === null) return person.factor === null
  if (account.rule.rule === "admin-only" || (!replacement.isProved && account.rule.rule !== "self-service"))
    return false
  return replacement.isProved || "unsure"
}

async function confirmWith(scene: Scene, typed: Typed, { index = 0, host = "none", isNamed }: Try) {
  const { person, real, muster, model, times } = scene
  const ticket = ticketOf(person, index)
  const code = typedCode(person, real.clock, ticket.shown, typed)
  const attemptId = nameTry(person, isNamed)
  const answer = await withHost(scene, host, (transaction) =>
    muster.enrollment.confirm({ ticket: ticket.text, code, attemptId, transaction }),
  )
  const made = { call: "confirm", pool: "codes", ticket, code, attemptId, host, answer } as const
  const isRight = isRightToConfirm(scene, ticket, code)
  if (judgeTry(scene, made, { success: "enrolled", isRight })) {
    const recoveryCodes = answer.kind === "enrolled" ? answer.recoveryCodes : null
    for (const each of recoveryCodes ?? []) model.secrets.add(each)
    const isFirst = person.factor === null
    tell(person, isFirst ? "enrolled" : "factor-replaced")
    const factor = { uri: ticket.shown as string, lastStep: stepAt(times.now), hasAddress: true }
    gainFactor(person, { factor, recoveryCodes }, times)
    keepTry(scene, made)
    if (answer.kind === "enrolled" && answer.next.kind === "signed-in") keepAssurance(person, answer.next.assurance)
    if (!isFirst) return { kind: `${answer.kind}, replacing another` }
  }
  return answer
}

export const confirm = (key: UserKey, typed: Typed = "right", tried: Try = {}) =>
  command(nameOfTry(`confirm ${typed}`, tried), key, (scene) => confirmWith(scene, typed, tried), hasTicket)

/** The last step of an enrollment, with whatever ticket and code. */
export const confirmCommands = [
  fc.tuple(keys, fc.constantFrom("right", "right", "wrong", "old"), tries).map((args) => confirm(...args)),
]
