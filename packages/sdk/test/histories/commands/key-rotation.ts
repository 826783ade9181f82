import fc from "fast-check"
import type { Model } from "../model/model.js"
import type { Real } from "../world.js"
import { type Command, worldCommand } from "./command.js"
import { sealedUnder } from "./seals.js"

const names = ["one", "two", "three", "four", "five", "six", "seven", "eight"]

/** How many users have something under this key. */
async function usersUnder(real: Real, { people }: Model, keyId: string): Promise<number> {
  const users = await Promise.all([...people.values()].map((person) => sealedUnder(real, person)))
  return users.filter((keyIds) => keyIds.includes(keyId)).length
}

/** Every machine is started with one more key, which seals nothing yet. */
export const addKey = worldCommand("add a key", (real) => {
  const { keyIds, active } = real.keys
  const next = names[names.indexOf(keyIds.at(-1) as string) + 1]
  if (next === undefined || keyIds.length > 2) return "there are enough"
  real.keys = { keyIds: [...keyIds, next], active }
  real.restart()
  return "added"
})

/** Every machine is started with the newest key as the one that seals. */
export const activateKey = worldCommand("activate the newest key", (real) => {
  const { keyIds, active } = real.keys
  const newest = keyIds.at(-1) as string
  if (newest === active) return "it is active"
  real.keys = { keyIds, active: newest }
  real.restart()
  return "activated"
})

/** What runs beside the calls: it leaves nothing under an older key. */
export const runJobs = worldCommand("run jobs", async (real, model) => {
  const { mailSent, mailFailed, resealed } = await real.muster.jobs.run()
  const keyIds = real.keys.keyIds.filter((keyId) => keyId !== real.keys.active)
  for (const keyId of keyIds) {
    if ((await usersUnder(real, model, keyId)) > 0) throw new Error("the batch has left a record under an older key")
  }
  const done = [mailSent > 0 && "mail sent", mailFailed > 0 && "mail failed", resealed > 0 && "resealed"]
  return done.filter((each) => each !== false).join(", ") || "nothing to do"
})

/** Asks whether the oldest key can go: not while it seals, or something is under it. */
export const askToRetire = worldCommand("ask to retire the oldest key", async (real, model) => {
  const oldest = real.keys.keyIds[0] as string
  const answer = await real.muster.keys.retire({ keyId: oldest })
  const users = await usersUnder(real, model, oldest)
  const expected = oldest === real.keys.active || users > 0 ? "in-use" : "retired"
  if (answer.kind !== expected) throw new Error(`a key that is ${expected} was called ${answer.kind}`)
  if (answer.kind === "in-use" && answer.records !== users) throw new Error("other records are counted under a key")
  return answer.kind
})

/** As the documents say: a day after another one has become active, and with no mail waiting, the oldest key is taken out. */
export const takeKeyOut = worldCommand("take the oldest key out", async (real) => {
  const [oldest, ...keyIds] = real.keys.keyIds as [string, ...string[]]
  if (oldest === real.keys.active || real.post.state !== "works") return "not yet"
  real.wait(90_000)
  await real.muster.jobs.run()
  const { kind } = await real.muster.keys.retire({ keyId: oldest })
  if (kind !== "retired") throw new Error("a key is in use after the batch")
  real.keys = { keyIds, active: real.keys.active }
  real.restart()
  return "taken out"
})

export const keyCommands: readonly fc.Arbitrary<Command>[] = [
  fc.constantFrom(addKey, activateKey, runJobs, askToRetire, takeKeyOut),
]
