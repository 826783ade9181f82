import { memoryMailBudget, memoryMailer, memoryStore } from "@muster/adapters-memory"
import { fakeClock } from "@muster/core/testing"
import { createMuster, type Muster } from "../../src/index.js"
import type { MusterStore, UserKey } from "../../src/ports/index.js"
import { keepLines } from "../logged.js"
import { type FailingMailer, failingMailer } from "./failing-mailer.js"
import { firstKeys, type Keyring, providerOf } from "./keyring.js"

/** What really runs: Muster over memory, a clock that is set by hand, and counts of what the store was asked. */
export interface Real {
  muster: Muster
  /** Another machine on the same store, whose `sessions.check` answers from memory for as long as it may. */
  rememberingMuster: Muster
  readonly store: MusterStore
  readonly clock: ReturnType<typeof fakeClock>
  /** The latest instant that the clock has shown: it may have been set back since. */
  latest: number
  readonly mailer: ReturnType<typeof memoryMailer>
  /** What stands before the mailer. */
  readonly post: FailingMailer
  /** The keys that machines start with. */
  keys: Keyring
  /** Attempts that were charged, by user. */
  readonly charges: Map<string, number>
  /** What the host has written in its own transactions: the names of users. */
  readonly hostRows: string[]
  /** Makes the services anew, as after a crash or a deployment: whatever they kept in memory is gone. */
  restart(): void
  /** Lets time pass, or sets the clock back. */
  wait(seconds: number): void
}

/** For how long the machine that remembers may do so. */
export const cacheSeconds = 5

export const nameOf = ({ accountId, userId }: UserKey) => `${accountId}/${userId}`

/** Opens the world in which a history happens. */
export function openReal(): Real {
  const clock = fakeClock("2026-11-24T09:00:00Z")
  const mailer = memoryMailer()
  const post = failingMailer(mailer, clock)
  const charges = new Map<string, number>()
  const store = countingCharges(memoryStore(), charges)
  const mailBudget = memoryMailBudget()
  const make = (keys: Keyring, remembers: number) =>
    createMuster({
      store,
      mailer: post,
      mailBudget,
      keys: providerOf(keys),
      issuer: "Acme Support",
      clock,
      cacheSeconds: remembers,
      logger: keepLines().logger,
    })
  const real: Real = {
    muster: make(firstKeys, 0),
    rememberingMuster: make(firstKeys, cacheSeconds),
    store,
    clock,
    latest: clock.now(),
    mailer,
    post,
    keys: firstKeys,
    charges,
    hostRows: [],
    restart() {
      real.muster = make(real.keys, 0)
      real.rememberingMuster = make(real.keys, cacheSeconds)
    },
    wait(seconds) {
      clock.advance({ seconds })
      real.latest = Math.max(real.latest, clock.now())
    },
  }
  return real
}

function countingCharges(store: MusterStore, charges: Map<string, number>): MusterStore {
  return {
    ...store,
    async chargeUser(user, rule, now) {
      const result = await store.chargeUser(user, rule, now)
      if (result.kind === "charged") charges.set(nameOf(user), (charges.get(nameOf(user)) ?? 0) + 1)
      return result
    },
  }
}
