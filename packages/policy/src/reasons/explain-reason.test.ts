import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { v42, v43 } from "../../test/groups.js"
import { explainReason } from "./explain-reason.js"
import type { Reason, ReasonCode, ReasonParams, Source } from "./reason.js"

const account: Source = { kind: "account" }
const group = (groupId: string, ...path: string[]): Source => ({ kind: "group", groupId, path: [...path, groupId] })

/** An example of each code; a code without one does not compile. */
const examples: { readonly [C in ReasonCode]: ReasonParams[C] } = {
  "group-below-minimum": { groupId: "berlin", effective: v42, minimum: v43 },
  "group-parent-missing": { groupId: "berlin", parentId: "emea" },
  "group-cycle": { path: ["a", "b", "a"] },
  "group-duplicate": { groupId: "berlin" },
  "group-unknown": { groupId: "berlin" },
  "pin-unknown": { build: "v9 b9" },
  "pin-withdrawn": { pinned: v43, effective: v42 },
  "minimum-unreachable": { newestDefault: v42, minimum: v43 },
  "newest-default-unknown": {},
  "no-device-groups": {},
  "build-below-minimum": { build: v42, minimum: v43 },
  "build-unknown": { minimum: v43 },
  "date-malformed": {},
  "date-in-past": { firstDate: "2026-11-24" },
  "date-too-late": { lastDate: "2026-12-08" },
  "time-zone-unknown": { timeZone: "Mars/Olympus" },
  "forced-logout-fired": { at: noon },
  "short-notice": { hours: 3 },
  "unbounded-deferral": {},
  "not-enabled": {},
  "changed-meanwhile": { version: 7 },
  "two-factor-off": {},
  "required-by-account": { enabledAt: noon },
  "acting-admin-not-enrolled": {},
  "second-factor-needed": {},
  exempt: { until: noon },
  "service-user": {},
  "sso-user": {},
  "factor-active": {},
  "signed-in-before-enablement": { enabledAt: noon },
  "forced-logout": { at: noon },
  "activity-running": { since: noon },
  "epoch-raised": { by: "reset" },
  "assurance-missing": {},
  "assurance-invalid": {},
}
const detail = <C extends ReasonCode>(code: C, params: ReasonParams[C], source: Source = account) =>
  explainReason({ code, params, source } as Reason).detail

describe("explainReason", () => {
  it.each(Object.entries(examples))("says %s in whole sentences", (code, params) => {
    const { title, detail } = explainReason({ code, params, source: account } as Reason)
    expect(title).toMatch(/^[A-Z][^.]+[^.]$/)
    expect(detail).toMatch(/^["A-Z].*\.$/s)
    expect(detail).not.toMatch(/undefined|NaN|\[object/)
  })

  it("names what is below, what is needed and where the setting comes from", () => {
    const { params } = { params: examples["group-below-minimum"] }
    const text = (origin: string) =>
      `Device group "berlin" is set to v4.2 b1400${origin}; v4.3 b1575 or later is needed.`
    expect(detail("group-below-minimum", params, account)).toBe(text(" by the account's setting"))
    expect(detail("group-below-minimum", params, group("berlin"))).toBe(text(""))
    expect(detail("group-below-minimum", params, group("emea", "berlin"))).toBe(text(' by the setting of group "emea"'))
  })

  it("names whose pin it is", () => {
    expect(detail("pin-unknown", { build: "v9 b9" }, group("berlin"))).toMatch(/^Device group "berlin" is set/)
    expect(detail("pin-unknown", { build: "v9 b9" })).toMatch(/^The account is set/)
  })

  it("shows the beginning of a long circle", () => {
    const path = Array.from({ length: 1000 }, (_, index) => `g${index}`)
    expect(detail("group-cycle", { path })).toContain("g0, g1, g2, g3, g4, g5, g6, g7, g8, …")
  })

  it("writes instants in UTC, and does not fail on what is none", () => {
    expect(detail("forced-logout-fired", { at: noon })).toContain("2026-11-24 12:00 UTC")
    expect(detail("exempt", { until: Number.POSITIVE_INFINITY })).toContain("an unknown time")
  })

  it("counts hours as people do", () => {
    expect([0, 1, 2].map((hours) => detail("short-notice", { hours }))).toEqual([
      expect.stringContaining("within the hour"),
      expect.stringContaining("in 1 hour."),
      expect.stringContaining("in 2 hours."),
    ])
  })
})
