import { memoryStore } from "@muster/adapters-memory"
import { throttleRules } from "@muster/enrollment"
import { beforeEach, describe, expect, test } from "vitest"
import { directoryOf, directoryUser, saveRecord, someFactor } from "../../test/directory.js"
import { accountId, openWorld, system } from "../../test/world.js"
import type { Muster } from "../index.js"
import type { MusterStore, Settlement, ThrottlePool } from "../ports/index.js"

const hour = 3_600_000
const catalogue = [{ build: "v4.3 b1575", availableFrom: 0, defaultFrom: 0 }]
const builds = { minimum: "v4.3 b1575", minimumByPlatform: { ios: "v2.0 b1" }, catalogue } as const
const now = Date.parse("2026-11-24T09:00:00Z")
const enrolling = { id: "e", startedAt: now, expiresAt: now + hour, totp: someFactor.totp, sealedSecret: null }
const exemption = { grantedAt: 0, until: now + hour, grantedBy: { userId: "ada" } }

const people = [
  directoryUser("ada", { isAdmin: true }),
  directoryUser("bot", { isService: true }),
  directoryUser("cid", { lastClient: { platform: "windows", build: "v4.2 b9999" } }),
  directoryUser("dee", { lastClient: { platform: "windows", build: "v4.3 b1575" } }),
  directoryUser("eve", { lastClient: { platform: "mac" } }),
  directoryUser("fay", { hasLocalPassword: false, usesSso: true }),
  directoryUser("gil", { hasLocalPassword: false, deviceGroupId: "berlin", lastClient: { platform: "web" } }),
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

/** Spends so many tries. */
async function fail(userId: string, times: number, at: number, pool: ThrottlePool = "codes") {
  for (let count = 0; count < times; count++) {
    const event = { at, kind: "attempt-charged", accountId, userId, actor: { userId } } as const
    const rule = {
      ...throttleRules[pool],
      bucketUnits: 1000,
      cap: 1000,
      free: 1000,
      pool,
      epoch: 1,
      countedEvents: [],
      notices: [],
    } as const
    const rest = { id: `${userId}-${pool}-${count}`, client: null, reason: null, before: null, after: { pool } }
    await store.chargeUser({ accountId, userId }, { ...rule, event: { ...event, ...rest } }, at)
  }
}

/** Saves a user as they are, with a settlement. */
async function settle(userId: string, settlement: Settlement) {
  const { user } = await store.loadUser({ accountId, userId })
  if (user === undefined) throw new Error("nobody to settle for")
  const writes = { mail: [], events: [], withdraw: [], settle: [settlement] }
  await store.saveUser({ accountId, userId }, user.value, user.version, writes)
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

  test("as locked whose recovery codes are not heard, until the later end where both kinds of code wait", async () => {
    await fail("ada", 100, now, "recovery-codes")
    await fail("hal", 30, now)
    await fail("hal", 102, now, "recovery-codes")
    await settle("hal", { kind: "clear", pool: "recovery-codes", unitSeconds: 86_400 })
    await fail("left", 31, now)
    await fail("left", 101, now, "recovery-codes")
    await settle("left", { kind: "clear", pool: "recovery-codes", unitSeconds: 86_400 })
    const { items } = await muster.users.list({ accountId, state: "locked" })
    expect(items.map(({ userId, lockedUntil }) => [userId, lockedUntil])).toEqual([
      ["ada", "until-unlocked"],
      ["hal", now + 2 * 24 * hour],
      ["left", now + 2 * 24 * hour],
    ])
    await settle("hal", { kind: "unlock", pool: "recovery-codes" })
    expect((await muster.users.status({ accountId, userId: "hal" })).lockedUntil).toBe(now + 24 * hour)
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

test("whoever has no password counts as one of single sign-on only where the directory says so", async () => {
  const links = directoryUser("ann", { hasLocalPassword: false, isAdmin: true })
  const { directory } = directoryOf([links, directoryUser("bob", { hasLocalPassword: false, usesSso: true })])
  const world = openWorld({ directory })
  expect(await world.muster.accounts.adoption({ accountId })).toMatchObject({ notEnrolled: 1, singleSignOn: 1 })
  await world.enable()
  const passkey = { accountId, user: links, client: { platform: "web" }, primary: "passkey" } as const
  expect((await world.muster.signIn.begin(passkey)).kind).toBe("enroll")
})

test("a status and a list name the device group that the directory names", async () => {
  const groups = (await muster.users.list({ accountId })).items.map(({ deviceGroupId }) => deviceGroupId)
  expect(groups).toEqual([null, null, null, null, null, null, "berlin", null, null, null])
  expect(await muster.users.status({ accountId, userId: "gil" })).toMatchObject({ deviceGroupId: "berlin" })
})

test("without a directory, what only it could say is left open, and what Muster has stored is said", async () => {
  const alone = openWorld({ store }).muster
  const unknown = { inDirectory: null, email: null, isAdmin: false, client: null, deviceGroupId: null }
  expect(await alone.users.status({ accountId, userId: "ada" })).toMatchObject({ ...unknown, state: "enrolled" })
  expect(await alone.users.status({ accountId, userId: "nobody" })).toMatchObject({ ...unknown, state: "not-enrolled" })
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
