import { authenticator } from "@muster/core/testing"
import { expect, test } from "vitest"
import { ann, openWorld, otherThan, web } from "../../test/world.js"
import { expectKind } from "../index.js"

test("a resend makes a new code, kills the old one, and keeps the attempt count", async () => {
  const { muster, clock, enable, enrollTicket, sendCode } = openWorld()
  await enable()
  const ticket = await enrollTicket()
  const old = await sendCode(ticket)
  await muster.enrollment.verifyEmailCode({ ticket, code: otherThan(old) })
  expect(await muster.enrollment.sendEmailCode({ ticket })).toMatchObject({ kind: "throttled", limit: "resend" })
  clock.advance({ minutes: 1 })
  const code = await sendCode(ticket)
  expect(await muster.enrollment.verifyEmailCode({ ticket, code: old })).toMatchObject({
    kind: "wrong-code",
    why: "replaced-by-newer",
    attemptsLeft: 3,
  })
  expectKind(await muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified")
})

test("five codes in an hour and no more, however often the sign-in begins anew", async () => {
  const { muster, clock, enable, enrollTicket } = openWorld()
  await enable()
  const kinds: string[] = []
  for (let sends = 0; sends < 6; sends++) {
    kinds.push((await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })).kind)
    clock.advance({ minutes: 1 })
  }
  expect(kinds).toEqual([...Array(5).fill("email-code-sent"), "throttled"])
})

test("a sign-in that begins anew waits for the next code as long as a resend does", async () => {
  const { muster, clock, enable, enrollTicket, sendCode } = openWorld()
  await enable()
  await sendCode(await enrollTicket())
  const retryAt = clock.now() + 60_000
  clock.advance({ seconds: 59 })
  const ticket = await enrollTicket()
  const answer = await muster.enrollment.sendEmailCode({ ticket })
  expect(answer).toMatchObject({ kind: "throttled", limit: "resend", retryAt })
  clock.advance({ seconds: 1 })
  expect((await muster.enrollment.sendEmailCode({ ticket })).kind).toBe("email-code-sent")
})

test("a code that gave way to those of later sign-ins is not mailed any more", async () => {
  const { muster, mailer, clock, enable, enrollTicket } = openWorld({ sendMail: "jobs" })
  await enable()
  const tickets = [await enrollTicket(), await enrollTicket(), await enrollTicket(), await enrollTicket()]
  for (const ticket of tickets) {
    expectKind(await muster.enrollment.sendEmailCode({ ticket }), "email-code-sent")
    clock.advance({ minutes: 1 })
  }
  await muster.jobs.run()
  expect(mailer.sent).toHaveLength(3)
  const kinds = await Promise.all(tickets.map((ticket) => muster.enrollment.current({ ticket })))
  expect(kinds.map(({ kind }) => kind)).toEqual(["not-started", ...Array(3).fill("email-code-sent")])
})

test("confirming takes back the codes of other sign-ins that are still to be mailed", async () => {
  const { muster, mailer, clock, enable, enrollTicket } = openWorld({ sendMail: "jobs" })
  await enable()
  const first = await enrollTicket()
  const other = await enrollTicket()
  expectKind(await muster.enrollment.sendEmailCode({ ticket: first }), "email-code-sent")
  await muster.jobs.run()
  const code = mailer.lastCodeTo(ann.email)
  const { ticket } = expectKind(await muster.enrollment.verifyEmailCode({ ticket: first, code }), "email-verified")
  clock.advance({ minutes: 1 })
  expectKind(await muster.enrollment.sendEmailCode({ ticket: other }), "email-code-sent")
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  expectKind(await muster.enrollment.confirm({ ticket, code: authenticator(otpauthUri, clock).code() }), "enrolled")
  await muster.jobs.run()
  expect(mailer.sent.map(({ message }) => message.kind)).toEqual(["email-code", "enrolled"])
})

test("one address is not mailed more than ten codes a day, over all accounts", async () => {
  const { muster } = openWorld()
  const kinds: string[] = []
  for (let accounts = 0; accounts < 11; accounts++) {
    const accountId = `account-${accounts}`
    await muster.accounts.enable({ accountId, actor: { system: "set-up" } })
    const begun = await muster.signIn.begin({ accountId, user: ann, client: web, primary: "password" })
    const sent = await muster.enrollment.sendEmailCode({ ticket: expectKind(begun, "enroll").ticket })
    kinds.push(sent.kind === "throttled" ? sent.limit : sent.kind)
  }
  expect(kinds).toEqual([...Array(10).fill("email-code-sent"), "mail"])
})

test("an email code expires after ten minutes, and that costs no attempt", async () => {
  const { muster, clock, enable, enrollTicket, sendCode } = openWorld()
  await enable()
  const ticket = await enrollTicket()
  const code = await sendCode(ticket)
  clock.advance({ minutes: 10 })
  expect(await muster.enrollment.verifyEmailCode({ ticket, code })).toMatchObject({ why: "expired", attemptsLeft: 5 })
})

test("a mail that the server refuses is told apart from one that will be tried again", async () => {
  for (const [retryable, delivery] of [
    [true, "queued"],
    [false, "failed"],
  ] as const) {
    const { muster, enable, enrollTicket } = openWorld({
      mailer: { send: async () => ({ kind: "rejected", retryable }) },
    })
    await enable()
    expect(await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })).toMatchObject({ delivery })
  }
})

test("an address that is none is the host's fault at the door, and outer spaces are not", async () => {
  const { begin, enable } = openWorld()
  await enable()
  await expect(begin({ id: "bob", email: "Bob <bob@acme.example>" })).rejects.toMatchObject({ field: "user.email" })
  expect(await begin({ id: "bob", email: " bob@acme.example " })).toMatchObject({
    current: { maskedEmail: "b•••@acme.example" },
  })
})
