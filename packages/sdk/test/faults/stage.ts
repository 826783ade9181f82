import { memoryMailBudget, memoryMailer, memoryStore, memoryTransaction } from "@muster/adapters-memory"
import { type KeyProvider, type RandomSource, staticKeyring } from "@muster/core"
import { fakeClock } from "@muster/core/testing"
import { type Assurance, createMuster, type HostTransaction, type Muster, type MusterOptions } from "../../src/index.js"
import type { MusterStore } from "../../src/ports/index.js"
import { directoryOf, directoryUser } from "../directory.js"
import { keepLines } from "../logged.js"
import { planFault } from "./fault-plan.js"
import type { Method } from "./flow.js"

export const accountId = "acme"

/** What people have in hand while a flow runs; it is there when the flow breaks off too. */
export interface Hands {
  /** The keys that were shown, the newest last: which is the factor's is not known when a flow has broken off. */
  readonly uris: string[]
  readonly assurances: Assurance[]
  readonly recoveryCodes: string[]
  /** The newest last. */
  readonly tickets: string[]
  /** That of the recovery codes that were shown. */
  setId: string
  /** How much mail had been sent when the last email code was asked for. */
  sentBefore: number
}

/** The key that a machine seals with, and the one that it is rotated to. */
export const rootKeys = {
  one: Buffer.from(Uint8Array.from({ length: 32 }, (_, at) => (at * 37 + 99) ^ (at << 3))).toString("base64"),
  two: Buffer.from(Uint8Array.from({ length: 32 }, (_, at) => (at * 53 + 7) ^ (at << 2))).toString("base64"),
}

export const keysWhile = {
  before: staticKeyring({ active: "one", keys: rootKeys }),
  active: staticKeyring({ active: "two", keys: rootKeys }),
} as const satisfies Record<string, KeyProvider>

/** What stands around the store and the services, and changes nothing of what they do. */
export interface Around {
  readonly store: (store: MusterStore) => MusterStore
  readonly muster: (muster: Muster) => Muster
}

const nothing: Around = { store: (store) => store, muster: (muster) => muster }

/** Where a flow is played: everything is the same in each run, the random bytes too, until something fails. */
export function openStage(options: Partial<MusterOptions> = {}, around: Around = nothing) {
  const clock = fakeClock("2026-11-24T09:00:00Z")
  const mailer = memoryMailer()
  const store = memoryStore()
  const plan = planFault(null)
  const people = [directoryUser("ada", { isAdmin: true }), directoryUser("ann"), directoryUser("bob")]
  const ports = {
    store: around.store(plan.wrapStore(store)),
    mailer: plan.wrapMailer(mailer),
    mailBudget: plan.wrapMailBudget(memoryMailBudget()),
    directory: plan.wrapDirectory(directoryOf(people).directory),
  }
  const { logger, lines } = keepLines()
  const given = { keys: keysWhile.before, issuer: "Acme Support", clock, random: repeatingRandom(), logger, ...ports }
  const hands: Hands = { uris: [], assurances: [], recoveryCodes: [], tickets: [], setId: "", sentBefore: 0 }
  const hostRows: string[] = []
  const stage = {
    muster: around.muster(createMuster({ ...given, ...options })),
    clock,
    mailer,
    /** What was told to the operator. */
    lines,
    /** As it is, past every fault. */
    store,
    plan,
    hands,
    /** What the host has written in its own transactions. */
    hostRows,
    transaction: hostTransaction(plan, hostRows),
    /** A machine that has just started, perhaps with other options. */
    restart(changed: Partial<MusterOptions> = {}) {
      stage.muster = around.muster(createMuster({ ...given, ...options, ...changed }))
    },
    call(method: Method, input: unknown): Promise<unknown> {
      const [service, call] = method.split(".") as [keyof Muster, never]
      return (stage.muster[service][call] as (input: unknown) => Promise<unknown>)(input)
    },
  }
  return stage
}

export type Stage = ReturnType<typeof openStage>

/** A host that writes a row beside Muster's save. Opening its transaction and its commit fail like a port. */
function hostTransaction(plan: ReturnType<typeof planFault>, rows: string[]): HostTransaction {
  return async (save, { userId }) => {
    const transaction = await plan.around("host.begin", async () => memoryTransaction())()
    try {
      await save(transaction)
      await plan.around("host.commit", async () => {
        transaction.commit()
        rows.push(userId)
      })()
    } finally {
      transaction.rollback()
    }
  }
}

/** The same bytes in each run (mulberry32), so that what two runs have saved can be compared. */
function repeatingRandom(): RandomSource {
  let state = 0x2f6e2b1
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 24
  }
  return { bytes: (length) => Uint8Array.from({ length }, next) }
}
