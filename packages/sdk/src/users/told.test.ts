import { memoryStore } from "@muster/adapters-memory"
import { describe, expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, ann, openWorld, otherThan, system } from "../../test/world.js"
import { expectKind } from "../index.js"

const day = 86_400_000
const newer = "ann@newer.example"
const call = { accountId, userId: ann.id, actor: system, reason: "call 555-0100" }
const both = [ann.email, newer]

/** Ann has enrolled under one address, and has another by now. */
async function openEnrolled(user = directoryUser("ann", { email: newer, locale: "de" }), options = {}) {
  const { directory } = directoryOf([user])
  const world = openWorld({ directory, ...options })
  await world.enable()
  const { app } = await world.enrollUser()
  const sentBefore = world.mailer.sent.length
  const told = () => world.mailer.sent.slice(sentBefore)
  const exempt = (until: number | null) => world.muster.users.exempt({ ...call, until })
  const fail = async () => {
    const ticket = await world.challengeTicket()
    for (let wrong = 0; wrong < 5; wrong++) await world.muster.signIn.verify({ ticket, code: otherThan(app.code()) })
  }
  return { ...world, app, told, exempt, fail }
}

describe("the user is told by mail, at the confirmed address and at the one of now,", () => {
  test("of an exemption that is granted, moved and ended: until when, and by whom", async () => {
    const { clock, told, exempt } = await openEnrolled()
    const at = clock.now()
    for (const until of [at + day, at + 2 * day, null]) expectKind(await exempt(until), "exempted")
    const messages = [
      { kind: "exempted", at, by: system, until: at + day, before: null },
      { kind: "exempted", at, by: system, until: at + 2 * day, before: at + day },
      { kind: "exemption-ended", at, by: system },
    ]
    const mails = messages.flatMap((message) => both.map((to) => ({ to, locale: "de", message })))
    expect(told()).toMatchObject(mails)
  })

  test("of an unlock, and not of one where nothing waited", async () => {
    const { muster, clock, told, fail } = await openEnrolled()
    expect(await muster.users.unlock(call)).toEqual({ kind: "unlocked", changed: false })
    expect(told()).toEqual([])
    await fail()
    expect(await muster.users.unlock(call)).toEqual({ kind: "unlocked", changed: true })
    const message = { kind: "unlocked", at: clock.now(), by: system }
    expect(told()).toMatchObject(both.map((to) => ({ to, message })))
  })

  test("whoever has changed the address first: the owner of the confirmed one is told too", async () => {
    const { exempt, told, clock } = await openEnrolled(directoryUser("ann", { email: "thief@evil.example" }))
    await exempt(clock.now() + day)
    expect(told().map(({ to }) => to)).toEqual([ann.email, "thief@evil.example"])
  })

  test("in one mail, where the two addresses are one", async () => {
    const { exempt, told, clock } = await openEnrolled(directoryUser("ann", { email: "Ann@ACME.example" }))
    await exempt(clock.now() + day)
    expect(told().map(({ to }) => to)).toEqual(["Ann@ACME.example"])
  })
})

test("the same exemption again, a refused one, and one that nobody may grant tell nobody", async () => {
  const { muster, clock, exempt, told } = await openEnrolled()
  await exempt(clock.now() + day)
  const before = told().length
  await exempt(clock.now() + day)
  expect((await exempt(clock.now() - 1)).kind).toBe("refused")
  const answer = await muster.users.exempt({ ...call, userId: "nobody", until: clock.now() + day })
  expect(answer.kind).toBe("refused")
  expect(told()).toHaveLength(before)
})

test("somebody without a factor is told at the address of the directory, and without one nobody is; the event is recorded", async () => {
  const { directory } = directoryOf([directoryUser("bob", { email: null }), directoryUser("cid")])
  const { muster, mailer, clock, enable } = openWorld({ directory })
  await enable()
  for (const userId of ["bob", "cid"]) {
    expectKind(await muster.users.exempt({ ...call, userId, until: clock.now() + day }), "exempted")
    const { items } = await muster.accounts.events({ accountId, userId })
    expect(items.map(({ kind }) => kind)).toEqual(["exempted"])
  }
  expect(mailer.sent.map(({ to }) => to)).toEqual(["cid@acme.example"])
})

test("no mail says why, nor who it was by name: what an admin writes is for the audit log", async () => {
  const { exempt, told, clock } = await openEnrolled()
  await exempt(clock.now() + day)
  expect(JSON.stringify(told())).not.toContain("555")
})

test("mail and event are of one save: where that is lost, there is neither", async () => {
  const store = memoryStore()
  let losing = false
  const lossy: typeof store = {
    ...store,
    saveUser: (key, next, version, writes) => store.saveUser(key, next, losing ? version - 1 : version, writes),
  }
  const { exempt, told, clock, muster, fail } = await openEnrolled(undefined, { store: lossy })
  await fail()
  losing = true
  for (const answer of [await exempt(clock.now() + day), await muster.users.unlock(call)]) {
    expect(answer).toMatchObject({ kind: "refused", reasons: [{ code: "changed-meanwhile" }] })
  }
  expect(told()).toEqual([])
  const { items } = await muster.accounts.events({ accountId, userId: ann.id })
  expect(items.map(({ kind }) => kind)).not.toContain("exempted")
})
