import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import {
  catalogue,
  catalogueWith,
  chain,
  frequent,
  group,
  inherit,
  pin,
  v41,
  v42,
  v43,
  v44,
} from "../../test/groups.js"
import { type CheckReadinessInput, checkReadiness } from "./readiness.js"

const input: CheckReadinessInput = { updates: frequent, groups: [], catalogue, minimum: v43, now: noon, version: 7 }
const check = (change: Partial<CheckReadinessInput>) => checkReadiness({ ...input, ...change })
const blocked = (change: Partial<CheckReadinessInput>) => {
  const readiness = check(change)
  if (readiness.kind === "ready") throw new Error("ready")
  return readiness
}
const changesOf = (change: Partial<CheckReadinessInput>) =>
  blocked(change).remediation?.changes.map(({ target, to, fixes }) => [
    target.kind === "account" ? "account" : target.groupId,
    to,
    fixes,
  ])

describe("an account is ready", () => {
  const ready = { kind: "ready", warnings: [] }

  it("when every group is set to the minimum or later", () => {
    expect(check({ groups: [group("a", inherit), group("b", pin(v44))] })).toEqual(ready)
  })
  it("when it has no groups, and says so", () => {
    const warnings = [{ code: "no-device-groups", params: {}, source: { kind: "account" } }]
    expect(check({ updates: pin(v41) })).toEqual({ kind: "ready", warnings })
  })
  it("when there is no minimum", () => {
    expect(check({ minimum: null, groups: [group("a", pin(v41)), group("b", inherit, "gone")] })).toEqual(ready)
  })
  it("when the account's setting is below but no group follows it", () => {
    expect(check({ updates: pin(v42), groups: [group("a", pin(v43))] })).toEqual(ready)
  })
})

describe("an account is blocked", () => {
  it("by each group below the minimum, with the place of the setting", () => {
    const groups = [group("a", inherit), group("b", pin(v41)), group("c", inherit, "b"), group("d", pin(v43))]
    const { blockers, total } = blocked({ updates: pin(v42), groups })
    expect(total).toBe(3)
    expect(blockers).toEqual([
      {
        code: "group-below-minimum",
        params: { groupId: "a", effective: v42, minimum: v43 },
        source: { kind: "account" },
      },
      {
        code: "group-below-minimum",
        params: { groupId: "b", effective: v41, minimum: v43 },
        source: { kind: "group", groupId: "b", path: ["b"] },
      },
      {
        code: "group-below-minimum",
        params: { groupId: "c", effective: v41, minimum: v43 },
        source: { kind: "group", groupId: "b", path: ["c", "b"] },
      },
    ])
  })

  it("by what is wrong with a path, and then settings alone cannot help", () => {
    const groups = [group("a", pin(v43), "gone"), group("b", inherit, "a"), group("c", pin(v42))]
    const { blockers, total, remediation } = blocked({ groups })
    expect(blockers.map(({ code }) => code)).toEqual(["group-parent-missing", "group-below-minimum"])
    expect([total, remediation]).toEqual([2, null])
  })

  it("by an unknown pin, once for the groups that follow it", () => {
    const groups = [group("a", inherit), group("b", inherit), group("c", pin(v43))]
    expect(blocked({ updates: pin("v9 b9"), groups })).toMatchObject({
      blockers: [{ code: "pin-unknown", params: { build: "v9 b9" }, source: { kind: "account" } }],
      total: 1,
    })
  })

  it("by a withdrawn pin whose clients went below the minimum", () => {
    const codes = blocked({
      catalogue: catalogueWith(v44, { withdrawnAt: noon }).map((entry) =>
        entry.build === v43
          ? { ...entry, defaultFrom: null }
          : entry.build === v42
            ? { ...entry, defaultFrom: noon }
            : entry,
      ),
      groups: [group("a", pin(v44))],
    }).blockers.map(({ code }) => code)
    expect(codes).toEqual(["pin-withdrawn", "group-below-minimum"])
  })

  it("by the vendor, when frequent updates do not lead to the minimum", () => {
    const { blockers } = blocked({ minimum: v44, groups: [group("a", inherit)] })
    expect(blockers.map(({ code, source }) => [code, source.kind])).toEqual([
      ["minimum-unreachable", "product"],
      ["group-below-minimum", "account"],
    ])
  })

  it("and lists at most 100 blockers of however many", () => {
    const { blockers, total } = blocked({ updates: pin(v42), groups: chain(100_000, () => inherit) })
    expect([blockers.length, total]).toEqual([100, 100_000])
  }, 5_000)
})

describe("machines in no group", () => {
  const followers = { updates: pin(v42), ungrouped: true }

  it("follow the account's setting where there may be some", () => {
    expect(blocked(followers)).toEqual({
      kind: "blocked",
      blockers: [
        { code: "account-below-minimum", params: { effective: v42, minimum: v43 }, source: { kind: "account" } },
      ],
      total: 1,
      warnings: [{ code: "no-device-groups", params: {}, source: { kind: "account" } }],
      remediation: {
        basedOnVersion: 7,
        changes: [{ target: { kind: "account" }, from: pin(v42), to: pin(v43), fixes: 1 }],
      },
    })
  })

  it("count as one group that inherits", () => {
    expect(changesOf({ ...followers, groups: [group("a", inherit)] })).toEqual([["account", pin(v43), 2]])
    expect(blocked({ ...followers, groups: [group("a", inherit)] }).total).toBe(2)
  })

  it("are not judged where there are none", () => {
    expect(check({ ...followers, ungrouped: false }).kind).toBe("ready")
  })
})

describe("a ready account is warned", () => {
  const withdrawn = catalogueWith(v44, { withdrawnAt: noon })

  it("of a withdrawn pin that groups follow", () => {
    const { warnings } = check({ catalogue: withdrawn, groups: [group("a", pin(v44)), group("b", inherit)] })
    expect(warnings.map(({ code, source }) => [code, source])).toEqual([
      ["pin-withdrawn", { kind: "group", groupId: "a", path: ["a"] }],
    ])
    const { warnings: ofAccount } = check({ catalogue: withdrawn, updates: pin(v44), groups: [group("b", inherit)] })
    expect(ofAccount.map(({ source }) => source)).toEqual([{ kind: "account" }])
  })

  it("of no pin that nobody follows", () => {
    const groups = [group("a", pin(v43))]
    expect(check({ catalogue: withdrawn, updates: pin(v44), groups })).toEqual({ kind: "ready", warnings: [] })
  })

  it("at most 100 times", () => {
    const groups = Array.from({ length: 150 }, (_, index) => group(`g${index}`, pin(v44)))
    expect(check({ catalogue: withdrawn, groups }).warnings).toHaveLength(100)
  })
})

describe("the plan", () => {
  it("pins the account and lets groups inherit: the recommended way", () => {
    const groups = [group("a", inherit), group("b", pin(v41)), group("c", inherit, "b"), group("d", pin(v43))]
    expect(blocked({ updates: pin(v42), groups }).remediation).toEqual({
      basedOnVersion: 7,
      changes: [
        { target: { kind: "account" }, from: pin(v42), to: pin(v43), fixes: 1 },
        { target: { kind: "group", groupId: "b" }, from: pin(v41), to: inherit, fixes: 2 },
      ],
    })
  })

  it("lets a group inherit where the account meets the minimum already", () => {
    expect(changesOf({ groups: [group("a", pin(v42))] })).toEqual([["a", inherit, 1]])
  })

  it("pins a group where changing the account would be one change more", () => {
    expect(changesOf({ updates: pin(v42), groups: [group("a", pin(v41)), group("b", pin(v43))] })).toEqual([
      ["a", pin(v43), 1],
    ])
  })

  it("lets a group inherit from one that the plan pins", () => {
    const groups = [group("a", pin(v41)), group("b", inherit, "a"), group("c", pin(v42), "b")]
    expect(changesOf({ updates: pin(v42), groups })).toEqual([
      ["a", pin(v43), 2],
      ["c", inherit, 1],
    ])
  })

  it("pins the earliest build that will do when the minimum itself cannot be installed", () => {
    const withdrawn = catalogueWith(v43, { withdrawnAt: noon })
    expect(changesOf({ catalogue: withdrawn, updates: pin(v42), groups: [group("a", inherit)] })).toEqual([
      ["account", pin(v44), 1],
    ])
  })

  it("does not exist when no build will do", () => {
    const minimum = { version: [5], number: 1 }
    expect(blocked({ minimum, groups: [group("a", inherit)] }).remediation).toBeNull()
  })
})
