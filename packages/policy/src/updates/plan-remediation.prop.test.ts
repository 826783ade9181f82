import fc from "fast-check"
import { expect, it } from "vitest"
import { accountUpdates, catalogues, ladder, noon, trees } from "../../test/arbitraries.js"
import { frequent, inherit, pin } from "../../test/groups.js"
import { type SlowInput, slowReady } from "../../test/slow-resolver.js"
import { applyRemediation } from "./apply-remediation.js"
import { checkReadiness } from "./readiness.js"
import type { GroupUpdates } from "./update-settings.js"

const choices: readonly GroupUpdates[] = [frequent, inherit, ...ladder.map(pin)]
const inputs: fc.Arbitrary<SlowInput> = fc.record({
  updates: accountUpdates,
  groups: trees(4),
  catalogue: catalogues,
  minimum: fc.constantFrom(...ladder.slice(1)),
  now: fc.constant(noon),
})

/** Tries every way to change at most `allowed` settings, the account's first. */
function canBeReady(input: SlowInput, allowed: number, position = -1): boolean {
  if (position === input.groups.length) return slowReady(input)
  if (canBeReady(input, allowed, position + 1)) return true
  return allowed > 0 && choices.some((to) => canBeReady(withSetting(input, position, to), allowed - 1, position + 1))
}

function withSetting(input: SlowInput, position: number, to: GroupUpdates): SlowInput {
  if (position === -1) return to.mode === "inherit" ? input : { ...input, updates: to }
  return { ...input, groups: input.groups.map((group, at) => (at === position ? { ...group, updates: to } : group)) }
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
      const applied = applyRemediation({ ...input, remediation: JSON.parse(JSON.stringify(readiness.remediation)) })
      if (applied.kind === "refused") throw new Error("refused")
      const changed = new Map(applied.changedGroups.map((group) => [group.id, group]))
      const groups = input.groups.map((group) => changed.get(group.id) ?? group)
      expect(slowReady({ ...input, updates: applied.updates, groups })).toBe(true)

      const amiss = input.groups.filter((_, at) => !slowReady({ ...input, groups: pathOf(input, at) })).length
      expect(readiness.remediation.changes.reduce((sum, { fixes }) => sum + fixes, 0)).toBe(amiss)
    }),
    { numRuns: 500 },
  )
})

/** A group with nothing but its ancestors' settings, so that readiness speaks of it alone. */
function pathOf({ groups }: SlowInput, at: number) {
  const own = groups[at]
  if (own === undefined) return []
  let { updates, parentId } = own
  while (updates.mode === "inherit" && parentId !== null) {
    const parent = groups.find(({ id }) => id === parentId)
    if (parent === undefined) break
    updates = parent.updates
    parentId = parent.parentId
  }
  return [{ ...own, updates, parentId: null }]
}
