import fc from "fast-check"
import { expect, it } from "vitest"
import { accountUpdates, catalogues, ladder, noon, trees } from "../../test/arbitraries.js"
import { frequent, inherit, pin } from "../../test/groups.js"
import { type SlowInput, slowReady, slowStanding } from "../../test/slow-resolver.js"
import { applyRemediation } from "./apply-remediation.js"
import type { DeviceGroup } from "./device-group.js"
import { checkReadiness } from "./readiness.js"
import { type GroupUpdates, isLocked } from "./update-settings.js"

const choices: readonly GroupUpdates[] = [frequent, inherit, ...ladder.map(pin)]
const inputs: fc.Arbitrary<SlowInput> = fc.record({
  updates: accountUpdates,
  groups: trees(4),
  catalogue: catalogues,
  minimum: fc.constantFrom(...ladder.slice(1)),
  now: fc.constant(noon),
  ungrouped: fc.boolean(),
})

/** Tries every way to change at most `allowed` settings, the account's first. A setting that is locked stays locked. */
function canBeReady(input: SlowInput, allowed: number, position = -1): boolean {
  if (position === input.groups.length) return slowReady(input)
  if (canBeReady(input, allowed, position + 1)) return true
  return allowed > 0 && choices.some((to) => canBeReady(withSetting(input, position, to), allowed - 1, position + 1))
}

function withSetting(input: SlowInput, position: number, to: GroupUpdates): SlowInput {
  const from = position === -1 ? input.updates : input.groups[position]?.updates
  if (from === undefined) return input
  if (position === -1) return to.mode === "inherit" ? input : { ...input, updates: keepLock(from, to) }
  if (to.mode === "inherit" && isLocked(from)) return input
  const groups = input.groups.map((group, at) => (at === position ? { ...group, updates: keepLock(from, to) } : group))
  return { ...input, groups }
}

function keepLock<To extends GroupUpdates>(from: GroupUpdates, to: To): To {
  return isLocked(from) ? { ...to, lock: true } : to
}

it("no plan of fewer changes makes an account ready, and without a plan no settings do", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const readiness = checkReadiness({ ...input, version: 1 })
      expect(readiness.kind === "ready").toBe(slowReady(input))
      if (readiness.kind === "ready") return
      const every = input.groups.length + 1
      const fewer = readiness.remediation === null ? every : readiness.remediation.changes.length - 1
      expect(canBeReady(input, fewer)).toBe(false)
    }),
    { numRuns: 150 },
  )
}, 60_000)

it("the plan makes the account ready, and its changes fix every group once", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const readiness = checkReadiness({ ...input, version: 1 })
      if (readiness.kind === "ready" || readiness.remediation === null) return
      const remediation = JSON.parse(JSON.stringify(readiness.remediation))
      const applied = applyRemediation({ ...input, remediation, version: 1 })
      if (applied.kind === "refused") throw new Error("refused")
      const changed = new Map(applied.changedGroups.map((group) => [group.id, group]))
      const groups = input.groups.map((group) => changed.get(group.id) ?? group)
      expect(slowReady({ ...input, updates: applied.updates, groups })).toBe(true)

      const machines: DeviceGroup = { id: "machines in no group", name: "", parentId: null, updates: inherit }
      const judged = input.ungrouped === true ? [...input.groups, machines] : input.groups
      const amiss = judged.filter((group) => slowStanding(input, group) !== "meets").length
      expect(readiness.remediation.changes.reduce((sum, { fixes }) => sum + fixes, 0)).toBe(amiss)
    }),
    { numRuns: 500 },
  )
})

it("the plan leaves every lock as it is", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const readiness = checkReadiness({ ...input, version: 1 })
      if (readiness.kind === "ready" || readiness.remediation === null) return
      for (const { from, to } of readiness.remediation.changes) expect(isLocked(to)).toBe(isLocked(from))
    }),
  )
})
