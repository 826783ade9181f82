import { describe, expect, it } from "vitest"
import { stage } from "../../test/arbitraries.js"
import { type ScheduleStagesInput, scheduleStages } from "./schedule-stages.js"

const at = (iso: string) => Date.parse(iso)
const enabledAt = at("2026-11-24T09:00:00Z")
const utc = (date: string) => ({ date, timeZone: "UTC" })
const schedule = (stages: unknown, change: Partial<ScheduleStagesInput> = {}) =>
  scheduleStages({ stages: stages as never, enabledAt, now: enabledAt, earlier: [], ...change })
const beginsAt = (begins: object, change: Partial<ScheduleStagesInput> = {}) => {
  const answer = schedule([{ begins }], change)
  return answer.kind === "scheduled" ? answer.stages[0]?.beginsAt : answer.reasons[0]
}
const refusal = (code: string, params: object, index = 0) => ({ code, params, source: { kind: "stage", index } })

describe("scheduleStages", () => {
  it("takes a date for its first instant in the zone that it names", () => {
    const begins = { date: "2026-12-01", timeZone: "Europe/Berlin" }
    expect(schedule([{ begins, deviceGroupIds: ["berlin"], userIds: ["ann", "bob"] }])).toEqual({
      kind: "scheduled",
      stages: [
        {
          begins,
          beginsAt: at("2026-11-30T23:00:00Z"),
          scheduledAt: enabledAt,
          deviceGroupIds: ["berlin"],
          userIds: ["ann", "bob"],
        },
      ],
    })
  })

  it("takes no stages for none", () => {
    expect(schedule([])).toEqual({ kind: "scheduled", stages: [] })
  })

  it("begins today's stage now", () => {
    expect(beginsAt(utc("2026-11-24"))).toBe(enabledAt)
    const later = at("2026-11-26T15:00:00Z")
    expect(beginsAt(utc("2026-11-26"), { now: later })).toBe(later)
  })

  it("allows the 14th day after enabling and not the 15th, whenever it is asked", () => {
    for (const now of [enabledAt, at("2026-12-03T00:00:00Z"), at("2026-12-08T12:00:00Z")]) {
      expect(beginsAt(utc("2026-12-08"), { now })).toBe(Math.max(now, at("2026-12-08T00:00:00Z")))
      expect(beginsAt(utc("2026-12-09"), { now })).toEqual(refusal("date-too-late", { lastDate: "2026-12-08" }))
    }
  })

  it("allows no new date once the 14 days are over, not even today", () => {
    const now = at("2026-12-09T00:00:00Z")
    expect(beginsAt(utc("2026-12-09"), { now })).toEqual(refusal("date-too-late", { lastDate: "2026-12-08" }))
  })

  it("counts the days on the calendar of the zone", () => {
    const kiritimati = (date: string) => ({ date, timeZone: "Pacific/Kiritimati" })
    const evening = at("2026-11-24T11:00:00Z")
    const change = { enabledAt: evening, now: evening }
    // It is 01:00 on the 25th there.
    expect(beginsAt(kiritimati("2026-12-09"), change)).toBe(at("2026-12-08T10:00:00Z"))
    expect(beginsAt(kiritimati("2026-11-24"), change)).toEqual(refusal("date-in-past", { firstDate: "2026-11-25" }))
  })

  it("refuses a date that is over, unless a stage had it before", () => {
    const now = at("2026-12-02T09:00:00Z")
    const over = refusal("date-in-past", { firstDate: "2026-12-02" })
    expect(beginsAt(utc("2026-12-01"), { now })).toEqual(over)
    const earlier = [stage(at("2026-11-30T00:00:00Z"), {}), stage(at("2026-12-01T10:00:00Z"), { userIds: ["ann"] })]
    expect(beginsAt(utc("2026-12-01"), { now, earlier })).toBe(at("2026-12-01T10:00:00Z"))
    // A zone by another of its names is the same zone.
    expect(beginsAt({ ...utc("2026-12-01"), timeZone: "Etc/UTC" }, { now, earlier })).toBe(at("2026-12-01T10:00:00Z"))
    expect(beginsAt({ ...utc("2026-12-01"), timeZone: "Europe/Berlin" }, { now, earlier })).toEqual(over)
  })

  it("takes no date before the day of enabling, also when the clock shows one", () => {
    const now = enabledAt - 24 * 3_600_000
    expect(beginsAt(utc("2026-11-23"), { now })).toEqual(refusal("date-in-past", { firstDate: "2026-11-24" }))
    expect(beginsAt(utc("2026-11-24"), { now })).toBe(at("2026-11-24T00:00:00Z"))
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15])("counts nothing from a clock that shows %d", (clock) => {
    const reasons = [{ code: "clock-unreadable", params: {}, source: { kind: "product" } }]
    for (const change of [{ now: clock }, { enabledAt: clock }]) {
      expect(schedule([], change)).toEqual({ kind: "refused", reasons })
    }
  })

  it("keeps each id once, and of a stage nothing else", () => {
    const given = { begins: { ...utc("2026-12-01"), note: 1 }, userIds: ["b", "a", "b"], note: "from a form" }
    expect(schedule([given])).toEqual({
      kind: "scheduled",
      stages: [{ ...stage(at("2026-12-01T00:00:00Z"), { userIds: ["b", "a"] }), scheduledAt: enabledAt }],
    })
  })

  it("names every stage that is wrong, by its position", () => {
    const stages = [
      { begins: utc("2026-12-01") },
      { begins: utc("2026-11-31") },
      { begins: { date: "2026-12-01", timeZone: "Mars/Olympus" } },
      { begins: utc("2026-11-23") },
    ]
    expect(schedule(stages)).toEqual({
      kind: "refused",
      reasons: [
        refusal("date-malformed", {}, 1),
        refusal("time-zone-unknown", { timeZone: "Mars/Olympus" }, 2),
        refusal("date-in-past", { firstDate: "2026-11-24" }, 3),
      ],
    })
  })

  it("takes 20 stages and not 21", () => {
    const stages = Array.from({ length: 21 }, () => ({ begins: utc("2026-12-01") }))
    expect(schedule(stages.slice(1))).toMatchObject({ kind: "scheduled" })
    const source = { kind: "account" }
    expect(schedule(stages)).toEqual({
      kind: "refused",
      reasons: [{ code: "too-many-stages", params: { max: 20 }, source }],
    })
  })

  it("takes 1,000 ids in a stage and not 1,001, users and groups together, each counted once", () => {
    const ids = (count: number) => Array.from({ length: count }, (_, index) => `id${index}`)
    const stageOf = (users: number, groups: number) => ({
      begins: utc("2026-12-01"),
      userIds: [...ids(users), ...ids(users)],
      deviceGroupIds: ids(groups),
    })
    expect(schedule([stageOf(999, 1)])).toMatchObject({ kind: "scheduled" })
    for (const large of [stageOf(1_000, 1), stageOf(0, 1_001)]) {
      expect(schedule([stageOf(1, 1), large])).toEqual({
        kind: "refused",
        reasons: [refusal("stage-too-large", { max: 1_000 }, 1)],
      })
    }
  })

  it.each([undefined, null, {}, "stages", 3])("refuses what is no list of stages: %j", (stages) => {
    const reasons = [{ code: "stage-malformed", params: {}, source: { kind: "account" } }]
    expect(schedule(stages)).toEqual({ kind: "refused", reasons })
  })

  const begins = utc("2026-12-01")
  it.each([
    null,
    undefined,
    "2026-12-01",
    { begins, userIds: "ann" },
    { begins, userIds: null },
    { begins, userIds: [1] },
    { begins, deviceGroupIds: {} },
    { begins, deviceGroupIds: ["berlin", undefined] },
    // biome-ignore lint/suspicious/noSparseArray: a list out of a program may have holes
    { begins, deviceGroupIds: [, "berlin"] },
  ])("refuses what is no stage: %j", (given) => {
    expect(schedule([given])).toEqual({ kind: "refused", reasons: [refusal("stage-malformed", {})] })
  })

  it.each([
    {},
    { begins: null },
    { begins: "now" },
    { begins: { ...begins, date: 20261201 } },
    Object.create({ begins }),
  ])("refuses a stage that begins at no date: %j", (given) => {
    expect(schedule([given])).toEqual({ kind: "refused", reasons: [refusal("date-malformed", {})] })
  })
})
