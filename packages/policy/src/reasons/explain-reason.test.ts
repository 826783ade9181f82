import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { v42, v43, v44 } from "../../test/groups.js"
import { sampleReasons } from "../../test/sample-reasons.js"
import { explainReason } from "./explain-reason.js"
import type { Reason, ReasonCode, ReasonParams, Source } from "./reason.js"
import { reasonTexts } from "./reason-texts.js"
import { textsOfAccount } from "./texts-of-account.js"
import { textsOfBuilds } from "./texts-of-builds.js"
import { textsOfDates } from "./texts-of-dates.js"
import { textsOfGroups } from "./texts-of-groups.js"
import { textsOfPeople } from "./texts-of-people.js"
import { textsOfSessions } from "./texts-of-sessions.js"

const account: Source = { kind: "account" }
const group = (groupId: string, ...path: string[]): Source => ({ kind: "group", groupId, path: [...path, groupId] })
const detail = <C extends ReasonCode>(code: C, params: ReasonParams[C], source: Source = account) =>
  explainReason({ code, params, source } as Reason).detail
/** What has come out of JSON. */
const foreign = (reason: unknown) => explainReason(reason as Reason)

describe("explainReason", () => {
  it.each(sampleReasons.map((reason) => [reason.code, reason] as const))(
    "says %s in two sentences at most",
    (_, reason) => {
      const { title, detail } = explainReason(reason)
      expect(title).toMatch(/^[A-Z][^.]+[^.]$/)
      expect(detail).toMatch(/^["A-Z\d].*\.$/s)
      expect(detail.match(/\.(?= |$)/g)?.length).toBeLessThanOrEqual(2)
    },
  )

  it("has every text in one place only", () => {
    const parts = [textsOfAccount, textsOfBuilds, textsOfDates, textsOfGroups, textsOfPeople, textsOfSessions]
    expect(parts.flatMap((part) => Object.keys(part)).toSorted()).toEqual(Object.keys(reasonTexts).toSorted())
    expect(sampleReasons.map(({ code }) => code).toSorted()).toEqual(Object.keys(reasonTexts).toSorted())
  })

  it("names what is below, what is needed and where the setting comes from", () => {
    const params = { groupId: "berlin", effective: v42, minimum: v43 }
    const text = (origin: string) =>
      `Device group "berlin" is set to v4.2 b1400${origin}; v4.3 b1575 or later is needed.`
    expect(detail("group-below-minimum", params, account)).toBe(text(" by the account's setting"))
    expect(detail("group-below-minimum", params, group("berlin"))).toBe(text(""))
    expect(detail("group-below-minimum", params, group("emea", "berlin"))).toBe(text(' by the setting of group "emea"'))
    expect(detail("group-below-minimum", params, { kind: "product" })).toBe(text(""))
  })

  it("names the feature that needs the minimum", () => {
    const minimum = { ...v44, neededFor: "9-digit codes" }
    expect(detail("account-below-minimum", { effective: v43, minimum })).toMatch(
      /; v4\.4 b1600 or later is needed for 9-digit codes\.$/,
    )
  })

  it("says that pre-releases do not count where one falls short, and only there", () => {
    const beta = { ...v44, preRelease: "beta" }
    const note = "Pre-releases do not count."
    for (const params of [
      { build: beta, minimum: v43 },
      { build: beta, minimum: { ...v43, allowPreRelease: false } },
    ]) {
      expect(detail("build-below-minimum", params)).toContain(note)
    }
    const allowed = { ...v44, allowPreRelease: true }
    expect(detail("build-below-minimum", { build: beta, minimum: allowed })).not.toContain(note)
    expect(detail("build-below-minimum", { build: v42, minimum: v43 })).not.toContain(note)
    expect(detail("build-below-minimum", { build: { ...v42, preRelease: undefined }, minimum: v43 })).not.toContain(
      note,
    )
  })

  it("names whose pin it is", () => {
    expect(detail("pin-unknown", { build: "v9 b9" }, group("berlin"))).toMatch(/^Device group "berlin" is set/)
    expect(detail("pin-unknown", { build: "v9 b9" })).toMatch(/^The account is set/)
  })

  it("says where frequent updates lead, from no build and to no build as well", () => {
    const said = (from: typeof v42 | null, to: typeof v42 | null) => detail("newest-default-changes", { from, to })
    expect(said(v42, v43)).toBe("Frequent updates move clients from v4.2 b1400 to v4.3 b1575.")
    expect(said(null, v43)).toBe("Frequent updates move clients to v4.3 b1575.")
    expect(said(v42, null)).toMatch(/^Frequent updates lead from v4\.2 b1400 to no build, since the vendor names no /)
    expect(said(null, null)).toMatch(/^Frequent updates lead to no build, since/)
  })

  it("says which stage a date is wrong for, counting from one", () => {
    const stage: Source = { kind: "stage", index: 1 }
    expect(detail("date-too-late", { lastDate: "2026-12-08" }, stage)).toMatch(/^For stage 2, choose a date no later/)
    expect(detail("date-too-late", { lastDate: "2026-12-08" })).toMatch(/^Choose a date no later than 2026-12-08\./)
    expect(detail("time-zone-unknown", { timeZone: "Mars" }, stage)).toMatch(/^For stage 2, "Mars" is not/)
    expect(detail("date-malformed", {}, { kind: "stage", index: 0 })).toMatch(/^For stage 1, enter a date/)
    for (const index of [Number.NaN, -1, -7, 0.5, 2 ** 53]) {
      expect(detail("date-malformed", {}, { kind: "stage", index })).toMatch(/^Enter a date/)
    }
  })

  it("says a circle of groups in 600 characters at most, whatever characters their ids are of", () => {
    for (const character of ["😀", "a", "ﷺ"]) {
      const said = detail("group-cycle", { path: Array.from({ length: 12 }, () => character.repeat(60)) })
      expect(said.length).toBeLessThanOrEqual(600)
      expect(said).not.toMatch(/\p{Cs}/u)
    }
  })

  it("says where in the list a device group cannot be read, counting from one", () => {
    expect(detail("updates-malformed", { position: 0 })).toMatch(/^Number 1 in the list of device groups is none /)
    expect(detail("updates-malformed", {})).toMatch(/^The account is set to build version updates that cannot be read/)
    for (const position of [-1, 0.5, "1", null, 2 ** 53]) {
      expect(foreign({ code: "updates-malformed", params: { position }, source: account }).detail).toMatch(
        /^The account is set/,
      )
    }
  })

  it("does not speak of the 14 days, and of now, where it is a user's exemption that ends", () => {
    const user: Source = { kind: "user" }
    expect(detail("date-in-past", { firstDate: "2026-11-24" })).toBe(
      "Choose no date before 2026-11-24, which means now.",
    )
    expect(detail("date-in-past", { firstDate: "2026-11-24" }, user)).toBe("Choose no date before 2026-11-24.")
    expect(detail("date-too-late", { lastDate: "2026-12-08" })).toMatch(/ Users have 14 days from the day/)
    expect(detail("date-too-late", { lastDate: "2026-12-08" }, user)).toMatch(/2026-12-08\. An exemption may not/)
  })

  it("counts as people do", () => {
    expect([0, 1, 2].map((hours) => detail("short-notice", { hours }))).toEqual([
      expect.stringContaining("within the hour."),
      expect.stringContaining("in 1 hour."),
      expect.stringContaining("in 2 hours."),
    ])
    expect([0, 1, 2].map((users) => detail("no-email", { users }))).toEqual([
      expect.stringMatching(/^0 users cannot/),
      expect.stringMatching(/^1 user cannot/),
      expect.stringMatching(/^2 users cannot/),
    ])
    expect(detail("no-email", { users: -1 })).toMatch(/^Some users cannot/)
    expect(detail("no-email", { users: Number.NaN })).toMatch(/^Some users cannot/)
  })
})

describe("explainReason where one reason is given in several places", () => {
  it("speaks of a forced logout in words that are true before and after it", () => {
    expect(detail("forced-logout", { at: noon })).toMatch(
      /^The forced logout of 2026-11-24 12:00 UTC ends the sessions/,
    )
  })

  it("speaks of a forced logout that has come as past, whether the date or a stage was to be changed", () => {
    expect(detail("forced-logout-fired", { at: noon })).toBe(
      "It came at 2026-11-24 12:00 UTC. Its date cannot be changed any more, and whom it bound cannot be bound later.",
    )
  })

  it("says that two-factor is off to whoever would switch it off as well", () => {
    expect(detail("not-enabled", {})).toBe("Two-factor is not on in this account, so there is nothing to change.")
  })

  it("counts enablements alike for the one that begins and for the one that runs", () => {
    expect(detail("window-restarted", { times: 2 })).toMatch(/ With this enablement, that is 2 times\.$/)
  })

  it("does not tell an app of unknown build to sign in again, since the account may let it in", () => {
    expect(detail("build-unknown", { minimum: v43 })).toMatch(/; v4\.3 b1575 or later is needed\. Update it\.$/)
  })

  it("does not promise that the next sign-in asks an admin whom a stage or an exemption excuses", () => {
    for (const said of [detail("acting-admin-not-enrolled", {}), detail("admins-not-enrolled", { admins: 2 })]) {
      expect(said).toMatch(/ at the first sign-in that asks for it\.$/)
    }
  })

  it("does not claim that an identity provider asks for a second factor", () => {
    expect(detail("sso-user", {})).toMatch(/, and two-factor is left to that\.$/)
  })

  it("says that users are locked out in words that are true before switching on and after it", () => {
    expect(detail("nobody-can-enroll", { users: 12 })).toMatch(/^Two-factor concerns 12 users, .* it locks them out\.$/)
    expect(detail("acting-admin-cannot-enroll", {})).toMatch(/Have one added, or two-factor locks you out\.$/)
  })
})

describe("explainReason for a reason of a newer server", () => {
  it("gives a general text for a code that it does not know, the names of built-in members included", () => {
    for (const code of ["two-factor-on-mars", "constructor", "__proto__", "toString"]) {
      expect(foreign({ code, params: {}, source: account }).detail).toBe(
        `The reason "${code}" is not known here. A newer version of this app may explain it.`,
      )
    }
    expect(foreign({ code: 7 }).detail).toMatch(/^The reason \(unknown\)/)
    expect(foreign(null).title).toBe("Another reason")
  })

  it("says what it can where a parameter or the source is missing or of another type", () => {
    expect(foreign({ code: "group-below-minimum" }).detail).toBe(
      "Device group (unknown) is set to an unknown build; an unknown build or later is needed.",
    )
    expect(foreign({ code: "exempt", params: null, source: 1 }).detail).toContain("until an unknown time")
    expect(foreign({ code: "date-in-past", params: { firstDate: 20261124 } }).detail).toContain("an unknown date")
    expect(foreign({ code: "epoch-raised", params: { by: "constructor" } }).detail).toBe(
      "Something about the sign-in of this user changed. Sign in again.",
    )
    expect(foreign({ code: "group-cycle", params: { path: "a" } }).detail).toContain("each other: (unknown).")
    expect(foreign({ code: "group-cycle", params: { path: ["a", 1] } }).detail).toContain("each other: a, (unknown).")
  })

  it("writes instants in UTC, and does not fail on what is none", () => {
    expect(detail("forced-logout-fired", { at: noon })).toContain("2026-11-24 12:00 UTC")
    for (const at of [Number.POSITIVE_INFINITY, Number.NaN, 8.64e15, -8.64e15]) {
      expect(detail("forced-logout-fired", { at })).toContain("at an unknown time.")
    }
    expect(detail("forced-logout-fired", { at: Date.parse("9999-12-31T23:59:59.999Z") })).toContain("9999-12-31 23:59")
  })
})
