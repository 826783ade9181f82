import { authenticator } from "@muster/core/testing"
import { expect, test } from "vitest"
import { accountId, ann, openWorld, system, web } from "../../test/world.js"
import { expectKind } from "../index.js"

const call = { accountId, actor: system }
const forcedLogout = { date: "2026-12-04", timeZone: "UTC" }
const bob = { id: "bob", email: "bob@acme.example" }

test("somebody who joins after two-factor was switched on enrolls at the first sign-in", async () => {
  const { muster, clock, begin } = openWorld()
  await muster.accounts.enable({ ...call, forcedLogout })
  clock.advance({ days: 3 })
  expect((await begin({ id: "new", email: "new@acme.example" })).kind).toBe("enroll")
})

test("somebody who signs in again before the date enrolls at that sign-in; the session from before goes on", async () => {
  const { muster, begin } = openWorld()
  const { assurance } = expectKind(await begin(), "signed-in")
  await muster.accounts.enable({ ...call, forcedLogout })
  expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
  expect((await begin()).kind).toBe("enroll")
})

test("what the host says of a user counts from the very next call: nothing of it is remembered", async () => {
  const { muster } = openWorld()
  await muster.accounts.enable(call)
  const begin = (user: object) =>
    muster.signIn.begin({ accountId, user: { ...bob, ...user }, client: web, primary: "password" })
  expect((await begin({ isService: true })).kind).toBe("signed-in")
  expect((await begin({})).kind).toBe("enroll")
  expect((await begin({ isAdmin: true })).kind).toBe("enroll")
})

test("an enrollment that was begun before the forced logout is finished after it", async () => {
  const { muster, clock, begin, verifiedTicket } = openWorld()
  const { assurance } = expectKind(await begin(), "signed-in")
  await muster.accounts.enable({ ...call, forcedLogout })
  clock.set("2026-12-03T23:50:00Z")
  const ticket = await verifiedTicket()
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  clock.set("2026-12-04T00:00:00Z")
  expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  const code = authenticator(otpauthUri, clock).code()
  const { next } = expectKind(await muster.enrollment.confirm({ ticket, code }), "enrolled")
  const session = expectKind(next, "signed-in")
  expect((await muster.sessions.check(session)).kind).toBe("continue")
})

test("an enrollment that is left unfinished leaves its user signed out", async () => {
  const { muster, clock, begin, verifiedTicket } = openWorld()
  const { assurance } = expectKind(await begin(), "signed-in")
  await muster.accounts.enable({ ...call, forcedLogout })
  clock.set("2026-12-03T23:50:00Z")
  await verifiedTicket()
  clock.set("2026-12-04T02:00:00Z")
  expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  expect((await begin()).kind).toBe("enroll")
})

test("somebody whose session is over enrolls by the ticket alone, so that no redirect can run in a circle", async () => {
  const { muster, begin, sendCode } = openWorld()
  const { assurance } = expectKind(await begin(), "signed-in")
  await muster.accounts.enable({ ...call, forcedLogout: "now" })
  expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  const { ticket } = expectKind(await begin(), "enroll")
  const code = await sendCode(ticket, ann.email)
  expect((await muster.enrollment.verifyEmailCode({ ticket, code })).kind).toBe("email-verified")
})

test("each session of a user ends or drains by what runs in it", async () => {
  const { muster, clock, begin } = openWorld()
  const [busy, idle] = [expectKind(await begin(), "signed-in"), expectKind(await begin(), "signed-in")]
  const activity = { id: "call-1", startedAt: clock.now() }
  await muster.accounts.enable({ ...call, forcedLogout })
  clock.set("2026-12-04T00:00:00Z")
  expect((await muster.sessions.check({ ...busy, activity })).kind).toBe("drain")
  expect((await muster.sessions.check(idle)).kind).toBe("logout")
})

test("an activity that reconnects after the forced logout drains on, and one that begins then does not", async () => {
  const { muster, clock, begin } = openWorld()
  const session = expectKind(await begin(), "signed-in")
  const activity = { id: "call-1", startedAt: clock.now() }
  await muster.accounts.enable({ ...call, forcedLogout })
  clock.set("2026-12-04T00:10:00Z")
  expect((await muster.sessions.check({ ...session, activity })).kind).toBe("drain")
  const another = { id: "call-2", startedAt: clock.now() }
  expect((await muster.sessions.check({ ...session, activity: another })).kind).toBe("logout")
})

test("a capped drain ends with the cap", async () => {
  const { muster, clock, begin } = openWorld({ defaults: { maxDrainHours: 2 } })
  const session = expectKind(await begin(), "signed-in")
  const activity = { id: "call-1", startedAt: clock.now() }
  await muster.accounts.enable({ ...call, forcedLogout: "now" })
  expect(await muster.sessions.check({ ...session, activity })).toMatchObject({ kind: "logout" })
  const earlier = { ...activity, startedAt: clock.now() - 1 }
  expect(await muster.sessions.check({ ...session, activity: earlier })).toMatchObject({
    kind: "drain",
    drainEndsAt: clock.now() + 7_200_000,
  })
  clock.advance({ hours: 2 })
  expect((await muster.sessions.check({ ...session, activity: earlier })).kind).toBe("logout")
})
