import { expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, ann, openWorld, system } from "../../test/world.js"
import { expectKind, parseAssurance } from "../index.js"

const day = 86_400_000
const { directory } = directoryOf([directoryUser("ada", { isAdmin: true }), directoryUser("ann")])
const input = { accountId, userId: "ann", actor: system, reason: "no phone until Monday" }

async function openAccount({
  enabled = true,
  ...options
}: Parameters<typeof openWorld>[0] & { enabled?: boolean } = {}) {
  const world = openWorld({ directory, ...options })
  if (enabled) await world.enable()
  const exempt = (until: number | null, userId = "ann") => world.muster.users.exempt({ ...input, userId, until })
  return { ...world, exempt, now: world.clock.now() }
}

test("an exempt user signs in without enrolling until the end, and enrolls from then on", async () => {
  const { clock, now, begin, exempt } = await openAccount()
  expect(await exempt(now + day)).toEqual({ kind: "exempted", until: now + day })
  expect(await begin()).toMatchObject({
    kind: "signed-in",
    reasons: [{ code: "exempt", params: { until: now + day } }],
  })
  clock.set(now + day - 1)
  expect((await begin()).kind).toBe("signed-in")
  clock.set(now + day)
  expect((await begin()).kind).toBe("enroll")
})

test("an exemption never skips a challenge", async () => {
  const { now, begin, enrollUser, exempt } = await openAccount()
  await enrollUser()
  await exempt(now + day)
  expect((await begin()).kind).toBe("challenge")
})

test("an exemption puts the forced logout off to its end, for a session from before enabling too", async () => {
  const { muster, clock, begin, exempt, enable } = await openAccount({ enabled: false })
  const old = expectKind(await begin(), "signed-in")
  clock.advance({ seconds: 1 })
  await enable()
  const now = clock.now()
  await exempt(now + day)
  clock.advance({ seconds: 1 })
  const { assurance } = expectKind(await begin(), "signed-in")
  await muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout: "now" })
  for (const session of [old, { assurance }]) {
    clock.set(now + day - 1)
    expect((await muster.sessions.check(session)).kind).toBe("continue")
    clock.set(now + day)
    expect((await muster.sessions.check(session)).kind).toBe("logout")
  }
})

test("a session that began under an exemption ends with it where there is no date, kept in JSON or not", async () => {
  const { muster, clock, now, begin, exempt } = await openAccount()
  await exempt(now + day)
  const { assurance } = expectKind(await begin(), "signed-in")
  const kept = parseAssurance(JSON.parse(JSON.stringify(assurance)))
  clock.set(now + day - 1)
  await exempt(now + 2 * day)
  for (const session of [assurance, kept]) {
    clock.set(now + day - 1)
    expect(await muster.sessions.check({ assurance: session })).toMatchObject({
      kind: "continue",
      mustEndBy: now + day,
    })
    clock.set(now + day)
    expect(await muster.sessions.check({ assurance: session })).toMatchObject({
      kind: "logout",
      reasons: [{ code: "excuse-over" }],
    })
  }
  expect((await begin()).kind).toBe("signed-in")
})

test("an exemption that is granted after the forced logout brings back no session, and lets the user sign in", async () => {
  const { muster, clock, begin, exempt, enable } = await openAccount({ enabled: false })
  const { assurance } = expectKind(await begin(), "signed-in")
  clock.advance({ seconds: 1 })
  await enable()
  await muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout: "now" })
  clock.advance({ seconds: 1 })
  await exempt(clock.now() + day)
  expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  expect((await muster.sessions.check(expectKind(await begin(), "signed-in"))).kind).toBe("continue")
})

test("an exemption that is ended ends at once", async () => {
  const { muster, now, begin, exempt } = await openAccount()
  await exempt(now + day)
  expect(await exempt(null)).toEqual({ kind: "exempted", until: null })
  expect((await begin()).kind).toBe("enroll")
  const kinds = (await muster.accounts.events({ accountId, userId: "ann" })).items.map(({ kind }) => kind)
  expect(kinds).toEqual(["exemption-ended", "exempted"])
})

test("an exemption is in the audit log with its end, who granted it and why; the record keeps no reason", async () => {
  const { muster, store, now, exempt } = await openAccount()
  await exempt(now + day)
  const [event] = (await muster.accounts.events({ accountId, userId: "ann" })).items
  expect(event).toMatchObject({
    kind: "exempted",
    actor: system,
    reason: input.reason,
    before: { until: null },
    after: { until: now + day },
  })
  const { user } = await store.loadUser({ accountId, userId: "ann" })
  expect(JSON.parse(user?.value.json ?? "{}").exemption).toEqual({
    grantedAt: now,
    until: now + day,
    grantedBy: system,
  })
})

test("the same exemption again writes nothing", async () => {
  const { store, now, exempt } = await openAccount()
  await exempt(now + day)
  const before = await store.loadUser({ accountId, userId: "ann" })
  expect(await exempt(now + day)).toEqual({ kind: "exempted", until: now + day })
  expect((await store.loadUser({ accountId, userId: "ann" })).user).toEqual(before.user)
  expect((await store.listEvents({ accountId, userId: "ann" })).items).toHaveLength(1)
})

test("an exemption lasts 90 days at most and does not begin in the past, and the refusal names the dates of the account's zone", async () => {
  const { muster, now, exempt } = await openAccount()
  await muster.accounts.configure({ accountId, actor: system, settings: { timeZone: "Pacific/Auckland" } })
  expect((await exempt(now + 90 * day)).kind).toBe("exempted")
  expect(await exempt(now + 90 * day + 1)).toMatchObject({
    kind: "refused",
    reasons: [{ code: "date-too-late", params: { lastDate: "2027-02-22" } }],
  })
  expect(await exempt(now)).toMatchObject({
    kind: "refused",
    reasons: [{ code: "date-in-past", params: { firstDate: "2026-11-25" } }],
  })
})

test("an id that the directory does not know is not exempted", async () => {
  const { now, exempt } = await openAccount()
  expect(await exempt(now + day, "nobody")).toMatchObject({ kind: "refused", reasons: [{ code: "user-unknown" }] })
})

test("without a directory somebody may be exempted before Muster has heard of them", async () => {
  const { now, begin, exempt } = await openAccount({ directory: undefined })
  await exempt(now + day)
  expect((await begin(ann)).kind).toBe("signed-in")
})

test.each([Number.NaN, 1.5, Number.POSITIVE_INFINITY, "tomorrow", undefined])(
  "an end that is no instant is the caller's fault: %s",
  async (until) => {
    const { exempt } = await openAccount()
    await expect(exempt(until as number)).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "until" })
  },
)
