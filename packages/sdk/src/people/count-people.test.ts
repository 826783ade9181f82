import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { describe, expect, it, test } from "vitest"
import { directoryOf, directoryUser, saveRecord, someFactor } from "../../test/directory.js"
import { accountId, openWorld } from "../../test/world.js"
import { checkOptions } from "../check-options.js"
import type { DirectoryUser, MusterStore } from "../ports/index.js"
import { countAccountPeople, enrollablePeople } from "./count-people.js"

const now = Date.parse("2026-11-24T09:00:00Z")

function open(users: readonly DirectoryUser[] | null, store: MusterStore = memoryStore()) {
  const counting = users === null ? null : directoryOf(users)
  const deps = checkOptions({
    store,
    directory: counting?.directory,
    mailer: memoryMailer(),
    keys: ephemeralKeys(),
    issuer: "Acme Support",
  })
  return { deps, store, calls: counting?.calls ?? { list: 0 } }
}
const many = (count: number, changes: Partial<DirectoryUser> = {}) =>
  Array.from({ length: count }, (_, index) => directoryUser(`u${String(index).padStart(5, "0")}`, changes))

describe("counting the people of an account", () => {
  it("counts everybody of the directory once, over pages, and nobody who has left it", async () => {
    const { deps, store, calls } = open(many(2500))
    for (let index = 0; index < 2500; index += 5) {
      await saveRecord(store, `u${String(index).padStart(5, "0")}`, { factor: someFactor, epoch: 1 })
    }
    await saveRecord(store, "left", { factor: someFactor, epoch: 1 })
    expect(await countAccountPeople(deps, accountId, now)).toMatchObject({
      total: 2500,
      enrolled: 500,
      notEnrolled: 2000,
    })
    expect(calls.list).toBe(3)
  })

  it("says how each stands, by the rows as of now and not as of when they were saved", async () => {
    const users = [
      directoryUser("ada", { isAdmin: true }),
      directoryUser("bot", { isService: true }),
      directoryUser("cid", { email: null, isAdmin: true }),
      directoryUser("dee"),
      directoryUser("fay", { hasLocalPassword: false, usesSso: true }),
      directoryUser("gil"),
    ]
    const { deps, store } = open(users)
    const open1 = { id: "e", startedAt: now, expiresAt: now + 1, totp: someFactor.totp, sealedSecret: null }
    await saveRecord(store, "ada", { factor: someFactor, epoch: 1 })
    await saveRecord(store, "dee", { exemption: { grantedAt: 0, until: now + 1, grantedBy: { userId: "ada" } } })
    await saveRecord(store, "gil", { enrollment: open1 })
    const counts = {
      total: 6,
      enrolled: 1,
      service: 1,
      singleSignOn: 1,
      admins: 2,
      adminsNotEnrolled: 1,
      adminsWithoutEmail: 1,
    }
    expect(await countAccountPeople(deps, accountId, now)).toMatchObject({
      ...counts,
      enrolling: 1,
      exempt: 1,
      notEnrolled: 1,
    })
    expect(await countAccountPeople(deps, accountId, now + 1)).toMatchObject({
      ...counts,
      enrolling: 0,
      exempt: 0,
      notEnrolled: 3,
    })
  })

  it("counts nobody without a directory", async () => {
    expect(await countAccountPeople(open(null).deps, accountId, now)).toBeNull()
  })
})

describe("whether anybody could enroll", () => {
  it("is not known without a directory", async () => {
    expect(await enrollablePeople(open(null).deps, accountId, now)).toEqual({ kind: "unknown" })
  })

  it("is answered by the first who has an address, without reading on", async () => {
    const { deps, calls } = open(many(5000))
    expect(await enrollablePeople(deps, accountId, now)).toEqual({ kind: "some" })
    expect(calls.list).toBe(1)
  })

  it("is answered by somebody who is enrolled, without an address", async () => {
    const { deps, store } = open(many(3, { email: null }))
    await saveRecord(store, "u00002", { factor: someFactor, epoch: 1 })
    expect(await enrollablePeople(deps, accountId, now)).toEqual({ kind: "some" })
  })

  it("counts whom it would lock out: whoever needs not enroll is none of them, and helps nobody", async () => {
    const { deps } = open([
      ...many(1500, { email: null }),
      directoryUser("bot", { isService: true }),
      directoryUser("fay", { hasLocalPassword: false, usesSso: true }),
    ])
    expect(await enrollablePeople(deps, accountId, now)).toEqual({ kind: "none", users: 1500 })
  })

  it("locks nobody out where two-factor binds nobody", async () => {
    expect(await enrollablePeople(open([]).deps, accountId, now)).toEqual({ kind: "some" })
    expect(await enrollablePeople(open([directoryUser("bot", { isService: true })]).deps, accountId, now)).toEqual({
      kind: "some",
    })
  })
})

test("adoption is counted with its instant, and refused without a directory", async () => {
  const { muster, clock } = openWorld({ directory: directoryOf(many(3)).directory })
  expect(await muster.accounts.adoption({ accountId })).toMatchObject({
    kind: "counted",
    total: 3,
    notEnrolled: 3,
    countedAt: clock.now(),
  })
  expect(await openWorld().muster.accounts.adoption({ accountId })).toEqual({
    kind: "refused",
    reasons: [{ code: "directory-missing", params: {}, source: { kind: "product" } }],
  })
})
