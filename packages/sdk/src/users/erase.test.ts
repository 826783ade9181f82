import { memoryStore } from "@muster/adapters-memory"
import { unknownUser, untouchedThrottle } from "@muster/enrollment"
import { describe, expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, openWorld, otherThan, system } from "../../test/world.js"
import { type Actor, expectKind } from "../index.js"
import type { MusterStore } from "../ports/index.js"

const reason = "asked for by letter"
const { directory } = directoryOf([
  directoryUser("ada", { isAdmin: true }),
  directoryUser("ann"),
  directoryUser("bob", { isAdmin: true }),
])

/** An account with two-factor on and an admin who has just signed in with both factors. */
async function openDesk(options: Parameters<typeof openWorld>[0] = {}) {
  const world = openWorld({ directory, ...options })
  await world.enable()
  const actor: Actor = await world.enrollAdmin("ada")
  const erase = (userId: string, as: Actor = actor) =>
    world.muster.users.erase({ accountId, userId, actor: as, reason })
  return { ...world, actor, erase }
}

const lastAdmin = { kind: "refused", reasons: [{ code: "last-enrolled-admin" }] }

describe("nobody is erased", () => {
  test("by a stolen password-only session, or one whose second factor is older than fifteen minutes", async () => {
    const { muster, store, clock, begin, enable, enrollUser, enrollAdmin } = openWorld({ directory })
    const { assurance } = expectKind(await begin({ id: "ada", email: null }), "signed-in")
    await enable()
    await enrollUser()
    const input = { accountId, userId: "ann", reason }
    const needed = { kind: "proof-needed", accepts: ["fresh-sign-in"] }
    const before = await store.listUsers({ accountId })
    expect(await muster.users.erase({ ...input, actor: { assurance } })).toEqual(needed)
    expect(await store.listUsers({ accountId })).toEqual(before)
    const actor: Actor = await enrollAdmin("ada")
    clock.advance({ minutes: 15 })
    expect(await muster.users.erase({ ...input, actor })).toEqual(needed)
    expect((await store.loadUser(input)).user).toBeDefined()
  })

  test("by an admin of another account", async () => {
    const { muster, store, actor, enrollUser } = await openDesk()
    await enrollUser()
    const elsewhere = { accountId: "other", userId: "ann", actor, reason }
    expect(await muster.users.erase(elsewhere)).toMatchObject({ reasons: [{ code: "assurance-invalid" }] })
    expect(await muster.users.erase({ ...elsewhere, actor: system })).toEqual({ kind: "erased" })
    expect((await store.loadUser({ accountId, userId: "ann" })).user).toBeDefined()
  })

  test("who is the last enrolled admin", async () => {
    const { erase, muster, enrollAdmin } = await openDesk()
    expect(await erase("ada", system)).toMatchObject(lastAdmin)
    expect(await muster.users.status({ accountId, userId: "ada" })).toMatchObject({ state: "enrolled" })
    await enrollAdmin("bob")
    expect(await erase("ada", system)).toEqual({ kind: "erased" })
    expect(await erase("bob", system)).toMatchObject(lastAdmin)
  })

  test("by themselves, however many admins there are", async () => {
    const { erase, muster, enrollAdmin } = await openDesk()
    await enrollAdmin("bob")
    expect(await erase("ada")).toMatchObject({ kind: "refused", reasons: [{ code: "self-reset" }] })
    expect(await muster.users.status({ accountId, userId: "ada" })).toMatchObject({ state: "enrolled" })
  })

  test("without a reason", async () => {
    const { muster, actor } = await openDesk()
    const input = { accountId, userId: "ann", actor, reason: "" }
    await expect(muster.users.erase(input)).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "reason" })
  })
})

test("of two admins who erase each other at once exactly one succeeds", async () => {
  const { store, actor, erase, enrollAdmin } = await openDesk()
  const bob = await enrollAdmin("bob")
  const answers = await Promise.all([erase("bob", actor), erase("ada", bob)])
  expect(answers.filter(({ kind }) => kind === "erased")).toHaveLength(1)
  const { items } = await store.listUsers({ accountId })
  expect(items.filter(({ user }) => user.value.columns.status === "enrolled")).toHaveLength(1)
})

test("of two erasings by programs that would leave no enrolled admin one succeeds, whenever the first deletes", async () => {
  const store = memoryStore()
  const eraseTraces: MusterStore["eraseTraces"] = async (key) => {
    for (let pause = 0; pause < 100; pause++) await null
    return store.eraseTraces(key)
  }
  const { erase, enrollAdmin } = await openDesk({ store: { ...store, eraseTraces } })
  await enrollAdmin("bob")
  const answers = await Promise.all([erase("ada", system), erase("bob", system)])
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["erased", "refused"])
  expect(answers).toContainEqual(expect.objectContaining({ reasons: [expect.objectContaining(lastAdmin.reasons[0])] }))
})

test("attempts, mail, events and all of the record but its epoch are gone, and one event is left that does not say who", async () => {
  const { muster, store, clock, enrollUser, challengeTicket, erase } = await openDesk()
  const { app } = await enrollUser()
  const ticket = await challengeTicket()
  for (let wrong = 0; wrong < 3; wrong++) await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
  expect(await erase("ann")).toEqual({ kind: "erased" })
  const { user, throttles } = await store.loadUser({ accountId, userId: "ann" })
  expect(JSON.parse(user?.value.json ?? "")).toEqual({ ...unknownUser, epoch: 2, epochRaisedBy: "erased" })
  expect(throttles.codes).toEqual(untouchedThrottle)
  clock.advance({ days: 1 })
  const mail = await store.claimMail({ now: clock.now(), limit: 100, leaseSeconds: 0 })
  expect(mail.filter(({ key }) => key.userId === "ann")).toEqual([])
  const events = (await muster.accounts.events({ accountId })).items
  expect(events[0]).toMatchObject({
    kind: "erased",
    userId: null,
    actor: { userId: "ada" },
    reason,
    before: null,
    after: null,
  })
  expect(JSON.stringify(events)).not.toContain("ann")
  expect(await muster.users.status({ accountId, userId: "ann" })).toMatchObject({ state: "not-enrolled" })
})

test("sessions and tickets of an enrolled user end, and who comes again enrolls anew", async () => {
  const { muster, clock, enrollUser, begin, challengeTicket, erase } = await openDesk()
  const { app, enrolled } = await enrollUser()
  const ticket = await challengeTicket()
  await erase("ann")
  const { assurance } = expectKind(enrolled.next, "signed-in")
  expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  expect((await muster.signIn.verify({ ticket, code: app.code() })).kind).toBe("ticket-rejected")
  clock.advance({ minutes: 1 })
  expect((await begin()).kind).toBe("enroll")
  expect((await enrollUser()).enrolled.kind).toBe("enrolled")
})

test("somebody whom Muster does not know is erased without a trace, and who has left the directory with one", async () => {
  const { muster, store, erase, enrollUser } = await openDesk()
  const before = await store.listEvents({ accountId })
  expect(await erase("nobody")).toEqual({ kind: "erased" })
  expect(await erase("ann")).toEqual({ kind: "erased" })
  expect(await store.listEvents({ accountId })).toEqual(before)
  await enrollUser({ id: "gone", email: "gone@acme.example" })
  expect(await erase("gone")).toEqual({ kind: "erased" })
  expect((await muster.accounts.events({ accountId })).items[0]).toMatchObject({ kind: "erased" })
})

test("what fails half-way leaves nobody with a factor, and is done by the next call", async () => {
  const store = memoryStore()
  let failing = true
  const eraseTraces: MusterStore["eraseTraces"] = async (key) => {
    if (failing) throw new Error("connection lost")
    return store.eraseTraces(key)
  }
  const { enrollUser, begin, erase } = await openDesk({ store: { ...store, eraseTraces } })
  await enrollUser()
  await expect(erase("ann")).rejects.toThrow("connection lost")
  expect((await begin()).kind).toBe("enroll")
  failing = false
  expect(await erase("ann")).toEqual({ kind: "erased" })
  expect((await store.listEvents({ accountId, userId: "ann" })).items).toEqual([])
})

test("an account that was never saved is erased from too", async () => {
  const { muster } = openWorld()
  await muster.users.primaryChanged({ accountId, userId: "ann" })
  expect(await muster.users.erase({ accountId, userId: "ann", actor: system, reason })).toEqual({ kind: "erased" })
  expect((await muster.users.list({ accountId })).items).toEqual([])
})
