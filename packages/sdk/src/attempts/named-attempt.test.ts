import { authenticator } from "@muster/core/testing"
import { expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan, system } from "../../test/world.js"
import { expectKind } from "../index.js"

const attemptId = "9c0d7a1e-54b1-4c62-9a2e-1d1f5d0c7a10"
const another = "0e9b5c1a-2f64-4d0b-8a51-6c0f6f4f3b22"

async function openEnrolled() {
  const world = openWorld()
  await world.enable()
  const { app, enrolled } = await world.enrollUser()
  const { ticket } = expectKind(await world.begin(), "challenge")
  return { ...world, app, enrolled, ticket, throttle: () => standing(world) }
}

async function standing({ store }: ReturnType<typeof openWorld>) {
  return (await store.loadUser({ accountId, userId: ann.id })).throttles
}

test("a sign-in whose answer was lost is answered again for a minute, with the same assurance and at no cost", async () => {
  const { muster, app, ticket, clock, throttle } = await openEnrolled()
  const code = app.code()
  const first = expectKind(await muster.signIn.verify({ ticket, code, attemptId }), "signed-in")
  clock.advance({ seconds: 59 })
  expect(await muster.signIn.verify({ ticket, code, attemptId })).toEqual(first)
  const { codes } = await throttle()
  expect(codes).toMatchObject({ failures: 0, nextTryAt: null })
  expect(codes.bucketUntil).toBeLessThanOrEqual(clock.now())
  clock.advance({ seconds: 1 })
  expect(await muster.signIn.verify({ ticket, code, attemptId })).toMatchObject({
    kind: "ticket-rejected",
    reason: "spent",
  })
})

test("a spent code and ticket are worth nothing without the name of the try, or with another one", async () => {
  const { muster, app, ticket } = await openEnrolled()
  const code = app.code()
  expectKind(await muster.signIn.verify({ ticket, code, attemptId }), "signed-in")
  for (const guess of [undefined, another]) {
    expect(await muster.signIn.verify({ ticket, code, attemptId: guess })).toMatchObject({ kind: "ticket-rejected" })
  }
  expect(await muster.signIn.verify({ ticket, code: otherThan(code), attemptId })).toMatchObject({
    kind: "ticket-rejected",
  })
})

test("the name of a try is worth nothing with another ticket", async () => {
  const { muster, app, ticket, begin } = await openEnrolled()
  const code = app.code()
  const other = expectKind(await begin(), "challenge").ticket
  expectKind(await muster.signIn.verify({ ticket, code, attemptId }), "signed-in")
  expect(await muster.signIn.verify({ ticket: other, code, attemptId })).toMatchObject({
    kind: "wrong-code",
    why: "already-used",
  })
})

test("a try that was not named cannot be asked for again by giving it a name", async () => {
  const { muster, app, ticket } = await openEnrolled()
  const code = app.code()
  expectKind(await muster.signIn.verify({ ticket, code }), "signed-in")
  expect(await muster.signIn.verify({ ticket, code, attemptId })).toMatchObject({ kind: "ticket-rejected" })
})

test("a try is not answered again once the user was reset", async () => {
  const { muster, app, ticket } = await openEnrolled()
  const code = app.code()
  expectKind(await muster.signIn.verify({ ticket, code, attemptId }), "signed-in")
  await muster.users.reset({ accountId, userId: ann.id, actor: system, reason: "phone lost" })
  expect(await muster.signIn.verify({ ticket, code, attemptId })).toMatchObject({ kind: "ticket-rejected" })
})

test("a recovery code whose answer was lost is spent once, and answered again", async () => {
  const { muster, ticket, enrolled } = await openEnrolled()
  const [code = ""] = enrolled.recoveryCodes
  const first = expectKind(await muster.signIn.useRecoveryCode({ ticket, code, attemptId }), "signed-in")
  expect(first.recoveryCodesLeft).toBe(9)
  expect(await muster.signIn.useRecoveryCode({ ticket, code, attemptId })).toEqual(first)
  expect(await muster.signIn.useRecoveryCode({ ticket, code })).toMatchObject({ kind: "ticket-rejected" })
})

test("an enrollment whose answer was lost is answered again with the same recovery codes, which work", async () => {
  const { muster, enable, verifiedTicket, begin, clock } = openWorld()
  await enable()
  const ticket = await verifiedTicket()
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const code = authenticator(otpauthUri, clock).code()
  const first = expectKind(await muster.enrollment.confirm({ ticket, code, attemptId }), "enrolled")
  expect(await muster.enrollment.confirm({ ticket, code, attemptId })).toEqual(first)
  for (const guess of [undefined, another]) {
    expect(await muster.enrollment.confirm({ ticket, code, attemptId: guess })).toMatchObject({
      kind: "ticket-rejected",
    })
  }
  const [recoveryCode = ""] = first.recoveryCodes
  const challenge = expectKind(await begin(), "challenge").ticket
  expectKind(await muster.signIn.useRecoveryCode({ ticket: challenge, code: recoveryCode }), "signed-in")
  expect(await muster.enrollment.confirm({ ticket, code, attemptId })).toMatchObject({ kind: "ticket-rejected" })
})

test("two enrollments with one name of a try get different recovery codes", async () => {
  const sets = new Set<string>()
  for (const id of ["ann", "bob"]) {
    const { muster, enable, verifiedTicket, clock } = openWorld()
    await enable()
    const ticket = await verifiedTicket({ id, email: `${id}@acme.example` })
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
    const code = authenticator(otpauthUri, clock).code()
    for (const each of expectKind(await muster.enrollment.confirm({ ticket, code, attemptId }), "enrolled")
      .recoveryCodes) {
      sets.add(each)
    }
  }
  expect(sets.size).toBe(20)
})

test.each(["", "a".repeat(15), "a".repeat(101), 7, null])(
  "a name of a try that could be guessed or is none throws: %j",
  async (name) => {
    const { muster, ticket, app } = await openEnrolled()
    await expect(muster.signIn.verify({ ticket, code: app.code(), attemptId: name as string })).rejects.toMatchObject({
      code: "ERR_INVALID_INPUT",
      field: "attemptId",
    })
  },
)

test("a confirmation that is clicked twice at once under one name gives the same answer to both", async () => {
  const { muster, enable, verifiedTicket, clock } = openWorld()
  await enable()
  const ticket = await verifiedTicket()
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const code = authenticator(otpauthUri, clock).code()
  const [first, ...others] = await Promise.all(
    [1, 2, 3].map(() => muster.enrollment.confirm({ ticket, code, attemptId })),
  )
  expect(first?.kind).toBe("enrolled")
  for (const other of others) expect(other).toEqual(first)
})

test("whoever has the name and the ticket of a try, but not its code, pays for each guess", async () => {
  const { muster, enable, verifiedTicket, clock, store, enrollUser, begin } = openWorld()
  await enable()
  const ticket = await verifiedTicket()
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const code = authenticator(otpauthUri, clock).code()
  expectKind(await muster.enrollment.confirm({ ticket, code, attemptId }), "enrolled")
  const failures = async (userId: string) => (await store.loadUser({ accountId, userId })).throttles.codes.failures
  const guess = () => muster.enrollment.confirm({ ticket, code: otherThan(code), attemptId })
  for (let tries = 1; tries <= 5; tries++) {
    expect((await guess()).kind).toBe("ticket-rejected")
    expect(await failures("ann")).toBe(tries)
  }
  expect((await guess()).kind).toBe("throttled")
  expect((await muster.enrollment.confirm({ ticket, code, attemptId })).kind).toBe("throttled")

  const bob = { id: "bob", email: "bob@acme.example" }
  const { app } = await enrollUser(bob)
  const challenge = expectKind(await begin(bob), "challenge").ticket
  const right = app.code()
  expectKind(await muster.signIn.verify({ ticket: challenge, code: right, attemptId }), "signed-in")
  for (let tries = 1; tries <= 3; tries++) {
    await muster.signIn.verify({ ticket: challenge, code: otherThan(right), attemptId })
    expect(await failures("bob")).toBe(tries)
  }
})

test("a forged ticket is told first, whatever name the try has", async () => {
  const { muster } = openWorld()
  const forged = { ticket: "forged", code: "123456", attemptId: "short" }
  for (const answer of [
    muster.signIn.verify(forged),
    muster.signIn.useRecoveryCode(forged),
    muster.enrollment.confirm(forged),
  ]) {
    expect(await answer).toEqual({ kind: "ticket-rejected", reason: "invalid" })
  }
})

test("a code that was used a moment ago costs nothing with another ticket, whether the try is named or not", async () => {
  const { muster, app, ticket, begin, throttle } = await openEnrolled()
  const code = app.code()
  expectKind(await muster.signIn.verify({ ticket, code, attemptId }), "signed-in")
  for (const name of [another, undefined]) {
    const next = expectKind(await begin(), "challenge").ticket
    expect(await muster.signIn.verify({ ticket: next, code, attemptId: name })).toMatchObject({ why: "already-used" })
    expect((await throttle()).codes.failures).toBe(0)
  }
})
