import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { v42, v43 } from "../../test/groups.js"
import { sampleReason } from "../../test/sample-reasons.js"
import type { Blocked } from "../updates/readiness.js"
import type { SettingChange } from "../updates/remediation.js"
import type { Capability, SessionVerdict } from "../verdicts/session.js"
import { explainReason } from "./explain-reason.js"
import { explainVerdict, type Verdict } from "./explain-verdict.js"
import { createReason, type Reason, type Reasons, refuse } from "./reason.js"

const textOf = (code: Reason["code"]) => explainReason(sampleReason(code)).detail
const capabilities = (...allowed: readonly Capability[]) =>
  Object.fromEntries(
    (["hostSession", "connectUnattended", "inviteOthers", "finishSession", "administer"] as const).map((capability) => [
      capability,
      allowed.includes(capability),
    ]),
  ) as SessionVerdict["capabilities"]
const session = { capabilities: capabilities(), nextChangeAt: null, mustEndBy: null }

describe("explainVerdict of a sign-in", () => {
  it.each([
    ["allow", "two-factor-off", "No code needed"],
    ["challenge", "factor-active", "Code needed"],
    ["enroll", "required-by-account", "Set up two-factor"],
    ["update-client", "build-below-minimum", "Update needed"],
  ] as const)("says %s with its reason", (kind, code, title) => {
    const verdict = { kind, reasons: [sampleReason(code)], nextChangeAt: null } as const
    expect(explainVerdict(verdict)).toEqual({ title, detail: textOf(code) })
  })
})

describe("explainVerdict of a session", () => {
  it("says until when it goes on, if there is an end", () => {
    const verdict = { ...session, kind: "continue", reasons: [sampleReason("signed-in-before-enablement")] } as const
    const reason = textOf("signed-in-before-enablement")
    expect(explainVerdict(verdict)).toEqual({ title: "Session continues", detail: reason })
    expect(explainVerdict({ ...verdict, mustEndBy: noon }).detail).toBe(
      `${reason} It lasts until 2026-11-24 12:00 UTC at the latest.`,
    )
  })

  it("says what can still be done while it drains, and until when", () => {
    const reasons: Reasons = [sampleReason("forced-logout"), sampleReason("activity-running")]
    const verdict = { ...session, kind: "drain", drainEndsAt: null, reasons } as const
    const drain = (allowed: readonly Capability[], drainEndsAt: number | null = null) =>
      explainVerdict({ ...verdict, capabilities: capabilities(...allowed), drainEndsAt })
    const reason = textOf("forced-logout")
    expect(drain(["finishSession"])).toEqual({
      title: "Session is ending",
      detail: `${reason} You can still finish what is running, and nothing else.`,
    })
    expect(drain(["finishSession"], noon).detail).toBe(
      `${reason} You can still finish what is running, and nothing else, until 2026-11-24 12:00 UTC at the latest.`,
    )
    expect(drain(["inviteOthers", "finishSession"]).detail).toContain(
      "You can still finish what is running, invite others,",
    )
    expect(drain([]).detail).toBe(`${reason} Nothing can be done in it.`)
    expect(explainVerdict({ ...verdict, reasons: [sampleReason("activity-running")] }).detail).toBe(
      "Nothing can be done in it.",
    )
  })

  it("says why it is over", () => {
    const verdict = { ...session, kind: "logout", reasons: [sampleReason("epoch-raised")] } as const
    expect(explainVerdict(verdict)).toEqual({ title: "Signed out", detail: textOf("epoch-raised") })
  })
})

describe("explainVerdict of a refusal", () => {
  it("says three reasons at most, the deciding one first, and how many more there are", () => {
    const codes = ["changed-meanwhile", "not-enabled", "second-factor-needed", "self-reset", "date-malformed"] as const
    const refusal = (count: number) => {
      const [first, ...others] = codes.slice(0, count).map(sampleReason)
      return explainVerdict(refuse(first as Reason, ...others)).detail
    }
    const said = codes.map(textOf)
    expect(explainVerdict(refuse(sampleReason("self-reset"))).title).toBe("Nothing was changed")
    expect(refusal(1)).toBe(said[0])
    expect(refusal(3)).toBe(said.slice(0, 3).join(" "))
    expect(refusal(4)).toBe(`${said.slice(0, 3).join(" ")} And 1 more.`)
    expect(refusal(5)).toBe(`${said.slice(0, 3).join(" ")} And 2 more.`)
  })
})

describe("explainVerdict of a readiness", () => {
  const below = (groupId: string) =>
    createReason("group-below-minimum", { groupId, effective: v42, minimum: v43 }, { kind: "account" })
  const blockers: Reasons = [below("berlin"), below("paris")]
  const toMinimum: SettingChange = {
    target: { kind: "account" },
    from: { mode: "frequent" },
    to: { mode: "infrequent", build: v43 },
    fixes: 13,
  }
  const paris: SettingChange = {
    target: { kind: "group", groupId: "paris" },
    from: { mode: "infrequent", build: v42 },
    to: { mode: "inherit" },
    fixes: 1,
  }
  const blocked = (changes: readonly SettingChange[] | null, total = 2): Blocked => ({
    kind: "blocked",
    blockers,
    total,
    warnings: [],
    remediation: changes === null ? null : { changes, basedOnVersion: 1 },
  })
  const problems = blockers.map((blocker) => explainReason(blocker).detail).join(" ")

  it("says that no group is below, and what the admin should know", () => {
    const ready = { kind: "ready", warnings: [] } as const
    const said = "No device group is set to a build below the minimum."
    expect(explainVerdict(ready)).toEqual({ title: "Ready for two-factor", detail: said })
    const warned = explainVerdict({ ...ready, warnings: [sampleReason("no-device-groups")] })
    expect(warned.detail).toBe(`${said} ${textOf("no-device-groups")}`)
  })

  it("counts the problems, and names the changes that mend them", () => {
    expect(explainVerdict(blocked([toMinimum, paris]))).toEqual({
      title: "Not ready for two-factor",
      detail: `2 problems are in the way. ${problems} 2 changes fix 14 device groups: set the account to v4.3 b1575, set group "paris" to inherit.`,
    })
  })

  it("counts one as one", () => {
    const detail = explainVerdict({ ...blocked([paris], 1), blockers: [below("paris")] }).detail
    expect(detail).toMatch(/^1 problem is in the way\. Device/)
    expect(detail).toMatch(/ 1 change fixes 1 device group: set group "paris" to inherit\.$/)
  })

  it("counts the problems that are not listed too", () => {
    expect(explainVerdict(blocked([paris], 200)).detail).toContain(`${problems} And 198 more. 1 change`)
  })

  it("names three changes at most, and says how many more there are", () => {
    const frequent: SettingChange = { ...paris, to: { mode: "frequent" } }
    const three =
      'set group "paris" to frequent updates, set group "paris" to frequent updates, set group "paris" to frequent updates'
    expect(explainVerdict(blocked([frequent, frequent, frequent])).detail).toContain(`: ${three}.`)
    expect(explainVerdict(blocked([frequent, frequent, frequent, frequent])).detail).toContain(
      `: ${three}. And 1 more.`,
    )
  })

  it("says so when settings alone cannot mend it", () => {
    expect(explainVerdict(blocked(null)).detail).toBe(
      `2 problems are in the way. ${problems} Changing settings is not enough to mend this.`,
    )
  })
})

it("explainVerdict gives a general text for a kind that it does not know", () => {
  for (const kind of ["maybe", "constructor", 7]) {
    expect(explainVerdict({ kind, reasons: [] } as unknown as Verdict).title).toBe("Another answer")
  }
  expect(explainVerdict(null as unknown as Verdict).title).toBe("Another answer")
})

describe("explainVerdict of an answer that JSON has maimed", () => {
  const detailOf = (verdict: unknown) => explainVerdict(verdict as Verdict).detail
  const unread = "No reason was given that can be read here."

  it("has a general text where there are no reasons to be read", () => {
    for (const reasons of [undefined, null, "exempt", {}, 7, []]) {
      for (const kind of ["allow", "challenge", "enroll", "update-client", "continue", "logout", "refused"]) {
        expect(detailOf({ kind, reasons })).toBe(unread)
      }
    }
    expect(detailOf({ kind: "refused", reasons: [null, "x"] })).toMatch(/^The reason \(unknown\) .* The reason/)
  })

  it("counts the reasons that a long refusal leaves out", () => {
    const refused = { kind: "refused", reasons: [sampleReason("group-duplicate")], total: 140 }
    expect(detailOf(refused)).toMatch(/ And 139 more\.$/)
  })

  it("says no end where there is none, and that it is unknown where it cannot be read", () => {
    const reasons = [sampleReason("factor-active")]
    const reason = textOf("factor-active")
    expect(detailOf({ kind: "continue", reasons })).toBe(reason)
    expect(detailOf({ kind: "continue", reasons, mustEndBy: "soon" })).toBe(
      `${reason} It lasts until an unknown time at the latest.`,
    )
  })

  it("does not say what a session may do where that cannot be read", () => {
    for (const capabilities of [undefined, null, "all"]) {
      expect(detailOf({ kind: "drain", reasons: null, capabilities })).toBe("What can still be done is not known here.")
    }
    expect(detailOf({ kind: "drain", reasons: [null], capabilities: { finishSession: "yes" } })).toMatch(
      /^The reason \(unknown\) .* Nothing can be done in it\.$/,
    )
  })

  it("counts only what is a count, and names only changes that can be read", () => {
    expect(detailOf({ kind: "ready" })).toBe("No device group is set to a build below the minimum.")
    expect(detailOf({ kind: "blocked" })).toBe("Some problems are in the way.")
    expect(detailOf({ kind: "blocked", total: {}, remediation: { changes: "all" } })).toBe(
      "Some problems are in the way.",
    )
    const changes = [null, { target: null, to: "inherit", fixes: { valueOf: 1, toString: 1 } }]
    expect(detailOf({ kind: "blocked", total: Number.POSITIVE_INFINITY, remediation: { changes } })).toBe(
      "Some problems are in the way. 2 changes fix some device groups: set group (unknown) to an unknown build, set group (unknown) to an unknown build.",
    )
  })
})
