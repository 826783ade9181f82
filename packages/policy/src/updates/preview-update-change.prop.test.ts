import fc from "fast-check"
import { expect, it } from "vitest"
import { accounts, accountUpdates, catalogues, groupUpdates, ladder, noon, trees } from "../../test/arbitraries.js"
import { applyUpdateChange } from "./apply-update-change.js"
import type { UpdateChange } from "./group-change.js"
import { previewUpdateChange } from "./preview-update-change.js"
import { checkReadiness } from "./readiness.js"
import { resolveUpdateSettings } from "./resolve-update-settings.js"
import { checkUpdateChange } from "./update-change.js"

const ids = fc.constantFrom("g0", "g1", "g2", "g3", "g4", "new")
const groups = fc.record({ id: ids, name: fc.constant("Group"), parentId: fc.option(ids), updates: groupUpdates })
const changes: fc.Arbitrary<UpdateChange> = fc.oneof(
  fc.record({ kind: fc.constant("put" as const), groups: fc.array(groups, { minLength: 1, maxLength: 3 }) }),
  fc.record({ kind: fc.constant("move" as const), groupId: ids, parentId: fc.option(ids) }),
  fc.record({ kind: fc.constant("set-updates" as const), groupId: ids, updates: groupUpdates }),
  fc.record({
    kind: fc.constant("remove" as const),
    groupId: ids,
    children: fc.constantFrom("refuse" as const, "move-up" as const),
  }),
  fc.record({ kind: fc.constant("set-account-updates" as const), updates: accountUpdates }),
)
const inputs = fc.record({
  account: accounts,
  settings: fc.record({ updates: accountUpdates, groups: trees(5), ungrouped: fc.boolean() }),
  change: changes,
  catalogue: catalogues,
  minimum: fc.constantFrom(...ladder.slice(1)),
  override: fc.boolean(),
  version: fc.constant(1),
  now: fc.constant(noon),
})

it("a preview equals deciding after the change", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const preview = previewUpdateChange(input)
      const applied = applyUpdateChange(input.settings, input.change)
      if (applied.kind === "refused") {
        expect(preview.refusals).toEqual(applied.reasons)
        return
      }
      const { after } = applied
      const allowed = checkUpdateChange({ ...input, before: input.settings, after })
      expect(preview.refusals).toEqual(allowed.kind === "refused" ? allowed.reasons : [])
      expect(preview.readiness).toEqual(checkReadiness({ ...input, ...after }))
    }),
    { numRuns: 500 },
  )
})

it("a group that a preview does not name is as it was, and one that it names is shown before and after", () => {
  fc.assert(
    fc.property(inputs, (input) => {
      const applied = applyUpdateChange(input.settings, input.change)
      if (applied.kind === "refused") return
      const resolved = (settings: typeof applied.after) =>
        new Map(resolveUpdateSettings({ ...input, ...settings }).groups.map((each) => [each.group.id, each]))
      const [before, after] = [resolved(input.settings), resolved(applied.after)]
      const { affected } = previewUpdateChange(input)
      const named = new Map(affected.map((each) => [(each.before ?? each.after)?.group.id, each]))
      for (const id of new Set([...before.keys(), ...after.keys()])) {
        const shown = named.get(id)
        if (shown === undefined) {
          const [was, is] = [before.get(id), after.get(id)]
          expect([is?.group, is?.effective, is?.standing]).toEqual([was?.group, was?.effective, was?.standing])
        } else expect(shown).toEqual({ before: before.get(id) ?? null, after: after.get(id) ?? null })
      }
    }),
    { numRuns: 500 },
  )
})

it("a change that is made twice is made once", () => {
  fc.assert(
    fc.property(inputs, ({ settings, change }) => {
      const once = applyUpdateChange(settings, change)
      if (once.kind === "refused" || change.kind === "remove") return
      expect(applyUpdateChange(once.after, change)).toEqual({
        kind: "applied",
        after: once.after,
        writes: { updates: null, put: [], removed: [] },
      })
    }),
  )
})
