import { memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan, system, web } from "../../test/world.js"
import { expectKind } from "../index.js"

test("while two-factor is off, the primary method is enough, and its assurance says so", async () => {
  const { begin, clock } = openWorld()
  const { assurance, hostMust } = expectKind(await begin(), "signed-in")
  expect(assurance).toMatchObject({ method: "primary-only", amr: ["pwd"], signedInAt: clock.now(), epoch: 0 })
  expect(hostMust).toEqual(["rotate-session-id"])
})

test("once two-factor is on, a user without a factor is led into enrollment and one with a factor is challenged", async () => {
  const { begin, enable, enrollUser } = openWorld()
  await enable()
  expect((await begin()).kind).toBe("enroll")
  await enrollUser()
  expect(await begin()).toMatchObject({ kind: "challenge", digits: 6, retryAt: null })
})

test("a right code signs in with both factors named", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const done = await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })
  expect(expectKind(done, "signed-in").assurance).toMatchObject({
    method: "totp",
    amr: ["pwd", "otp", "mfa"],
    epoch: 1,
  })
})

test("a code is accepted once, with any ticket, and the second try costs nothing", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() }), "signed-in")
  const again = await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })
  expect(again).toMatchObject({ kind: "wrong-code", why: "already-used", attemptsLeft: 5 })
})

test("the code that confirmed the enrollment does not sign in", async () => {
  const { muster, clock, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  clock.advance({ seconds: -30 })
  const again = await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })
  expect(again).toMatchObject({ kind: "wrong-code", why: "already-used" })
})

test("a ticket works once after success", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const ticket = await challengeTicket()
  expectKind(await muster.signIn.verify({ ticket, code: app.code() }), "signed-in")
  expect(await muster.signIn.verify({ ticket, code: app.nextCode() })).toEqual({
    kind: "ticket-rejected",
    reason: "spent",
  })
})

test("a challenge lasts ten minutes", async () => {
  const { muster, clock, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const ticket = await challengeTicket()
  clock.advance({ minutes: 10 })
  expect(await muster.signIn.verify({ ticket, code: app.code() })).toEqual({
    kind: "ticket-rejected",
    reason: "expired",
  })
})

test("five wrong codes are heard, then a wait begins in which a right code is not heard either", async () => {
  const { muster, clock, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const ticket = await challengeTicket()
  const wrong = otherThan(app.code())
  const left: number[] = []
  for (let tries = 0; tries < 5; tries++) {
    left.push(expectKind(await muster.signIn.verify({ ticket, code: wrong }), "wrong-code").attemptsLeft)
  }
  expect(left).toEqual([4, 3, 2, 1, 0])
  const retryAt = clock.now() + 30_000
  expect(await muster.signIn.verify({ ticket, code: app.code() })).toEqual({
    kind: "throttled",
    limit: "attempts",
    retryAt,
  })
  clock.set(retryAt)
  expectKind(await muster.signIn.verify({ ticket, code: app.code() }), "signed-in")
})

test("wrong codes count for the user, whatever the ticket", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const wrong = otherThan(app.code())
  for (let tries = 0; tries < 5; tries++) await muster.signIn.verify({ ticket: await challengeTicket(), code: wrong })
  expect((await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })).kind).toBe("throttled")
})

test("malformed text is answered with a value and is not charged", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  await enrollUser()
  const ticket = await challengeTicket()
  for (const code of ["", "12345", "1234567", "abcdef", null, 123456, ["123456"], {}]) {
    const answer = await muster.signIn.verify({ ticket, code: code as string })
    expect(answer).toMatchObject({ kind: "wrong-code", why: "malformed", attemptsLeft: 5 })
  }
})

test("anything that is not a ticket of ours for this purpose is rejected as invalid", async () => {
  const { muster, enable, enrollTicket } = openWorld()
  await enable()
  for (const ticket of ["", "x", null, 7, {}, await enrollTicket()]) {
    const answer = await muster.signIn.verify({ ticket: ticket as string, code: "123456" })
    expect(answer).toEqual({ kind: "ticket-rejected", reason: "invalid" })
  }
})

test("a third wrong code tells the user by mail, unless a right one follows within two minutes", async () => {
  const { muster, clock, mailer, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const ticket = await challengeTicket()
  for (let tries = 0; tries < 3; tries++) await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
  clock.advance({ minutes: 1 })
  await muster.signIn.verify({ ticket, code: app.code() })
  clock.advance({ minutes: 10 })
  await muster.jobs.run()
  expect(mailer.sent.filter(({ message }) => message.kind === "failures-noticed")).toEqual([])

  const later = await challengeTicket()
  for (let tries = 0; tries < 3; tries++) await muster.signIn.verify({ ticket: later, code: otherThan(app.code()) })
  clock.advance({ minutes: 2 })
  await muster.jobs.run()
  expect(mailer.sent.filter(({ message }) => message.kind === "failures-noticed")).toHaveLength(1)
})

test("a recovery code signs in once, tells the user by mail, and has a budget of its own", async () => {
  const { muster, mailer, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { enrolled, app } = await enrollUser()
  const [code = ""] = enrolled.recoveryCodes
  for (let tries = 0; tries < 5; tries++) {
    await muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()) })
  }
  const done = await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code: code.toLowerCase() })
  expect(expectKind(done, "signed-in")).toMatchObject({ recoveryCodesLeft: 9, assurance: { method: "recovery-code" } })
  expect(mailer.sent.at(-1)?.message).toMatchObject({ kind: "recovery-code-used", left: 9 })
  const again = await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code })
  expect(again).toMatchObject({ kind: "wrong-code", why: "mismatch" })
})

test("an old client is told to update before any code, when the sign-in begins and when it ends", async () => {
  const shared = { keys: ephemeralKeys(), store: memoryStore() }
  const old = { platform: "windows", build: "v4.2 b1400" } as const
  const before = openWorld(shared)
  await before.enable()
  const { app } = await before.enrollUser()
  const { ticket } = expectKind(await before.begin(ann, old), "challenge")

  const builds = { minimum: "v4.3 b1575", catalogue: [], updateUrl: "https://acme.example/download" }
  const after = openWorld({ ...shared, builds, clock: before.clock })
  const update = {
    kind: "update-client",
    minimum: { version: [4, 3], number: 1575 },
    updateUrl: "https://acme.example/download",
  }
  expect(await after.begin(ann, old)).toMatchObject(update)
  expect(await after.muster.signIn.verify({ ticket, code: app.code() })).toMatchObject(update)
  const { throttles } = await shared.store.loadUser({ accountId, userId: ann.id })
  expect(throttles.codes.failures).toBe(0)
})

test("the host's faults are thrown with the field, never answered", async () => {
  const { muster } = openWorld()
  const call = { accountId, user: ann, client: web, primary: "password" } as const
  await expect(muster.signIn.begin({ ...call, accountId: "" })).rejects.toMatchObject({
    code: "ERR_INVALID_INPUT",
    field: "accountId",
  })
  await expect(muster.signIn.begin({ ...call, user: { ...ann, id: "a\n" } })).rejects.toMatchObject({
    field: "user.id",
  })
  await expect(muster.signIn.begin({ ...call, client: { platform: "fridge" as never } })).rejects.toMatchObject({
    field: "client.platform",
  })
})

test("another account's user with the same id is another user", async () => {
  const { muster, enable, enrollUser } = openWorld()
  await enable()
  await enrollUser()
  await muster.accounts.enable({ accountId: "other", actor: system })
  const begun = await muster.signIn.begin({ accountId: "other", user: ann, client: web, primary: "password" })
  expect(begun.kind).toBe("enroll")
})

test("a user with a factor is challenged although the account's two-factor is off", async () => {
  const store = openWorld().store
  const world = openWorld({ store })
  await world.enable()
  await world.enrollUser()
  const { account: loaded } = await store.loadAccount(accountId)
  const state = JSON.parse(loaded?.value.json ?? "")
  await store.saveAccount(
    accountId,
    { format: 1, json: JSON.stringify({ ...state, twoFactor: { kind: "off" } }) },
    loaded?.version ?? 0,
    { mail: [], events: [], putGroups: [], removeGroups: [], expectedGroupsVersion: null },
  )
  expect((await world.begin()).kind).toBe("challenge")
})
