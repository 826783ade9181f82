import { accountOf, type Population, signInUser } from "../arrange/users.js"
import type { OpenBooks } from "../books/books.js"
import { buildOf } from "../books/tickets.js"
import type { Fleet } from "../machines/fleet.js"
import { askUntilAnswered } from "./ask.js"
import type { Rotation } from "./rotation.js"
import { scenarios, type Ticket } from "./scenarios.js"

/** What visits are made from. */
export interface Street {
  readonly fleet: Fleet
  readonly population: Population
  readonly rotation: Rotation
  readonly books: OpenBooks
  /** Gives a number to each ticket. */
  readonly nextNumber: () => number
  /** Says what the next user does. */
  readonly nextScenario: () => string
}

/** Lets the next user come to the door; answers when their first code was answered. */
export async function visit(street: Street): Promise<number> {
  const { fleet, population, rotation, books } = street
  const begunAt = Date.now()
  const { user, codes } = rotation.take()
  const scenario = street.nextScenario()
  const met: string[] = []
  const begin = async (): Promise<Ticket | null> => {
    const number = street.nextNumber()
    const asked = await askUntilAnswered(fleet, "begin", {
      accountId: accountOf(user, population),
      user: signInUser(user),
      client: { platform: "windows", build: buildOf(number) },
      primary: "password",
    })
    met.push(asked?.answer.kind ?? "no answer")
    return asked?.answer.kind === "challenge" ? { ticket: asked.answer.ticket, number, by: asked.by } : null
  }
  const first = await begin()
  const verified =
    first === null
      ? []
      : await scenarios[scenario]?.run({
          fleet,
          first,
          begin,
          typed: ({ ticket, number }, code) => ({
            ticket,
            number,
            user,
            code,
            step: codes.step,
            digits: code === "wrong" ? codes.wrong : codes.right,
          }),
        })
  const endedAt = Date.now()
  books.visits.push({ user, scenario, begunAt, endedAt, met, steps: verified?.map(({ step }) => step) ?? [] })
  rotation.giveBack(user, first === null)
  return verified?.[0]?.endedAt ?? endedAt
}
