import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { VerifyResult } from "@muster/sdk"
import type { Outcome, SecondStep, Try } from "../books/books.js"
import type { Answer, Calls, Input, Machine } from "../machines/calls.js"
import type { Fleet } from "../machines/fleet.js"

/** How often a call whose answer was lost is made again, and how long after. */
const mostTries = 10
const pauseMilliseconds = 20
/** What `retryAt` of a machine that is busy comes to. */
const busyMilliseconds = 1000

/** A code that is typed for a ticket. */
export interface Typed extends Pick<SecondStep, "number" | "user" | "step" | "code"> {
  readonly ticket: string
  readonly digits: string
  /** Names the attempt; a new name when left out. */
  readonly attemptId?: string
}

/** The attempt, and the machine that answered last. */
export interface Verified {
  readonly step: SecondStep
  readonly endedAt: number
  readonly by: Machine
}

/**
 * Sends a code, and asks again under the same name at another machine while the answer is lost, or while it is that the machine was
 * too busy to say.
 */
export async function verify(fleet: Fleet, typed: Typed, not?: Machine): Promise<Verified> {
  const { number, user, step, code, ticket, digits, attemptId = randomUUID() } = typed
  const tries: Try[] = []
  let by = not
  for (;;) {
    const sentAt = Date.now()
    const reply = await fleet.ask("verify", { ticket, code: digits, attemptId }, by)
    const endedAt = Date.now()
    const outcome = reply.kind === "answered" ? outcomeOf(reply.answer) : reply
    tries.push({
      sentAt,
      endedAt,
      outcome: outcome.kind === "unknown" ? { kind: "unknown", why: outcome.why } : outcome,
    })
    by = reply.by
    const isAnswer = outcome.kind !== "unknown" && outcome.kind !== "busy"
    if (isAnswer || tries.length === mostTries) return { step: { number, user, step, code, tries }, endedAt, by }
    await sleep(outcome.kind === "busy" ? busyMilliseconds : pauseMilliseconds * tries.length)
  }
}

/** Asks a call that writes nothing until it is answered. */
export async function askUntilAnswered<Name extends keyof Calls>(
  fleet: Fleet,
  name: Name,
  input: Input<Name>,
): Promise<{ readonly answer: Answer<Name>; readonly by: Machine } | null> {
  let by: Machine | undefined
  for (let tries = 1; tries <= mostTries; tries++) {
    const reply = await fleet.ask(name, input, by)
    if (reply.kind === "answered") return { answer: reply.answer, by: reply.by }
    by = reply.by
    await sleep(pauseMilliseconds * tries)
  }
  return null
}

function outcomeOf(answer: VerifyResult): Outcome {
  switch (answer.kind) {
    case "signed-in":
      return { kind: answer.kind, signedInAt: answer.assurance.signedInAt }
    case "wrong-code":
      return { kind: answer.kind, why: answer.why }
    case "ticket-rejected":
      return { kind: answer.kind, reason: answer.reason }
    default:
      return { kind: answer.kind }
  }
}
