import { authenticator } from "@muster/core/testing"
import { expect, test } from "vitest"
import { accountId, ann, openWorld, web } from "../../test/world.js"
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
