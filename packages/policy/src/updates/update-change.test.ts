import { describe, expect, it } from "vitest"
import { noon } from "../../test/arbitraries.js"
import { enabledAccount } from "../../test/enabled-account.js"
import { catalogue, frequent, group, inherit, pin, v41, v42, v43 } from "../../test/groups.js"
import { newAccountRules } from "../account/account-rules.js"
import { type CheckUpdateChangeInput, checkUpdateChange } from "./update-change.js"

const ready = { updates: frequent, groups: [group("a", inherit), group("b", pin(v43))] }
const lowered = { updates: pin(v42), groups: ready.groups }
const input: CheckUpdateChangeInput = {
  account: enabledAccount,
  before: ready,
  after: lowered,
  catalogue,
  minimum: v43,
  override: false,
  now: noon,
}
const check = (change: Partial<CheckUpdateChangeInput>) => checkUpdateChange({ ...input, ...change })

describe("while two-factor is on", () => {
  it("a change that puts a group below the minimum is refused, and says which and why", () => {
    expect(check({})).toEqual({
      kind: "refused",
      reasons: [
        {
          code: "group-below-minimum",
          params: { groupId: "a", effective: v42, minimum: v43 },
          source: { kind: "account" },
        },
      ],
    })
  })

  it("so it is where readiness only warns, and on override it is allowed there too", () => {
    const account = { ...enabledAccount, settings: { ...enabledAccount.settings, readiness: "warn" } as const }
    expect(check({ account })).toEqual(check({}))
    expect(check({ account, override: true })).toEqual({ kind: "allowed" })
  })

  it("so is one that breaks a group's path", () => {
    const after = { ...ready, groups: [group("a", inherit, "gone"), group("b", pin(v43))] }
    expect(check({ after })).toMatchObject({ kind: "refused", reasons: [{ code: "group-parent-missing" }] })
  })

  it("so is a new group below the minimum", () => {
    const after = { ...ready, groups: [...ready.groups, group("c", pin(v41))] }
    expect(check({ after })).toMatchObject({ kind: "refused", reasons: [{ params: { groupId: "c" } }] })
  })

  it("so is one that puts the machines in no group below the minimum", () => {
    const bare = { updates: frequent, groups: [], ungrouped: true }
    const refused = { kind: "refused", reasons: [{ code: "account-below-minimum" }] }
    expect(check({ before: bare, after: { ...bare, updates: pin(v42) } })).toMatchObject(refused)
    const amiss = { ...bare, updates: pin(v41) }
    expect(check({ before: amiss, after: { ...bare, updates: pin(v42) } })).toEqual({ kind: "allowed" })
  })

  it("and of more than 100 groups that it puts below the first 100 are named, and all are counted", () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => group(`g${index}`, inherit))
    const refused = (count: number) => {
      const groups = many(count)
      const answer = check({ before: { updates: frequent, groups }, after: { updates: pin(v42), groups } })
      return answer.kind === "refused" ? [answer.reasons.length, answer.total] : []
    }
    expect([refused(100), refused(101)]).toEqual([
      [100, undefined],
      [100, 101],
    ])
  })

  it("a group that was below before may change freely", () => {
    const before = { updates: pin(v42), groups: [group("a", inherit), group("b", pin("nonsense"))] }
    const after = { updates: pin(v41), groups: [group("a", inherit), group("b", pin(v41))] }
    expect(check({ before, after })).toEqual({ kind: "allowed" })
  })

  it.each<[string, Partial<CheckUpdateChangeInput>]>([
    ["that keeps every group at the minimum", { after: { updates: pin(v43), groups: ready.groups } }],
    ["on override", { override: true }],
    ["where nothing is judged by build", { minimum: null }],
  ])("a change is allowed %s", (_, change) => expect(check(change)).toEqual({ kind: "allowed" }))
})

it("while two-factor is off any change is allowed", () => {
  expect(check({ account: newAccountRules() })).toEqual({ kind: "allowed" })
})
