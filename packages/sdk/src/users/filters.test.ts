import { memoryStore } from "@muster/adapters-memory"
import { throttleRules } from "@muster/enrollment"
import { beforeEach, describe, expect, test } from "vitest"
import { directoryOf, directoryUser, saveRecord, someFactor } from "../../test/directory.js"
import { accountId, openWorld, system } from "../../test/world.js"
import type { Muster } from "../index.js"
import type { MusterStore } from "../ports/index.js"

const hour = 3_600_000
const catalogue = [{ build: "v4.3 b1575", availableFrom: 0, defaultFrom: 0 }]
const builds = { minimum: "v4.3 b1575", minimumByPlatform: { ios: "v2.0 b1" }, catalogue } as const
const now = Date.parse("2026-11-24T09:00:00Z")
const enrolling = { id: "e", startedAt: now, expiresAt: now + hour, totp: someFactor.totp, sealedSecret: null }
const exemption = { until: now + hour, grantedBy: { userId: "ada" } }

const people = [
  directoryUser("ada", { isAdmin: true }),
  directoryUser("bot", { isService: true }),
  directoryUser("cid", { lastClient: { platform: "windows", build: "v4.2 b9999" } }),
  directoryUser("dee", { lastClient: { platform: "windows", build: "v4.3 b1575" } }),
  directoryUser("eve", { lastClient: { platform: "mac" } }),
  directoryUser("fay", { hasLocalPassword: false }),
  directoryUser("gil", { hasLocalPassword: false, usesSso: false, lastClient: { platform: "web" } }),
  directoryUser("hal", { lastClient: { platform: "ios", build: "v1.9 b1" } }),
  directoryUser("ivy", { lastClient: { platform: "linux", build: "v1.0 b1" } }),
]

let store: MusterStore
let muster: Muster
beforeEach(async () => {
  store = memoryStore()
  await saveRecord(store, "ada", { factor: someFactor, epoch: 1 })
  await saveRecord(store, "cid", { enrollment: enrolling })
  await saveRecord(store, "hal", { factor: someFactor, exemption, epoch: 1 })
  await saveRecord(store, "ivy", { exemption })
  await saveRecord(store, "left", { factor: someFactor, epoch: 1 })
  muster = openWorld({ store, directory: directoryOf(people).directory, builds }).muster
})

const listed = async (state: Parameters<Muster["users"]["list"]>[0]["state"]) =>
  (await muster.users.list({ accountId, state })).items.map(({ userId }) => userId)

/** Spends so many tries at numeric codes. */
async function fail(userId: string, times: number, at: number) {
  for (let count = 0; count < times; count++) {
    const event = { at, kind: "attempt-charged", accountId, userId, actor: { userId } } as const
    const rule = {
      ...throttleRules.codes,
      bucketUnits: 1000,
      cap: 1000,
      free: 1000,
      pool: "codes",
      epoch: 1,
      notices: [],
    } as const
    const rest = { id: `${userId}-${count}`, client: null, reason: null, before: null, after: null }
    await store.chargeUser({ accountId, userId }, { ...rule, event: { ...event, ...rest } }, at)
  }
}

describe("a filter shows", () => {
  test.each([
    ["not-enrolled", ["dee", "eve", "gil"]],
    ["enrolling", ["cid"]],
    ["enrolled", ["ada", "hal", "left"]],
    ["exempt", ["ivy"]],
    ["single-sign-on", ["fay"]],
    ["service", ["bot"]],
    ["locked", []],
    ["blocked-by-build", ["cid", "eve", "hal"]],
  ] as const)("%s", async (state, expected) => {
    expect(await listed(state)).toEqual(expected)
  })

  test("whoever does not say a build as blocked only where the account blocks that", async () => {
    await muster.accounts.configure({ accountId, actor: system, settings: { unknownBuild: "allow" } })
    expect(await listed("blocked-by-build")).toEqual(["cid", "hal"])
  })

  test("as locked whose bucket is full, until it has room, and who has reached the cap, until unlocked", async () => {
    await fail("ada", 31, now)
    await fail("hal", 50, now)
    const { items } = await muster.users.list({ accountId, state: "locked" })
    expect(items.map(({ userId, lockedUntil }) => [userId, lockedUntil])).toEqual([
      ["ada", now + 2 * 24 * hour],
      ["hal", "until-unlocked"],
    ])
  })

  test("not as locked who has to wait a while after a wrong code", async () => {
    await fail("ada", 29, now)
    expect(await listed("locked")).toEqual([])
    await fail("ada", 1, now)
    expect(await listed("locked")).toEqual(["ada"])
  })
})

test("a status says how the app that somebody was last seen with stands", async () => {
  const standing = async (userId: string) => (await muster.users.status({ accountId, userId })).buildStanding
  expect(await Promise.all(["ada", "cid", "dee", "eve", "gil", "hal"].map(standing))).toEqual([
    "unknown",
    "below",
    "meets",
    "unknown",
    "meets",
    "below",
  ])
})

test("a status is that of the list", async () => {
  const { items } = await muster.users.list({ accountId })
  for (const item of items) expect(await muster.users.status({ accountId, userId: item.userId })).toEqual(item)
  expect(items).toHaveLength(people.length + 1)
})

test("an id that nobody knows is not enrolled, and not in the directory", async () => {
  expect(await muster.users.status({ accountId, userId: "nobody" })).toMatchObject({
    inDirectory: false,
    state: "not-enrolled",
    email: null,
    lockedUntil: null,
    recoveryCodesLeft: 0,
    lastSignInAt: null,
  })
})
