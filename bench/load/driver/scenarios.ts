import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { SecondStep } from "../books/books.js"
import { accepted } from "../books/tickets.js"
import type { Machine } from "../machines/calls.js"
import type { Fleet } from "../machines/fleet.js"
import { type Typed, type Verified, verify } from "./ask.js"

/** A ticket for a challenge, and who gave it. */
export interface Ticket {
  readonly ticket: string
  readonly number: number
  readonly by: Machine
}

/** A user at the door. */
export interface AtTheDoor {
  readonly fleet: Fleet
  readonly first: Ticket
  /** Begins once more, as after the password; `null`: no code is asked for. */
  begin(): Promise<Ticket | null>
  /** What is typed for a ticket. */
  typed(ticket: Ticket, code: SecondStep["code"]): Typed
}

/** What a user does, beginning with the code that the rate counts. */
export type Scenario = (door: AtTheDoor) => Promise<readonly [Verified, ...Verified[]]>

const signIn: Scenario = async ({ fleet, first, typed }) => [await verify(fleet, typed(first, "right"))]

const mistype: Scenario = async ({ fleet, first, typed }) => [await verify(fleet, typed(first, "wrong"))]

/** A slip, and then the right code for the same ticket. */
const mistypeOnce: Scenario = async ({ fleet, first, typed }) => [
  await verify(fleet, typed(first, "wrong")),
  await verify(fleet, typed(first, "right")),
]

/** Somebody has looked over the shoulder, and has the password: the same code, for a ticket of their own, at another machine. */
const replay: Scenario = async ({ fleet, first, begin, typed }) => {
  const own = await verify(fleet, typed(first, "right"))
  const stolen = await begin()
  if (stolen === null) return [own]
  // Where an edit ended the first ticket before its code was accepted, nobody has used the code yet.
  const code = accepted(own.step) === null ? "right" : "used"
  return [own, await verify(fleet, typed(stolen, code), own.by)]
}

/** The same with both at once: one of them wins. */
const race: Scenario = async ({ fleet, first, begin, typed }) => {
  const second = await begin()
  const attempts = [first, ...(second === null ? [] : [second])].map((ticket) =>
    verify(fleet, typed(ticket, "right"), ticket.by),
  )
  return (await Promise.all(attempts)) as [Verified, ...Verified[]]
}

/** The answer does not come soon enough: the client sends the same attempt again, and meets its own first one on the way. */
const impatience: Scenario = async ({ fleet, first, typed }) => {
  const attempt = { ...typed(first, "right"), attemptId: randomUUID() }
  const again = sleep(Math.random() * 30).then(() => verify(fleet, attempt, first.by))
  return Promise.all([verify(fleet, attempt), again])
}

/** What users do, and how many of a hundred do it. */
export const scenarios: Readonly<Record<string, { readonly percent: number; readonly run: Scenario }>> = {
  "sign in": { percent: 84, run: signIn },
  mistype: { percent: 5, run: mistype },
  "mistype once": { percent: 3, run: mistypeOnce },
  replay: { percent: 3, run: replay },
  race: { percent: 3, run: race },
  impatience: { percent: 2, run: impatience },
}

/** Draws a scenario. */
export function drawScenario(): string {
  let left = Math.random() * 100
  for (const [name, { percent }] of Object.entries(scenarios)) {
    left -= percent
    if (left < 0) return name
  }
  return "sign in"
}
