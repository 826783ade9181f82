import fc from "fast-check"
import { expect, test } from "vitest"
import type { Command } from "./histories/commands/command.js"
import { often, rare } from "./histories/goals.js"
import { histories } from "./histories/histories.js"
import { everybodyCanStillSignIn, everybodyHasBeenTold, everybodyIsShownAsTheyAre } from "./histories/in-the-end.js"
import { checkEvents, checkRows, newSeen } from "./histories/invariants.js"
import { accountIds, type Model, newModel } from "./histories/model/model.js"
import { openReal, type Real } from "./histories/world.js"

// MUSTER_FULL asks for as many histories as make 100,000 commands; a plain run plays enough to notice what is broken.
const full = process.env.MUSTER_FULL === "1"
const numRuns = full ? 1_200 : 40

/** Plays a history, and checks what always holds after each of its commands. */
async function play(given: readonly Command[]): Promise<{ model: Model; real: Real; played: number }> {
  const [model, real, seen] = [newModel(), openReal(), newSeen()]
  let played = 0
  const checked = given.map(
    (command): Command => ({
      accountId: command.accountId,
      check: (known) => command.check(known),
      toString: () => command.toString(),
      async run(known, world) {
        await command.run(known, world)
        await checkRows(known, world, seen)
        played += 1
      },
    }),
  )
  await fc.asyncModelRun(() => ({ model, real }), checked)
  return { model, real, played }
}

/** How often each kind of answer was given, whoever it was about. */
function countAnswers({ answers, worldAnswers }: Model, counts: Map<string, number>): void {
  const all = [...answers.values()].flat().map((answer) => answer.replace(/ (ann|bob) → /, " → "))
  for (const answer of [...all, ...worldAnswers]) counts.set(answer, (counts.get(answer) ?? 0) + 1)
}

test(
  "in random histories of two accounts with equal user ids nothing is accepted twice, leaked, or taken from another, and everybody can still sign in",
  async () => {
    let commandsPlayed = 0
    const counts = new Map<string, number>()
    await fc.assert(
      fc.asyncProperty(histories, async (given) => {
        const { model, real, played } = await play(given)
        commandsPlayed += played
        countAnswers(model, counts)
        await checkEvents(model, real)
        await everybodyIsShownAsTheyAre(model, real)
        await everybodyHasBeenTold(model, real)
        await everybodyCanStillSignIn(model, real)
      }),
      { numRuns },
    )
    if (full) {
      console.log(`${commandsPlayed} commands, ${counts.size} different answers`)
      for (const [answer, count] of [...counts].sort()) console.log(`${String(count).padStart(7)}  ${answer}`)
    }
    expect((full ? [...often, ...rare] : often).filter((answer) => !counts.has(answer))).toEqual([])
    expect(commandsPlayed).toBeGreaterThan(full ? 100_000 : 1_000)
  },
  full ? 3_600_000 : 60_000,
)

test(
  "what happens in one account is the same whether another account exists or not",
  async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom(...accountIds), async (given, accountId) => {
        const together = await play(given)
        const alone = await play(
          given.filter((command) => command.accountId === null || command.accountId === accountId),
        )
        expect(alone.model.answers.get(accountId)).toEqual(together.model.answers.get(accountId))
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    )
  },
  full ? 3_600_000 : 60_000,
)
