import type { Database } from "./arrange/open-database.js"
import type { Population } from "./arrange/users.js"
import type { OpenBooks } from "./books/books.js"
import { openBooks } from "./books/books.js"
import { ticketNumbers } from "./books/tickets.js"
import { type CpuUse, watchCpu } from "./driver/cpu.js"
import { descend } from "./driver/ladder.js"
import { isCarried, type Phase, runPhase } from "./driver/phase.js"
import { createRotation } from "./driver/rotation.js"
import { drawScenario } from "./driver/scenarios.js"
import { visit } from "./driver/visit.js"
import { keepEditing } from "./editor.js"
import type { Machine } from "./machines/calls.js"
import { deliverMail, laterMilliseconds } from "./machines/deliver-mail.js"
import { openFleet } from "./machines/fleet.js"
import { keepRestarting } from "./machines/restarts.js"
import type { Options } from "./options.js"

/** What a run came to, before the books are checked. */
export interface Run {
  readonly books: OpenBooks
  /** The rate that was asked for first; the rungs of the ladder after it, where it was not carried. */
  readonly phases: readonly [Phase, ...Phase[]]
  readonly cpu: CpuUse
  /** Mail that could not be sent in the end. */
  readonly mailLeft: number
}

const warmUpSeconds = 5

/** What a run does in one way or another. */
export interface Ways {
  /** Starts a machine, with a clock that is so far ahead. */
  readonly spawn: (books: OpenBooks, aheadMilliseconds: number) => Promise<Machine>
  /** Says what the next user does; by chance when left out. */
  readonly nextScenario?: () => string
  /** Looks for a rate that is carried where the one that was asked for is not; by a ladder when left out. */
  readonly lookBelow?: typeof descend
}

/** Lets users sign in while accounts are edited and machines end, and waits until all is quiet. */
export async function run(
  { rate, seconds, machines, restartEverySeconds }: Options,
  population: Population,
  { pool, schema, secrets }: Database,
  { spawn, nextScenario = drawScenario, lookBelow = descend }: Ways,
): Promise<Run> {
  const books = openBooks()
  const fleet = await openFleet(() => spawn(books, 0), machines, books)
  const rotation = createRotation(population, secrets)
  const desk = { fleet, population, rotation, books }
  const street = { ...desk, nextNumber: ticketNumbers(), nextScenario }
  const comes = () => visit(street)

  // Plans are made and code is compiled before anything is measured; what happens counts in the books all the same.
  await runPhase(rate / 2, Math.min(warmUpSeconds, seconds / 4), comes)
  const quitting = new AbortController()
  const beside = Promise.all([
    keepEditing(desk, quitting.signal),
    keepRestarting(fleet, restartEverySeconds, quitting.signal),
  ])
  const cpuSince = watchCpu()
  const first = await runPhase(rate, seconds, comes)
  const cpu = cpuSince()
  const rungs = isCarried(first) ? [] : await lookBelow(first, comes)
  quitting.abort()
  await beside
  await fleet.stop()
  // Beside no other, so that nothing is begun any more.
  const last = await openFleet(() => spawn(books, laterMilliseconds), 1, books)
  const mailLeft = await deliverMail(last, pool, schema)
  await last.stop()
  return { books, phases: [first, ...rungs], cpu, mailLeft }
}
