import type { Assurance } from "../../../src/index.js"
import { type Call, rememberTry } from "../model/attempts.js"
import { type Person, violated } from "../model/person.js"
import { hasBeenRejected, standingOf, type Ticket } from "../model/tickets.js"
import { isWait, noteTry, type Pool, type Tried } from "../model/waits.js"
import type { Scene } from "./command.js"
import { type Host, successWith } from "./host.js"

/** How a code is tried. */
export interface Try {
  /** Which of the user's tickets: 0 is the newest. */
  readonly index?: number
  readonly host?: Host
  readonly isNamed?: boolean
}

/** A try with what it was made with. */
export interface MadeTry {
  readonly call: Call
  readonly pool: Pool
  readonly ticket: Ticket
  readonly code: string
  readonly attemptId: string | undefined
  readonly host: Host
  readonly answer: Tried
}

/** A name for a try; no two have the same. */
export function nameTry(person: Person, isNamed = false): string | undefined {
  if (!isNamed) return undefined
  person.namedTries += 1
  return `attempt-number-${person.namedTries}`
}

/** Says how a try is called in the list of answers. */
export function nameOfTry(name: string, { host = "none", isNamed = false }: Try): string {
  return [name, ...(isNamed ? ["named"] : []), ...(host === "none" ? [] : [`host ${host}`])].join(", ")
}

/**
 * Judges the answer to a try, apart from what it led to: whoever has to wait knows it, whoever has a ticket that works and a code
 * that is right succeeds, and nobody else does. Says whether it has succeeded.
 */
export function judgeTry(
  scene: Scene,
  made: MadeTry,
  { success, isRight }: { readonly success: string; readonly isRight: boolean | "unsure" },
): boolean {
  const { person, times } = scene
  const { call, pool, ticket, attemptId, host, answer } = made
  const purpose = call === "confirm" ? "enroll" : "challenge"
  noteTry(person, pool, answer, { now: times.now, isNamed: attemptId !== undefined })
  if (answer.kind === "wrong-code" && answer.why === "mismatch") person.compared += 1
  if (answer.kind === "ticket-rejected") hasBeenRejected(person, ticket, purpose, times)

  const succeeded = successWith(host, success)
  const works = ticket.purpose === purpose && standingOf(person, ticket, times)
  if (answer.kind === succeeded) {
    if (works === false || works === "dead") violated(`${call}: a dead ticket worked`, person)
    if (isRight === false) violated(`${call}: a code was accepted that is not right`, person)
    person.compared += 1
    return answer.kind !== "rolled-back"
  }
  if (answer.kind === success) violated(`${call}: succeeded outside the host's transaction`, person)
  if (works === "works" && isRight === true && !isWait(answer))
    violated(`${call}: a right code was answered with ${answer.kind}`, person)
  return false
}

/** A try was accepted: it may be asked for again, and its ticket may not be used again. */
export function keepTry({ person, real, times }: Scene, { call, ticket, code, attemptId, answer }: MadeTry): void {
  ticket.isSpent = true
  const known = answer.kind === "answer-lost" ? null : answer
  rememberTry(person, { call, ticket, code, attemptId, at: times.now, answer: known, keyId: real.keys.active })
}

/** Keeps what a sign-in has proved; it is the user's own. */
export function keepAssurance(person: Person, assurance: Assurance): void {
  const { accountId, userId } = person.key
  if (assurance.accountId !== accountId || assurance.userId !== userId)
    violated("the assurance is somebody else's", person)
  if (assurance.epoch !== person.epoch) violated("the assurance is of another epoch", person)
  person.assurances.push(assurance)
}
