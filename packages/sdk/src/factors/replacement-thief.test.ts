import { describe, expect, test } from "vitest"
import { adminOnly, key, openReplacing, selfService, withCode, withHold } from "../../test/replacing.js"
import { ann, otherThan } from "../../test/world.js"
import { expectKind } from "../index.js"

const superseded = { kind: "ticket-rejected", reason: "superseded" }

describe("whoever has the password alone", () => {
  test.each([withCode, withHold, adminOnly])("gets no ticket: $rule", async (rule) => {
    const { lost, record } = await openReplacing(rule)
    const { factor, recoveryCodes } = await record()
    for (let time = 0; time < 3; time++) expect((await lost()).kind).not.toBe("enroll")
    expect(await record()).toMatchObject({ factor, recoveryCodes, epoch: 1, enrollment: null })
  })

  test("gets no key where the mailbox is asked for, and guesses no code of it", async () => {
    const world = await openReplacing(selfService)
    const { muster, clock, lost, sendCode, record } = world
    const { ticket } = expectKind(await lost(), "enroll")
    clock.advance({ seconds: 61 })
    const mailed = await sendCode(ticket)
    const { factor } = await record()
    expect((await muster.enrollment.issueKey({ ticket })).kind).toBe("wrong-step")
    expect((await muster.enrollment.confirm({ ticket, code: mailed })).kind).toBe("wrong-step")
    const answers = []
    for (let guess = 0; guess < 5; guess++) {
      answers.push(await muster.enrollment.verifyEmailCode({ ticket, code: otherThan(mailed) }))
    }
    expect(answers.map(({ kind }) => kind)).toEqual(answers.map(() => "wrong-code"))
    // Another ticket buys no further guess, nor does a new code.
    const again = expectKind(await lost(), "enroll")
    expect((await muster.enrollment.verifyEmailCode({ ticket, code: mailed })).kind).toBe("throttled")
    clock.advance({ seconds: 61 })
    await muster.enrollment.sendEmailCode({ ticket: again.ticket })
    expect((await record()).factor).toEqual(factor)
  })

  test("does not stop the owner from signing in with the old authenticator, and that ends what was begun", async () => {
    const { app, lost, signIn, muster } = await openReplacing(selfService)
    const { ticket } = expectKind(await lost(), "enroll")
    expect((await signIn(app.code())).kind).toBe("signed-in")
    expect(await muster.enrollment.sendEmailCode({ ticket })).toEqual(superseded)
  })

  test("cannot go on with the ticket of an ordinary enrollment from before the factor was there", async () => {
    const { muster, clock, begin, enrollUser } = await openReplacing(selfService)
    const bob = { id: "bob", email: "bob@acme.example" }
    const { ticket } = expectKind(await begin(bob), "enroll")
    await enrollUser(bob)
    clock.advance({ seconds: 61 })
    expect(await muster.enrollment.sendEmailCode({ ticket })).toEqual(superseded)
  })
})

describe("of two who hold one password", () => {
  test("one sees neither the code nor the key that the other has proved a right to", async () => {
    const { muster, clock, lost, sendCode, record } = await openReplacing(selfService)
    const owner = expectKind(await lost(), "enroll")
    const thief = expectKind(await lost(), "enroll")
    clock.advance({ seconds: 61 })
    const code = await sendCode(owner.ticket)
    expect((await muster.enrollment.verifyEmailCode({ ticket: thief.ticket, code })).kind).toBe("wrong-step")
    const verified = expectKind(
      await muster.enrollment.verifyEmailCode({ ticket: owner.ticket, code }),
      "email-verified",
    )
    expectKind(await muster.enrollment.issueKey({ ticket: verified.ticket }), "key-issued")
    expect(await muster.enrollment.current({ ticket: thief.ticket })).toMatchObject({ kind: "not-started" })
    expect((await muster.enrollment.issueKey({ ticket: thief.ticket })).kind).toBe("wrong-step")
    expect((await muster.enrollment.cancel({ ticket: thief.ticket })).kind).toBe("cancelled")
    expect((await record()).enrollment).not.toBeNull()
  })

  test("the one with a recovery code ends what the other has begun without", async () => {
    const { lost, recoveryCode, prepare, mailer } = await openReplacing(selfService)
    const thief = await prepare(expectKind(await lost(), "enroll"))
    const sent = mailer.sent.length
    const owner = expectKind(await lost(recoveryCode), "enroll")
    expect(mailer.sent.slice(sent)).toMatchObject([{ to: ann.email, message: { kind: "recovery-code-used", left: 9 } }])
    expect(await thief.confirm()).toEqual(superseded)
    const { confirm } = await prepare(owner)
    expect((await confirm()).kind).toBe("enrolled")
  })

  test("the one whose new authenticator is confirmed first ends all that the other holds", async () => {
    const { app, challengeTicket, lost, prepare, muster, record } = await openReplacing(selfService)
    const challenge = await challengeTicket()
    const other = expectKind(await lost(), "enroll")
    const { confirm } = await prepare(expectKind(await lost(), "enroll"))
    expectKind(await confirm(), "enrolled")
    expect(await muster.enrollment.sendEmailCode({ ticket: other.ticket })).toEqual(superseded)
    expect(await muster.factors.beginReplacement({ ticket: challenge })).toEqual(superseded)
    expect(await muster.signIn.verify({ ticket: challenge, code: app.code() })).toEqual(superseded)
    expect(await record()).toMatchObject({ epoch: 2 })
  })
})

test("a user of the same id in another account is not touched by any of it", async () => {
  const { muster, lost, recoveryCode, prepare, store, record } = await openReplacing(withCode)
  const elsewhere = { accountId: "other", userId: key.userId }
  const before = await store.loadUser(elsewhere)
  const user = ann
  const { assurance } = expectKind(
    await muster.signIn.begin({ accountId: "other", user, client: { platform: "web" }, primary: "password" }),
    "signed-in",
  )
  const { confirm } = await prepare(expectKind(await lost(recoveryCode), "enroll"))
  expectKind(await confirm(), "enrolled")
  expect(await store.loadUser(elsewhere)).toMatchObject({ user: before.user, throttles: before.throttles })
  expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
  expect((await record()).epoch).toBe(2)
})
