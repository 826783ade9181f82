import { describe, expect, it } from "vitest"
import { day } from "../../test/arbitraries.js"
import { newAccountRules } from "./account-rules.js"
import { type EnableTwoFactorInput, enableTwoFactor } from "./enablement.js"
import type { Stage } from "./stage.js"

const now = Date.parse("2026-11-24T09:00:00Z")
const utc = (date: string) => ({ date, timeZone: "UTC" })
const midnight = (date: string) => Date.parse(`${date}T00:00:00Z`)
const berlin: Stage = { begins: utc("2026-12-01"), deviceGroupIds: ["berlin"] }
const bob: Stage = { begins: utc("2026-12-04"), userIds: ["bob", "cem"] }

const input: EnableTwoFactorInput = {
  account: newAccountRules(),
  readiness: { kind: "ready", warnings: [] },
  people: { kind: "unknown" },
  forcedLogout: utc("2026-11-30"),
  enablementId: "e1",
  by: { userId: "ada" },
  actingAdmin: "enrolled",
  override: false,
  now,
}
const enable = (change: Partial<EnableTwoFactorInput>) => enableTwoFactor({ ...input, ...change })
const enabled = (change: Partial<EnableTwoFactorInput>) => {
  const answer = enable(change)
  if (answer.kind === "refused" || answer.account.twoFactor.kind === "off") throw new Error(JSON.stringify(answer))
  const { account, changed } = answer
  return { account, changed, stages: answer.account.twoFactor.stages }
}
const kept = {
  berlin: {
    begins: utc("2026-12-01"),
    beginsAt: midnight("2026-12-01"),
    scheduledAt: now,
    deviceGroupIds: ["berlin"],
    userIds: [],
  },
  bob: {
    begins: utc("2026-12-04"),
    beginsAt: midnight("2026-12-04"),
    scheduledAt: now,
    deviceGroupIds: [],
    userIds: ["bob", "cem"],
  },
}

describe("the stages of an enablement", () => {
  it("are none unless they are given", () => {
    expect(enabled({}).stages).toEqual([])
    expect(enabled({ stages: [berlin, bob] }).stages).toEqual([kept.berlin, kept.bob])
  })

  it("may not begin later than 14 days after enabling", () => {
    expect(enabled({ stages: [{ begins: utc("2026-12-08") }] }).stages).toHaveLength(1)
    expect(enable({ stages: [berlin, { begins: utc("2026-12-09") }] })).toEqual({
      kind: "refused",
      reasons: [{ code: "date-too-late", params: { lastDate: "2026-12-08" }, source: { kind: "stage", index: 1 } }],
    })
  })
})

describe("enabling again", () => {
  const { account } = enabled({ stages: [berlin, bob] })
  const later = now + 3 * day

  it("with the same stages changes nothing, also when they have begun, and whatever the order of their ids", () => {
    const inEtc = { ...berlin, begins: { ...berlin.begins, timeZone: "Etc/UTC" } }
    const same = [inEtc, { ...bob, userIds: ["cem", "bob", "cem"] }]
    for (const at of [later, midnight("2026-12-01"), midnight("2027-03-01")]) {
      const answer = enabled({ account, stages: same, now: at })
      expect(answer.changed).toBe(false)
      expect(answer.account).toBe(account)
    }
  })

  it("with other stages says of each that was made another one since when, and of the others nothing", () => {
    const since = (stages: readonly Stage[]) =>
      enabled({ account, stages, now: later }).stages.map(({ scheduledAt }) => scheduledAt)
    expect(since([berlin, { ...bob, userIds: ["bob"] }])).toEqual([now, later])
    expect(since([{ ...berlin, begins: utc("2026-12-03") }, bob])).toEqual([later, now])
    expect(since([bob, berlin])).toEqual([now, now])
  })

  it("without stages leaves them, also when the date changes", () => {
    expect(enabled({ account, now: later })).toMatchObject({ changed: false })
    const moved = enabled({ account, forcedLogout: utc("2026-12-02"), now: later })
    expect(moved).toMatchObject({ changed: true, stages: [kept.berlin, kept.bob] })
  })

  it.each([
    ["another date", [{ ...berlin, begins: utc("2026-12-02") }, bob]],
    ["another zone", [{ ...berlin, begins: { ...berlin.begins, timeZone: "Europe/Berlin" } }, bob]],
    ["another group", [{ ...berlin, deviceGroupIds: ["paris"] }, bob]],
    ["one group more", [{ ...berlin, deviceGroupIds: ["berlin", "paris"] }, bob]],
    ["another user", [berlin, { ...bob, userIds: ["bob", "dan"] }]],
    ["one user less", [berlin, { ...bob, userIds: ["bob"] }]],
    ["one stage less", [berlin]],
    ["one stage more", [berlin, bob, { begins: utc("2026-12-05") }]],
    ["no stages", []],
  ])("with %s replaces the stages of the same enablement", (_, stages) => {
    const answer = enabled({ account, stages, enablementId: "e2", now: later })
    expect(answer.changed).toBe(true)
    expect(answer.stages.map(({ begins }) => begins)).toEqual(stages.map(({ begins }) => begins))
    expect(answer.account.twoFactor).toMatchObject({ enablementId: "e1", enabledAt: now })
    expect(answer.account.enablements).toBe(1)
  })

  it("counts the 14 days of a stage from enabling, not from the edit", () => {
    const begins = (date: string) => enable({ account, stages: [{ ...bob, begins: utc(date) }], now: later })
    expect(begins("2026-12-08")).toMatchObject({ kind: "enabled" })
    expect(begins("2026-12-09")).toMatchObject({ reasons: [{ code: "date-too-late" }] })
  })

  it("reports the date and the stages that cannot be had together", () => {
    const answer = enable({ account, forcedLogout: utc("2027-01-01"), stages: [{ begins: utc("2027-01-02") }] })
    expect(answer).toMatchObject({
      kind: "refused",
      reasons: [{ source: { kind: "account" } }, { source: { kind: "stage", index: 0 } }],
    })
  })
})

describe("once the forced logout has come", () => {
  const { account } = enabled({ stages: [berlin, bob] })
  const fired = midnight("2026-11-30")
  const postponed = [berlin, { ...bob, begins: utc("2026-12-05") }]

  it("no stage may bind anybody later, since that would revive sessions", () => {
    expect(enabled({ account, stages: postponed, now: fired - 1 }).changed).toBe(true)
    expect(enable({ account, stages: postponed, now: fired })).toEqual({
      kind: "refused",
      reasons: [{ code: "forced-logout-fired", params: { at: fired }, source: { kind: "account" } }],
    })
    const joined = [{ ...berlin, userIds: ["dan"] }, bob]
    expect(enable({ account, stages: joined, now: fired })).toMatchObject({ kind: "refused" })
  })

  it("stages may still bind earlier, and end", () => {
    const earlier = [berlin, { ...bob, begins: utc("2026-12-03") }]
    expect(enabled({ account, stages: earlier, now: fired }).changed).toBe(true)
    expect(enabled({ account, stages: [], now: fired }).stages).toEqual([])
  })

  it("says so once, though date and stages are both too late to change", () => {
    const answer = enable({ account, stages: postponed, forcedLogout: null, now: fired })
    expect(answer).toMatchObject({ reasons: [{ code: "forced-logout-fired" }] })
    expect(answer.kind === "refused" && answer.reasons).toHaveLength(1)
  })

  it("a stage that cannot be read is what is refused", () => {
    expect(enable({ account, stages: [{} as never], now: fired })).toMatchObject({
      reasons: [{ code: "date-malformed", source: { kind: "stage", index: 0 } }],
    })
  })
})
