import { expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, ann, openWorld, system } from "../../test/world.js"
import { expectKind } from "../index.js"

const call = { accountId, actor: system }
const hour = 3_600_000

function withPeople(...users: Parameters<typeof directoryUser>[]) {
  return openWorld({ directory: directoryOf(users.map((user) => directoryUser(...user))).directory })
}

test("a preview counts who would have to enroll, and how long passwords alone would do", async () => {
  const { muster, clock } = withPeople(["ann", { isAdmin: true }], ["bob"], ["robot", { isService: true }])
  const forcedLogout = { date: "2026-11-26", timeZone: "UTC" }
  const preview = expectKind(await muster.accounts.preview({ ...call, forcedLogout }), "preview")
  expect(preview.people).toMatchObject({ total: 3, notEnrolled: 2, service: 1, admins: 1, countedAt: clock.now() })
  expect(preview.exposureUserHours).toBe((2 * (Date.UTC(2026, 10, 26) - clock.now())) / hour)
  expect(preview.exposureByDate).toHaveLength(15)
  expect(preview.exposureByDate[0]).toMatchObject({ date: "2026-11-24", userHours: 0 })
  expect(preview.peopleWarnings.map(({ code }) => code)).toEqual(["admins-not-enrolled", "only-one-admin"])
})

test("a preview without a directory says that nobody was counted", async () => {
  const { muster } = openWorld()
  const preview = expectKind(await muster.accounts.preview(call), "preview")
  expect([preview.people, preview.exposureUserHours, preview.exposureByDate]).toEqual([null, null, []])
  expect(preview.peopleWarnings.map(({ code }) => code)).toEqual(["directory-missing"])
})

test("an account in which nobody could enroll is not switched on, unless an admin insists", async () => {
  const { muster } = withPeople(["ann", { email: null }], ["bob", { email: null }], ["robot", { isService: true }])
  const refused = expectKind(await muster.accounts.enable(call), "refused")
  expect(refused.reasons).toMatchObject([{ code: "nobody-can-enroll", params: { users: 2 } }])
  expect(await muster.accounts.preview(call)).toMatchObject({ kind: "preview", refusals: refused.reasons })
  const override = { reason: "addresses are imported tonight" }
  expect(await muster.accounts.enable({ ...call, override })).toMatchObject({ kind: "enabled" })
})

test("an admin who could not sign in again is not let to switch it on, not even by insisting", async () => {
  const { muster, begin } = withPeople(["ann", { isAdmin: true, email: null }], ["bob"])
  const { assurance } = expectKind(await begin({ id: "ann", email: null }), "signed-in")
  const override = { reason: "sure" }
  const answer = await muster.accounts.enable({ accountId, actor: { assurance }, override })
  expect(expectKind(answer, "refused").reasons.map(({ code }) => code)).toEqual(["acting-admin-cannot-enroll"])
  expect((await muster.accounts.enable({ ...call, override })).kind).toBe("enabled")
})

test("users of a stage are bound from its date on, in their sign-ins and in their sessions", async () => {
  const { muster, clock, begin } = openWorld()
  const bob = { id: "bob", email: "bob@acme.example" }
  const inStage = expectKind(await begin(), "signed-in").assurance
  const inNone = expectKind(await begin(bob), "signed-in").assurance
  const begins = { date: "2026-12-01", timeZone: "UTC" }
  const forcedLogout = { date: "2026-11-26", timeZone: "UTC" }
  const enabled = await muster.accounts.enable({ ...call, forcedLogout, stages: [{ begins, userIds: [ann.id] }] })
  expect(enabled).toMatchObject({ kind: "enabled", status: { twoFactor: { stages: [{ begins, userIds: [ann.id] }] } } })

  expect((await begin(bob)).kind).toBe("enroll")
  expect(await begin()).toMatchObject({ kind: "signed-in", reasons: [{ code: "stage-not-begun" }] })
  clock.set("2026-11-26T00:00:00Z")
  expect((await muster.sessions.check({ assurance: inNone })).kind).toBe("logout")
  expect(await muster.sessions.check({ assurance: inStage })).toMatchObject({
    kind: "continue",
    nextChangeAt: Date.UTC(2026, 11, 1),
    mustEndBy: Date.UTC(2026, 11, 1),
  })
  clock.set("2026-12-01T00:00:00Z")
  expect((await muster.sessions.check({ assurance: inStage })).kind).toBe("logout")
  expect((await begin()).kind).toBe("enroll")
})

test("a device group's stage binds by the group that the host names, and not by one that the client claims", async () => {
  const { muster } = openWorld()
  const stages = [{ begins: { date: "2026-12-01", timeZone: "UTC" }, deviceGroupIds: ["field"] }]
  await muster.accounts.enable({ ...call, stages })
  const begin = (user: object, client: object = {}) =>
    muster.signIn.begin({
      accountId,
      user: { ...ann, ...user },
      client: { platform: "web", ...client },
      primary: "password",
    })
  expect((await begin({ deviceGroupId: "field" })).kind).toBe("signed-in")
  expect((await begin({}, { deviceGroupId: "field" })).kind).toBe("enroll")
})

test("a stage beyond the fourteen days, and stages too large to keep, are refused", async () => {
  const { muster } = openWorld()
  const begins = { date: "2026-12-09", timeZone: "UTC" }
  const late = await muster.accounts.enable({ ...call, stages: [{ begins, userIds: ["ann"] }] })
  expect(expectKind(late, "refused").reasons).toMatchObject([
    { code: "date-too-late", params: { lastDate: "2026-12-08" }, source: { kind: "stage", index: 0 } },
  ])
  const many = Array.from({ length: 100 }, (_, index) => `user-${index}-${"x".repeat(60)}`)
  await expect(muster.accounts.enable({ ...call, stages: [{ begins, userIds: many }] })).rejects.toMatchObject({
    code: "ERR_INVALID_INPUT",
    field: "stages",
  })
})

test("two-factor that is switched off and on again says so, and its fourteen days begin again", async () => {
  const { muster, clock, enable } = openWorld()
  await enable()
  const disabled = await muster.accounts.disable({ ...call, reason: "a mistake" })
  expect(disabled).toMatchObject({ kind: "disabled", status: { twoFactor: { kind: "off" } } })
  clock.advance({ days: 2 })
  const again = await enable()
  expect(again.warnings.map(({ code }) => code)).toContain("window-restarted")
  expect(again.status).toMatchObject({ twoFactor: { lastDate: "2026-12-10" } })
  const { items } = await muster.accounts.events({ accountId })
  expect(items.map(({ kind, reason }) => [kind, reason])).toEqual([
    ["two-factor-enabled", null],
    ["two-factor-disabled", "a mistake"],
    ["two-factor-enabled", null],
  ])
})

test("switching off needs a fresh second factor and a reason, and leaves factors asked for", async () => {
  const { muster, clock, begin, enable, enrollUser } = openWorld()
  const password = expectKind(await begin({ id: "bob", email: "bob@acme.example" }), "signed-in").assurance
  await enable()
  const { enrolled } = await enrollUser()
  const { assurance } = expectKind(enrolled.next, "signed-in")
  const disable = (actor: typeof assurance) =>
    muster.accounts.disable({ accountId, actor: { assurance: actor }, reason: "no longer needed" })
  expect((await disable(password)).kind).toBe("proof-needed")
  clock.advance({ minutes: 15 })
  expect(await disable(assurance)).toEqual({ kind: "proof-needed", accepts: ["fresh-sign-in"] })
  await expect(muster.accounts.disable({ ...call, reason: " " })).rejects.toMatchObject({ field: "reason" })
  expect((await muster.accounts.disable({ ...call, reason: "no longer needed" })).kind).toBe("disabled")
  expect((await begin()).kind).toBe("challenge")
  const again = await muster.accounts.disable({ ...call, reason: "once more" })
  expect(expectKind(again, "refused").reasons[0].code).toBe("not-enabled")
})

test("the timeline tells what time alone will bring", async () => {
  const { muster, clock } = openWorld({
    builds: {
      minimum: "v4.3 b1575",
      catalogue: [
        { build: "v4.3 b1575", availableFrom: 0, defaultFrom: 0 },
        { build: "v4.4 b1600", availableFrom: 0, defaultFrom: Date.UTC(2026, 10, 30) },
      ],
    },
  })
  const group = { id: "a", name: "a", parentId: null, updates: { mode: "inherit" } } as const
  await muster.deviceGroups.change({ ...call, change: { kind: "put", groups: [group] } })
  const stages = [{ begins: { date: "2026-12-01", timeZone: "UTC" }, userIds: ["ann"] }]
  await muster.accounts.enable({ ...call, forcedLogout: { date: "2026-12-04", timeZone: "UTC" }, stages })
  const entries = await muster.accounts.timeline({ accountId, until: clock.now() + 30 * 24 * hour })
  expect(entries.map(({ at, reasons }) => [new Date(at).toISOString().slice(0, 10), reasons[0].code])).toEqual([
    ["2026-11-30", "newest-default-changes"],
    ["2026-12-01", "stage-begins"],
    ["2026-12-04", "forced-logout"],
  ])
})
