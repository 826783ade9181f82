import { describe, expect, it } from "vitest"
import { v42, v43 } from "../../test/groups.js"
import { sampleReason } from "../../test/sample-reasons.js"
import type { Blocked } from "../updates/readiness.js"
import { explainReason } from "./explain-reason.js"
import { explainReasons } from "./explain-reasons.js"
import { explainVerdict } from "./explain-verdict.js"
import { createReason, type Reason, refusalOf } from "./reason.js"

const reasons = (["changed-meanwhile", "not-enabled", "self-reset", "date-malformed"] as const).map(sampleReason)
const texts = reasons.map((reason) => explainReason(reason).detail)
const [first = "", second = ""] = texts

describe("explainReasons", () => {
  it("says nothing for no reasons", () => {
    expect(explainReasons([])).toBe("")
  })

  it("says three reasons at most, and how many more there are", () => {
    expect([1, 2, 3, 4].map((count) => explainReasons(reasons.slice(0, count)))).toEqual([
      first,
      `${first} ${second}`,
      texts.slice(0, 3).join(" "),
      `${texts.slice(0, 3).join(" ")} And 1 more.`,
    ])
    expect(explainReasons(reasons, { total: 70 })).toMatch(/ And 67 more\.$/)
  })

  it("says a reason where it fits to the last character, and counts it where it does not", () => {
    const both = `${first} ${second}`
    const two = reasons.slice(0, 2)
    expect(explainReasons(two, { maxLength: both.length })).toBe(both)
    expect(explainReasons(two, { maxLength: both.length - 1 })).toBe(`${first} And 1 more.`)
    expect(explainReasons(two, { maxLength: 1 })).toBe(`${first} And 1 more.`)
  })

  it("makes room for the number of reasons that it leaves out", () => {
    const text = `${first} ${second} And 2 more.`
    expect(explainReasons(reasons, { maxLength: text.length })).toBe(text)
    expect(explainReasons(reasons, { maxLength: text.length - 1 })).toBe(`${first} And 3 more.`)
  })
})

it("explainVerdict names a change of the remediation where it fits into 600 characters, and not beyond", () => {
  const detailFor = (length: number) => {
    const id = (part: number) => "x".repeat(Math.min(40, Math.max(1, length - 40 * part)))
    const blocker = (part: number): Reason =>
      createReason("group-below-minimum", { groupId: id(part), effective: v42, minimum: v43 }, { kind: "account" })
    const change = { from: { mode: "inherit" }, to: { mode: "infrequent", build: v43 }, fixes: 1 } as const
    return explainVerdict({
      kind: "blocked",
      blockers: [blocker(0), blocker(1), blocker(2)],
      total: 3,
      warnings: [],
      remediation: {
        changes: [0, 1, 2].map(() => ({ ...change, target: { kind: "group", groupId: "y".repeat(40) } })),
        basedOnVersion: 1,
      },
    } satisfies Blocked).detail
  }
  const details = Array.from({ length: 120 }, (_, length) => detailFor(length + 1))
  const named = details.map((detail) => detail.match(/set group/g)?.length)
  expect(new Set(named)).toEqual(new Set([1, 2, 3]))
  expect(Math.max(...details.map((detail) => detail.length))).toBe(600)
})

describe("refusalOf", () => {
  it("says no with all the reasons that there are, and does not without any", () => {
    expect(refusalOf(reasons)).toEqual({ kind: "refused", reasons })
    expect(refusalOf([])).toBeUndefined()
  })
})
