import { memoryStore } from "@muster/adapters-memory"
import { describe, expect, test } from "vitest"
import { accountId, openWorld, otherThan, system } from "../../test/world.js"
import { type Actor, expectKind } from "../index.js"
import type { MusterStore } from "../ports/index.js"

const needed = { kind: "proof-needed", accepts: ["fresh-sign-in"] }
const erased = { kind: "erased" }
const refusedAs = (code: string) => ({ kind: "refused", reasons: [{ code }] })

/** An account with two-factor on, an admin who has just signed in with both factors, and another user. */
async function openDesk(options: Parameters<typeof openWorld>[0] = {}) {
  const world = openWorld(options)
  await world.enable()
  const ada: Actor = await world.enrollAdmin("ada")
  const erase = (actor: Actor = ada) => world.muster.accounts.erase({ accountId, actor })
  return { ...world, ada, erase, ann: await world.enrollUser() }
}

describe("no account is erased", () => {
  test("by a stolen password-only session, also while two-factor is off", async () => {
    const { muster, store, begin, enable } = openWorld()
    const { assurance } = expectKind(await begin({ id: "ada", email: null }), "signed-in")
    await muster.accounts.configure({ accountId, actor: system, settings: { timeZone: "Europe/Berlin" } })
    expect(await muster.accounts.erase({ accountId, actor: { assurance } })).toEqual(needed)
    await enable()
    expect(await muster.accounts.erase({ accountId, actor: { assurance } })).toEqual(needed)
    expect((await store.listEvents({ accountId })).items).toHaveLength(2)
  })

  test("by an admin whose second factor is older than fifteen minutes", async () => {
    const { clock, store, erase } = await openDesk()
    clock.advance({ minutes: 15 })
    expect(await erase()).toEqual(needed)
    expect((await store.listUsers({ accountId })).items).toHaveLength(2)
  })

  test("by an admin of another account, or one who was reset", async () => {
    const { muster, store, erase, ada } = await openDesk()
    expect(await muster.accounts.erase({ accountId: "other", actor: ada })).toMatchObject(
      refusedAs("assurance-invalid"),
    )
    await muster.users.reset({ accountId, userId: "ada", actor: system, reason: "left" })
    expect(await erase()).toMatchObject(refusedAs("assurance-invalid"))
    expect((await store.listUsers({ accountId })).items).toHaveLength(2)
  })

  test("by nobody, nor under an id that is none", async () => {
    const { muster } = openWorld()
    const wrong = muster.accounts.erase({ accountId, actor: {} as Actor })
    await expect(wrong).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "actor" })
    const nowhere = muster.accounts.erase({ accountId: "", actor: system })
    await expect(nowhere).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "accountId" })
  })

  test("where a change comes between each time, which is said after three times", async () => {
    const store = memoryStore()
    let changes = 0
    const eraseAccount: MusterStore["eraseAccount"] = async (id, erasure) => {
      changes += 1
      const { account } = await store.loadAccount(id)
      const nothing = { mail: [], events: [], putGroups: [], removeGroups: [], expectedGroupsVersion: null }
      if (account !== undefined) await store.saveAccount(id, account.value, account.version, nothing)
      return store.eraseAccount(id, erasure)
    }
    const { erase } = await openDesk({ store: { ...store, eraseAccount } })
    expect(await erase()).toMatchObject(refusedAs("changed-meanwhile"))
    expect(changes).toBe(3)
    expect((await store.listUsers({ accountId })).items).toHaveLength(2)
  })
})

test("an admin who is reset while they erase the account erases nothing", async () => {
  const store = memoryStore()
  const resets: (() => Promise<unknown>)[] = []
  const eraseAccount: MusterStore["eraseAccount"] = async (id, erasure) => {
    await resets.pop()?.()
    return store.eraseAccount(id, erasure)
  }
  const { muster, erase } = await openDesk({ store: { ...store, eraseAccount } })
  resets.push(() => muster.users.reset({ accountId, userId: "ada", actor: system, reason: "left" }))
  expect(await erase()).toMatchObject(refusedAs("assurance-invalid"))
  expect((await store.listUsers({ accountId })).items).toHaveLength(2)
})

test("settings, groups, users, attempts, mail and events are gone, and of another account with the same ids nothing", async () => {
  const { muster, store, clock, ann, erase, challengeTicket } = await openDesk()
  const inherit = { mode: "inherit" } as const
  const groups = [{ id: "berlin", name: "Berlin", parentId: null, updates: inherit }]
  for (const id of [accountId, "other"]) {
    await muster.deviceGroups.change({ accountId: id, actor: system, change: { kind: "put", groups } })
    await muster.accounts.configure({ accountId: id, actor: system, settings: { timeZone: "Europe/Berlin" } })
    await muster.users.primaryChanged({ accountId: id, userId: "ann" })
  }
  const ticket = await challengeTicket()
  for (let wrong = 0; wrong < 3; wrong++) await muster.signIn.verify({ ticket, code: otherThan(ann.app.code()) })
  const { databaseTime: _, ...rest } = await store.loadGroups("other")
  const other = [rest, await store.listUsers({ accountId: "other" })]
  const before = await muster.accounts.status({ accountId })

  expect(await erase(system)).toEqual(erased)
  expect((await store.listUsers({ accountId })).items).toEqual([])
  expect((await store.loadGroups(accountId)).groups).toEqual([])
  expect((await store.listEvents({ accountId })).items).toEqual([])
  clock.advance({ days: 1 })
  const mail = await store.claimMail({ now: clock.now(), limit: 100, leaseSeconds: 0 })
  expect(mail.filter(({ key }) => key.accountId === accountId)).toEqual([])
  const after = await muster.accounts.status({ accountId })
  expect(after).toMatchObject({ twoFactor: { kind: "off" }, settings: { timeZone: "UTC" } })
  expect(after.version).toBeGreaterThan(before.version)
  expect(JSON.stringify((await store.loadAccount(accountId)).account)).not.toMatch(/ada|ann|berlin/i)
  expect([await store.loadGroups("other"), await store.listUsers({ accountId: "other" })]).toMatchObject(other)
})

test("a form that was shown before the erasing changes nothing after it", async () => {
  const { muster, erase } = await openDesk()
  const { version } = await muster.accounts.status({ accountId })
  await erase()
  const late = await muster.accounts.enable({ accountId, actor: system, ifVersion: version })
  expect(late).toMatchObject(refusedAs("changed-meanwhile"))
})

test("an account that Muster does not know is erased, and can be again", async () => {
  const { muster, begin } = openWorld()
  const { assurance } = expectKind(await begin(), "signed-in")
  for (let times = 0; times < 2; times++) {
    expect(await muster.accounts.erase({ accountId, actor: system })).toEqual(erased)
    expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  }
})

test("of two erasings by an admin at once one succeeds, and the other finds that it is over", async () => {
  const { store, erase } = await openDesk()
  const answers = await Promise.all([erase(), erase()])
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["erased", "refused"])
  expect((await store.listUsers({ accountId })).items).toEqual([])
})
