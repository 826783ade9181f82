import { memoryMailBudget, memoryMailer, memoryStore } from "@muster/adapters-memory"
import { staticKeyring } from "@muster/core"
import { fakeClock } from "@muster/core/testing"
import { createMuster, type Muster } from "../../src/index.js"
import type { Mailer, MusterStore, UserKey } from "../../src/ports/index.js"

/** What really runs: Muster over memory, a clock that is set by hand, and counts of what the store was asked. */
export interface Real {
  muster: Muster
  readonly store: MusterStore
  readonly clock: ReturnType<typeof fakeClock>
  readonly mailer: ReturnType<typeof memoryMailer>
  /** Attempts that were charged, by user. */
  readonly charges: Map<string, number>
  /** Makes the services anew, as after a crash: whatever they kept in memory is gone. */
  restart(): void
}

const key = (text: string) =>
  Buffer.from(Uint8Array.from({ length: 32 }, (_, at) => (at * 37 + text.length * 11) ^ (at << 3))).toString("base64")

export const nameOf = ({ accountId, userId }: UserKey) => `${accountId}/${userId}`

/** What stands between the services and their ports, such as a fault. */
export interface Wrappers {
  readonly wrapStore?: (store: MusterStore) => MusterStore
  readonly wrapMailer?: (mailer: Mailer) => Mailer
}

/** Opens the world in which a history happens. */
export function openReal({ wrapStore = (store) => store, wrapMailer = (mailer) => mailer }: Wrappers = {}): Real {
  const clock = fakeClock("2026-11-24T09:00:00Z")
  const mailer = memoryMailer()
  const charges = new Map<string, number>()
  const memory = memoryStore()
  const counted: MusterStore = {
    ...memory,
    async chargeUser(user, rule, now) {
      const result = await memory.chargeUser(user, rule, now)
      if (result.kind === "charged") charges.set(nameOf(user), (charges.get(nameOf(user)) ?? 0) + 1)
      return result
    },
  }
  const store = wrapStore(counted)
  const keys = staticKeyring({ active: "one", keys: { one: key("histories") } })
  const mailBudget = memoryMailBudget()
  const make = () =>
    createMuster({ store, mailer: wrapMailer(mailer), mailBudget, keys, issuer: "Acme Support", clock })
  const real: Real = {
    muster: make(),
    store,
    clock,
    mailer,
    charges,
    restart() {
      real.muster = make()
    },
  }
  return real
}
