import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import type { KeyProvider } from "@muster/core"
import { createMuster, expectKind } from "@muster/sdk"
import type { MusterStore } from "@muster/sdk/ports"
import { arranger } from "../books/check-edits.js"
import { accountIdOf, accountOf, type Population, secretOf, totp, userIdOf } from "./users.js"

/** As many saves run at once. */
const lanes = 8
const actor = { system: arranger }
const longAgoMilliseconds = 600_000

/**
 * Gives every user a factor with a secret that is really sealed, through `users.importFactor`; ten minutes ago, since an import
 * takes no code of the moment. Every fifth account has two-factor off.
 */
export async function seed(store: MusterStore, keys: KeyProvider, population: Population, secrets: string) {
  const longAgo = Date.now() - longAgoMilliseconds
  const options = { mailer: memoryMailer(), keys, issuer: "Load" }
  // It reads that nobody is there yet, which is so, from memory: an import is then one statement, its save.
  const muster = createMuster({
    ...options,
    store: { ...memoryStore(), saveUser: store.saveUser },
    clock: { now: () => longAgo, simulated: true },
  })
  await inLanes(population.users, async (user) => {
    const imported = await muster.users.importFactor({
      accountId: accountOf(user, population),
      userId: userIdOf(user),
      actor,
      reason: "load",
      secret: secretOf(user, secrets),
      totp,
    })
    expectKind(imported, "imported")
  })
  const { accounts } = createMuster({ ...options, store })
  await inLanes(population.accounts, async (account) => {
    const accountId = accountIdOf(account)
    expectKind(await accounts.configure({ accountId, actor, settings: { maxDrainHours: 336 } }), "saved")
    if (account % 5 > 0) expectKind(await accounts.enable({ accountId, actor }), "enabled")
  })
}

async function inLanes(count: number, work: (n: number) => Promise<void>): Promise<void> {
  let next = 0
  const lane = async () => {
    while (next < count) await work(next++)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
