import fc from "fast-check"
import { expect, test } from "vitest"
import type { Command } from "./histories/command.js"
import { histories } from "./histories/commands.js"
import { checkEvents, checkRows } from "./histories/invariants.js"
import { accounts, codesOf, type Model, newModel } from "./histories/model.js"
import { openReal, type Real } from "./histories/world.js"

// MUSTER_FULL asks for as many histories as make 100,000 commands; a plain run plays enough to notice what is broken.
const full = process.env.MUSTER_FULL === "1"
const numRuns = full ? 2_600 : 40

/** What histories have to come to, or they would show nothing. */
const goals = [
  "confirm right → enrolled",
  "verify right → signed-in",
  "recovery code right → signed-in",
  "replace → enroll",
  "replace → held",
  "acknowledge → acknowledged",
]

/** Plays a history, and checks what always holds after each of its commands. */
async function play(given: readonly Command[]): Promise<{ model: Model; real: Real; played: number }> {
  const [model, real, lastSteps] = [newModel(), openReal(), new Map<string, number>()]
  let played = 0
  const checked = given.map(
    (command): Command => ({
      accountId: command.accountId,
      check: (known) => command.check(known),
      toString: () => command.toString(),
      async run(known, world) {
        await command.run(known, world)
        await checkRows(known, world, lastSteps)
        played += 1
      },
    }),
  )
  await fc.asyncModelRun(() => ({ model, real }), checked)
  return { model, real, played }
}

/** After whatever came before, a user with a factor signs in with a right code, once an admin has ended a lock. */
async function everybodyCanStillSignIn({ people }: Model, { muster, clock }: Real): Promise<void> {
  for (const { key, email, factor } of people.values()) {
    if (factor === null) continue
    await muster.users.unlock({ ...key, actor: { system: "histories" }, reason: "the history is over" })
    // Two steps on, so that the code is fresh even where the clock had been set back.
    clock.advance({ seconds: 120 })
    const user = { id: key.userId, email }
    const challenge = await muster.signIn.begin({
      accountId: key.accountId,
      user,
      client: { platform: "web" },
      primary: "password",
    })
    if (challenge.kind !== "challenge") throw new Error(`begin answers ${challenge.kind}`)
    const code = [...codesOf(factor, { clock }).keys()][1] as string
    expect((await muster.signIn.verify({ ticket: challenge.ticket, code })).kind).toBe("signed-in")
  }
}

test(
  "in random histories of two accounts with equal user ids nothing is accepted twice, leaked, or taken from another, and everybody can still sign in",
  async () => {
    let commandsPlayed = 0
    const seen = new Set<string>()
    await fc.assert(
      fc.asyncProperty(histories, async (given) => {
        const { model, real, played } = await play(given)
        commandsPlayed += played
        for (const answers of model.answers.values())
          for (const answer of answers) seen.add(answer.replace(/ (ann|bob) /, " → "))
        await checkEvents(model, real)
        await everybodyCanStillSignIn(model, real)
      }),
      { numRuns },
    )
    if (full) console.log(`${commandsPlayed} commands, ${seen.size} different answers`)
    for (const answer of goals) expect([...seen]).toContain(answer)
    expect(commandsPlayed).toBeGreaterThan(full ? 100_000 : 500)
  },
  full ? 1_200_000 : 60_000,
)

test(
  "what happens in one account is the same whether another account exists or not",
  async () => {
    await fc.assert(
      fc.asyncProperty(histories, fc.constantFrom(...accounts), async (given, accountId) => {
        const together = await play(given)
        const alone = await play(
          given.filter((command) => command.accountId === null || command.accountId === accountId),
        )
        expect(alone.model.answers.get(accountId)).toEqual(together.model.answers.get(accountId))
      }),
      { numRuns: Math.ceil(numRuns / 4) },
    )
  },
  full ? 1_200_000 : 60_000,
)
