import { type Actor, type Assurance, expectKind } from "@muster/sdk"
import { afterAll, beforeAll, expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../../sdk/test/directory.js"
import { accountId, otherThan, system } from "../../../sdk/test/world.js"
import { openServices } from "./open-services.js"

let world: Awaited<ReturnType<typeof openServices>>
let admin: { readonly assurance: Assurance }
let code: () => string

beforeAll(async () => {
  world = await openServices()
  await world.enable()
  const { app, enrolled } = await world.enrollUser()
  admin = { assurance: expectKind(enrolled.next, "signed-in").assurance }
  code = app.code
})
afterAll(() => world.close())

test("beginning a sign-in takes one statement", async () => {
  expect(await world.statementsOf(() => world.begin())).toBe(1)
  expect(await world.statementsOf(() => world.begin({ id: "nobody", email: "nobody@acme.example" }))).toBe(1)
})

test("a wrong code takes one statement, a right one two, a replayed one two", async () => {
  const { muster, challengeTicket, statementsOf } = world
  const tickets = [await challengeTicket(), await challengeTicket(), await challengeTicket()] as const
  const verify = (ticket: string, code: string) => () => muster.signIn.verify({ ticket, code })
  expect(await statementsOf(verify(tickets[0], otherThan(code())))).toBe(1)
  expect(await statementsOf(verify(tickets[1], code()))).toBe(2)
  expect(await statementsOf(verify(tickets[2], code()))).toBe(2)
})

test("a wrong code that locks takes one statement, which records the lock too", async () => {
  const { muster, challengeTicket, statementsOf, pool, schema } = world
  await pool.query(`update ${schema}.users set codes_failures = 49, codes_next_try_at = null where user_id = 'ann'`)
  const ticket = await challengeTicket()
  expect(await statementsOf(() => muster.signIn.verify({ ticket, code: otherThan(code()) }))).toBe(1)
  const { items } = await muster.accounts.events({ accountId, userId: "ann", limit: 1 })
  expect(items).toMatchObject([{ kind: "locked", after: { pool: "codes", failures: 50 } }])
  await muster.users.unlock({ accountId, userId: "ann", actor: system, reason: "called back" })
})

test("a forged or malformed ticket takes none", async () => {
  const { muster, statementsOf } = world
  expect(await statementsOf(() => muster.signIn.verify({ ticket: "forged", code: "123456" }))).toBe(0)
  expect(await statementsOf(() => muster.enrollment.current({ ticket: "forged" }))).toBe(0)
})

test("checking a session takes one statement, and none without an assurance", async () => {
  const { muster, statementsOf } = world
  expect(await statementsOf(() => muster.sessions.check(admin))).toBe(1)
  expect(await statementsOf(() => muster.sessions.check({ assurance: null }))).toBe(0)
})

test("sending an email code takes two statements, one for the mail budget, and one to note that it was sent", async () => {
  const { muster, enrollTicket, statementsOf } = world
  const ticket = await enrollTicket({ id: "bob", email: "bob@acme.example" })
  expect(await statementsOf(() => muster.enrollment.sendEmailCode({ ticket }))).toBe(2 + 1 + 1)
})

test("changing the forced logout takes two statements, enabling three, a preview two", async () => {
  const { muster, statementsOf } = world
  const forcedLogout = { date: "2026-12-04", timeZone: "UTC" }
  expect(await statementsOf(() => muster.accounts.setForcedLogout({ accountId, actor: admin, forcedLogout }))).toBe(2)
  expect(
    await statementsOf(() => muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout: null })),
  ).toBe(2)
  expect(await statementsOf(() => muster.accounts.preview({ accountId, actor: admin }))).toBe(2)
  expect(await statementsOf(() => muster.accounts.enable({ accountId: "other", actor: system }))).toBe(3)
})

test("with a directory enabling takes one statement more while two-factor is off, and none while it is on", async () => {
  const { directory, calls } = directoryOf([directoryUser("ann", { isAdmin: true }), directoryUser("bob")])
  const { muster, statementsOf, close } = await openServices({ directory })
  try {
    const stranger = { assurance: { ...admin.assurance, accountId: "elsewhere" } }
    const enable = (actor: Actor) => () => muster.accounts.enable({ accountId, actor })
    expect(await statementsOf(() => muster.accounts.preview({ accountId, actor: stranger }))).toBe(0)
    expect(await statementsOf(enable(stranger))).toBe(0)
    expect(await statementsOf(() => muster.accounts.preview({ accountId, actor: system }))).toBe(2 + 1)
    expect(calls.list).toBe(1)
    expect(await statementsOf(enable(system))).toBe(3 + 1)
    expect(await statementsOf(enable(system))).toBe(2)
    expect(calls.list).toBe(2)
  } finally {
    await close()
  }
})

test("what is so already is not written: setting the date or the settings again takes one statement", async () => {
  const { muster, statementsOf } = world
  const settings = { timeZone: "Europe/Berlin" }
  const setDate = () => muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout: null })
  const configure = () => muster.accounts.configure({ accountId, actor: system, settings })
  for (const call of [setDate, configure]) {
    await call()
    expect(await statementsOf(call)).toBe(1)
  }
})

test("erasing an account takes three statements, however many users it has", async () => {
  const { muster, statementsOf } = world
  const call = { accountId: "erased", actor: system }
  for (let user = 0; user < 20; user++) {
    await muster.users.primaryChanged({ accountId: call.accountId, userId: `user-${user}` })
  }
  expect(await statementsOf(() => muster.accounts.erase(call))).toBe(1 + 2)
  expect((await muster.users.list({ accountId: call.accountId })).items).toEqual([])
})

test("a forced logout of any number of sessions is one row", async () => {
  const { muster, pool, schema } = world
  const count = async () => {
    const { rows } = await pool.query(
      `select (select count(*) from ${schema}.accounts) + (select count(*) from ${schema}.users) as rows`,
    )
    return Number(rows[0].rows)
  }
  const before = await count()
  const sessions = Array.from({ length: 100 }, (_, n) =>
    muster.sessions.adopt({ accountId, userId: `user-${n}`, signedInAt: 0 }),
  )
  await muster.accounts.setForcedLogout({ accountId, actor: admin, forcedLogout: "now" })
  const verdicts = await Promise.all(sessions.map((assurance) => muster.sessions.check({ assurance })))
  expect(new Set(verdicts.map(({ kind }) => kind))).toEqual(new Set(["logout"]))
  expect(await count()).toBe(before)
})
