import { memoryStore } from "@muster/adapters-memory"
import { describe, expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan, system } from "../../test/world.js"
import { expectKind } from "../index.js"
import type { MusterStore } from "../ports/index.js"

const key = { accountId, userId: "ann" }
const superseded = { kind: "ticket-rejected", reason: "superseded" }

describe("somebody with the old password gets no further once it is changed", () => {
  test("in the middle of a sign-in, with the right code in hand", async () => {
    const { muster, enable, enrollUser, challengeTicket } = openWorld()
    await enable()
    const { app, enrolled } = await enrollUser()
    const ticket = await challengeTicket()
    expect(await muster.users.primaryChanged(key)).toEqual({ kind: "noted" })
    const [code = ""] = enrolled.recoveryCodes
    expect(await muster.signIn.verify({ ticket, code: app.code() })).toEqual(superseded)
    expect(await muster.signIn.useRecoveryCode({ ticket, code })).toEqual(superseded)
  })

  test("in the middle of an enrollment, at each of its steps", async () => {
    const { muster, mailer, enable, verifiedTicket, enrollTicket, sendCode } = openWorld()
    await enable()
    const named = await verifiedTicket()
    expectKind(await muster.enrollment.issueKey({ ticket: named }), "key-issued")
    const bob = { id: "bob", email: "bob@acme.example" }
    const mailed = await enrollTicket(bob)
    const code = await sendCode(mailed, bob.email)
    for (const userId of ["ann", "bob"]) await muster.users.primaryChanged({ accountId, userId })
    expect(await muster.enrollment.issueKey({ ticket: named })).toEqual(superseded)
    expect(await muster.enrollment.confirm({ ticket: named, code: "123456" })).toEqual(superseded)
    expect(await muster.enrollment.verifyEmailCode({ ticket: mailed, code })).toEqual(superseded)
    const sent = mailer.sent.length
    expect(await muster.enrollment.sendEmailCode({ ticket: mailed })).toEqual(superseded)
    expect(mailer.sent).toHaveLength(sent)
  })

  test("with a ticket or a session of somebody of whom nothing was kept", async () => {
    const { muster, enable, begin, enrollTicket } = openWorld()
    const { assurance } = expectKind(await begin(), "signed-in")
    await enable()
    const ticket = await enrollTicket()
    await muster.users.primaryChanged(key)
    expect(await muster.enrollment.sendEmailCode({ ticket })).toEqual(superseded)
    expect(await muster.sessions.check({ assurance })).toMatchObject({
      kind: "logout",
      reasons: [{ code: "epoch-raised", params: { by: "primary-changed" } }],
    })
    expect(expectKind(await begin(), "enroll").current.kind).toBe("not-started")
  })

  test("with an email code that has not gone out, which is taken back", async () => {
    const { muster, store, clock, enable, enrollTicket } = openWorld({ sendMail: "jobs" })
    await enable()
    await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })
    await muster.users.primaryChanged(key)
    expect(await store.claimMail({ now: clock.now(), limit: 100, leaseSeconds: 0 })).toEqual([])
  })
})

test("the user signs in with the new password and the authenticator of before, and recovery codes still work", async () => {
  const { muster, clock, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app, enrolled } = await enrollUser()
  const { assurance } = expectKind(enrolled.next, "signed-in")
  await muster.users.primaryChanged(key)
  expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() }), "signed-in")
  clock.advance({ minutes: 1 })
  const [code = ""] = enrolled.recoveryCodes
  expectKind(await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code }), "signed-in")
})

/** Ann, whose bucket somebody with her password has filled. */
async function openHeld() {
  const world = openWorld()
  await world.enable()
  const { app } = await world.enrollUser()
  const ticket = () => world.challengeTicket()
  let answer = await world.muster.signIn.verify({ ticket: await ticket(), code: otherThan(app.code()) })
  while (answer.kind !== "locked") {
    if (answer.kind === "throttled") world.clock.set(answer.retryAt)
    answer = await world.muster.signIn.verify({ ticket: await ticket(), code: otherThan(app.code()) })
  }
  return { ...world, app, locked: answer }
}

test("the hold of a bucket that somebody else has filled ends; the wait after the last failure does not", async () => {
  const { muster, app, clock, locked, challengeTicket } = await openHeld()
  expect(locked.until).toBeGreaterThan(clock.now())
  await muster.users.primaryChanged(key)
  const throttled = await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })
  clock.set(expectKind(throttled, "throttled").retryAt)
  expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() }), "signed-in")
})

test("a lock stays: who changes the password again and again gets no more consecutive guesses", async () => {
  const { muster, store, clock, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const kinds = new Set<string>()
  for (let guess = 0; guess < 60; guess++) {
    await muster.users.primaryChanged(key)
    const answer = await muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()) })
    kinds.add(answer.kind)
    clock.advance({ hours: 1 })
  }
  expect(kinds).toContain("locked")
  expect((await store.loadUser(key)).throttles.codes.failures).toBe(50)
})

test("it is recorded, by the host and without an address, and mails nobody", async () => {
  const { muster, mailer, enable, enrollUser } = openWorld()
  await enable()
  await enrollUser()
  const sent = mailer.sent.length
  await muster.users.primaryChanged(key)
  const [event] = (await muster.accounts.events(key)).items
  expect(event).toMatchObject({
    kind: "primary-changed",
    actor: { system: "host" },
    before: { epoch: 1 },
    after: { epoch: 2 },
  })
  expect(mailer.sent).toHaveLength(sent)
})

test("a user who was reset is not excused by it from enrolling again at once", async () => {
  const { muster, clock, begin, enable, enrollUser } = openWorld()
  await enable()
  await enrollUser()
  await muster.accounts.disable({ accountId, actor: system, reason: "audit" })
  await muster.users.reset({ ...key, actor: system, reason: "phone lost" })
  await muster.users.primaryChanged(key)
  const stages = [{ begins: { date: "2026-12-01", timeZone: "UTC" }, userIds: [ann.id] }]
  expectKind(await muster.accounts.enable({ accountId, actor: system, stages }), "enabled")
  expect(clock.now()).toBeLessThan(Date.parse("2026-12-01T00:00:00Z"))
  expect((await begin()).kind).toBe("enroll")
})

test("a race that is lost is decided again; after three it throws, since an answer might be overlooked", async () => {
  const store = memoryStore()
  let losing = 2
  const saveUser: MusterStore["saveUser"] = async (...call) =>
    losing-- > 0 ? { kind: "version-conflict" } : store.saveUser(...call)
  const { muster } = openWorld({ store: { ...store, saveUser } })
  expect(await muster.users.primaryChanged(key)).toEqual({ kind: "noted" })
  losing = 3
  const thrown = { code: "ERR_STORE_CONFLICT", retryable: true }
  await expect(muster.users.primaryChanged(key)).rejects.toMatchObject(thrown)
  expect((await store.loadUser(key)).user?.value.columns.epoch).toBe(1)
})
