import { authenticator } from "@muster/core/testing"
import { expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan, web } from "../../test/world.js"
import { expectKind } from "../index.js"

test("enrolling goes step by step, and each page load reads the step it is on", async () => {
  const { muster, clock, mailer, enable, enrollTicket } = openWorld()
  await enable()
  const first = await enrollTicket()
  expect(await muster.enrollment.current({ ticket: first })).toEqual({
    kind: "not-started",
    maskedEmail: "a•••@acme.example",
  })
  const sent = expectKind(await muster.enrollment.sendEmailCode({ ticket: first }), "email-code-sent")
  expect(sent).toMatchObject({ digits: 6, sendsLeft: 4, attemptsLeft: 5, delivery: "sent" })
  expect(sent.expiresAt).toBe(clock.now() + 600_000)
  expect(sent.resendAvailableAt).toBe(clock.now() + 60_000)
  const { delivery: _, ...step } = sent
  expect(await muster.enrollment.current({ ticket: first })).toEqual(step)

  const code = mailer.lastCodeTo(ann.email)
  const { ticket } = expectKind(await muster.enrollment.verifyEmailCode({ ticket: first, code }), "email-verified")
  expect((await muster.enrollment.current({ ticket })).kind).toBe("email-verified")
  const issued = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  expect(issued).toMatchObject({ present: "scan-or-type", issuer: "Acme Support", label: ann.email, appWarnings: [] })
  expect(await muster.enrollment.current({ ticket })).toEqual(issued)

  const enrolled = expectKind(
    await muster.enrollment.confirm({ ticket, code: authenticator(issued.otpauthUri, clock).code() }),
    "enrolled",
  )
  expect(new Set(enrolled.recoveryCodes).size).toBe(10)
  expect(enrolled.next).toMatchObject({ kind: "signed-in", hostMust: ["rotate-session-id", "end-other-sessions"] })
  expect(mailer.sent.map(({ message }) => message.kind)).toEqual(["email-code", "enrolled"])
})

test("reading the step sends nothing and changes nothing", async () => {
  const { muster, mailer, store, enable, enrollTicket } = openWorld()
  await enable()
  const ticket = await enrollTicket()
  await muster.enrollment.current({ ticket })
  expect(mailer.sent).toEqual([])
  expect((await store.loadUser({ accountId, userId: "ann" })).user).toBeUndefined()
})

test("a reload shows the same key", async () => {
  const { muster, enable, verifiedTicket } = openWorld()
  await enable()
  const ticket = await verifiedTicket()
  const first = await muster.enrollment.issueKey({ ticket })
  expect(await muster.enrollment.issueKey({ ticket })).toEqual(first)
  expect(await muster.enrollment.current({ ticket })).toEqual(first)
})

test("a ticket from the password alone reads no key of an enrollment that another ticket verified", async () => {
  const { muster, enable, enrollTicket, verifiedTicket } = openWorld()
  await enable()
  const other = await enrollTicket()
  const owner = await verifiedTicket()
  const { setupKey } = expectKind(await muster.enrollment.issueKey({ ticket: owner }), "key-issued")
  const seen = [
    await muster.enrollment.current({ ticket: other }),
    await muster.enrollment.issueKey({ ticket: other }),
    await muster.enrollment.confirm({ ticket: other, code: "123456" }),
    await muster.enrollment.cancel({ ticket: other }),
  ]
  expect(JSON.stringify(seen)).not.toContain(setupKey.bare)
  expect(seen.map(({ kind }) => kind)).toEqual(["not-started", "wrong-step", "wrong-step", "cancelled"])
  expect((await muster.enrollment.issueKey({ ticket: owner })).kind).toBe("key-issued")
})

test("a code answers for its own ticket alone", async () => {
  const { muster, clock, enable, enrollTicket, sendCode } = openWorld()
  await enable()
  const mine = await enrollTicket()
  const theirs = await enrollTicket()
  const code = await sendCode(mine)
  clock.advance({ minutes: 1 })
  await sendCode(theirs)
  const answer = await muster.enrollment.verifyEmailCode({ ticket: theirs, code })
  expect(answer).toMatchObject({ kind: "wrong-code", why: "mismatch" })
})

test("verifying supersedes an enrollment that was open before", async () => {
  const { muster, clock, enable, verifiedTicket } = openWorld()
  await enable()
  const older = await verifiedTicket()
  clock.advance({ minutes: 1 })
  const newer = await verifiedTicket()
  expect(await muster.enrollment.issueKey({ ticket: older })).toEqual({ kind: "ticket-rejected", reason: "superseded" })
  expect((await muster.enrollment.issueKey({ ticket: newer })).kind).toBe("key-issued")
})

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

test("an enrollment lasts sixty minutes in all", async () => {
  const { muster, clock, enable, verifiedTicket } = openWorld()
  await enable()
  const ticket = await verifiedTicket()
  clock.advance({ minutes: 60 })
  expect(await muster.enrollment.issueKey({ ticket })).toEqual({ kind: "ticket-rejected", reason: "expired" })
})

test("a call of another step is answered with the step, and costs nothing", async () => {
  const { muster, enable, enrollTicket, verifiedTicket } = openWorld()
  await enable()
  const first = await enrollTicket()
  expect(await muster.enrollment.verifyEmailCode({ ticket: first, code: "123456" })).toMatchObject({
    kind: "wrong-step",
    current: { kind: "not-started" },
  })
  const verified = await verifiedTicket()
  for (const answer of [
    await muster.enrollment.sendEmailCode({ ticket: verified }),
    await muster.enrollment.verifyEmailCode({ ticket: verified, code: "123456" }),
    await muster.enrollment.confirm({ ticket: verified, code: "123456" }),
    await muster.enrollment.confirm({ ticket: verified, code: "12" }),
  ]) {
    expect(answer).toMatchObject({ kind: "wrong-step", current: { kind: "email-verified" } })
  }
})

test("a wrong first code says how far the phone's clock is off", async () => {
  const { muster, clock, enable, verifiedTicket } = openWorld()
  await enable()
  const ticket = await verifiedTicket()
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const ahead = authenticator(otpauthUri, { now: () => clock.now() + 120_000 })
  expect(await muster.enrollment.confirm({ ticket, code: ahead.code() })).toMatchObject({
    kind: "wrong-code",
    why: "mismatch",
    clockSkewSeconds: 120,
  })
})

test("confirming twice enrolls once", async () => {
  const { muster, enable, enrollUser } = openWorld()
  await enable()
  const { ticket, app } = await enrollUser()
  expect((await muster.enrollment.confirm({ ticket, code: app.code() })).kind).toBe("ticket-rejected")
})

test("a phone gets the key and a link, and a page on a phone too", async () => {
  const { muster, enable, verifiedTicket } = openWorld()
  await enable()
  for (const client of [{ platform: "ios" }, { platform: "android" }, { platform: "web", onPhone: true }] as const) {
    const ticket = await verifiedTicket({ id: client.platform, email: `${client.platform}@acme.example` }, client)
    expect(await muster.enrollment.issueKey({ ticket })).toMatchObject({ present: "type" })
  }
})

test("somebody without an address is told so, and nothing is sent", async () => {
  const { muster, mailer, enable, begin } = openWorld()
  await enable()
  const { ticket, current } = expectKind(await begin({ id: "bob", email: null }), "enroll")
  expect(current).toEqual({ kind: "not-started", maskedEmail: null })
  expect(await muster.enrollment.sendEmailCode({ ticket })).toEqual({ kind: "no-email" })
  expect(mailer.sent).toEqual([])
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

test("after enrolling, the account may ask to sign in again", async () => {
  const { muster, enable, enrollUser } = openWorld({ defaults: { afterEnrollment: "sign-in-again" } })
  await enable()
  const { enrolled } = await enrollUser()
  expect(enrolled.next).toEqual({ kind: "sign-in-again" })
  expect((await muster.accounts.status({ accountId })).settings.afterEnrollment).toBe("sign-in-again")
})

test('"set up now" from a session enrolls, and a session that has ended does not', async () => {
  const { muster, begin, enable, enrollUser } = openWorld()
  const { assurance } = expectKind(await begin(), "signed-in")
  await enable()
  expect((await muster.enrollment.begin({ assurance, user: ann, client: web })).kind).toBe("enroll")
  const other = { id: "bob", email: "bob@acme.example" }
  await expect(muster.enrollment.begin({ assurance, user: other, client: web })).rejects.toMatchObject({
    code: "ERR_INVALID_INPUT",
    field: "user.id",
  })
  const { enrolled } = await enrollUser()
  expect(await muster.enrollment.begin({ assurance, user: ann, client: web })).toEqual({ kind: "session-ended" })
  const { next } = enrolled
  if (next.kind !== "signed-in") throw new Error("signed in after enrolling")
  expect(await muster.enrollment.begin({ assurance: next.assurance, user: ann, client: web })).toEqual({
    kind: "already-enrolled",
  })
})

test("cancelling ends what the ticket began, and its ticket with it", async () => {
  const { muster, enable, verifiedTicket } = openWorld()
  await enable()
  const ticket = await verifiedTicket()
  expect(await muster.enrollment.cancel({ ticket })).toEqual({ kind: "cancelled" })
  expect(await muster.enrollment.issueKey({ ticket })).toEqual({ kind: "ticket-rejected", reason: "spent" })
})

test("a client that is too old to sign in with a factor is told so before it enrolls", async () => {
  const { muster, begin } = openWorld({ builds: { minimum: "v4.3 b1575", catalogue: [] } })
  const { assurance } = expectKind(await begin(), "signed-in")
  const old = { platform: "windows", build: "v4.2 b1400" } as const
  expect((await muster.enrollment.begin({ assurance, user: ann, client: old })).kind).toBe("update-client")
})

test("an address that is none is the host's fault at the door, and outer spaces are not", async () => {
  const { begin, enable } = openWorld()
  await enable()
  await expect(begin({ id: "bob", email: "Bob <bob@acme.example>" })).rejects.toMatchObject({ field: "user.email" })
  expect(await begin({ id: "bob", email: " bob@acme.example " })).toMatchObject({
    current: { maskedEmail: "b•••@acme.example" },
  })
})
