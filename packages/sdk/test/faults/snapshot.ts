import { type ThrottlePool, throttleRules } from "@muster/enrollment"
import { chargeThrottle, type UserThrottle } from "../../src/ports/index.js"
import { accountId, type Stage } from "./stage.js"

const userIds = ["ada", "ann", "bob"] as const

/** What is saved, in pieces that are each written as a whole. */
export interface Snapshot {
  readonly rows: Readonly<Record<string, string>>
  readonly throttles: Readonly<Record<string, Readonly<Record<ThrottlePool, UserThrottle>>>>
}

/** Reads all that is saved, without versions and without what an attempt writes, which is spent before any decision. */
export async function snapshotOf({ store, hostRows }: Stage): Promise<Snapshot> {
  const users = await Promise.all(userIds.map(async (userId) => [userId, await store.loadUser({ accountId, userId })]))
  const { account, groups } = await store.loadGroups(accountId)
  const { items } = await store.listEvents({ accountId, limit: 1000 })
  const undelivered = (await store.listUndelivered({ accountId })).items
  const events = items.filter(({ kind }) => kind !== "attempt-charged")
  const loaded = Object.fromEntries(users) as Record<string, Awaited<ReturnType<Stage["store"]["loadUser"]>>>
  const rows = Object.entries(loaded).map(([userId, { user }]) => [userId, user?.value ?? null])
  const all = { ...Object.fromEntries(rows), account: account?.value ?? null, groups, events, undelivered, hostRows }
  return {
    rows: Object.fromEntries(Object.entries(all).map(([name, row]) => [name, JSON.stringify(row)])),
    throttles: Object.fromEntries(Object.entries(loaded).map(([userId, { throttles }]) => [userId, throttles])),
  }
}

/** Says whether everything that can be saved is as it was at another moment. */
export function isSame(one: Snapshot, other: Snapshot): boolean {
  return JSON.stringify(one.rows) === JSON.stringify(other.rows)
}

/** Says whether the counters are as before, as after, or as one attempt leaves them that nothing has settled. */
export function isCharge(state: Snapshot, before: Snapshot, after: Snapshot, now: number): boolean {
  return userIds.every((userId) =>
    (["codes", "recovery-codes"] as const).every((pool) => {
      const [was, is, becomes] = [before, state, after].map(({ throttles }) => throttles[userId]?.[pool])
      if (was === undefined) throw new TypeError("a user without counters")
      const charged = chargeThrottle(was, throttleRules[pool], now)
      return [was, becomes, charged].some((throttle) => JSON.stringify(throttle) === JSON.stringify(is))
    }),
  )
}
