import fc from "fast-check"
import { expect, it } from "vitest"
import { accountUpdates, catalogues, ladder, noon, tangles, trees } from "../../test/arbitraries.js"
import { slowStanding } from "../../test/slow-resolver.js"
import type { Reason } from "../reasons/reason.js"
import { resolveUpdateSettings } from "./resolve-update-settings.js"

const [, , minimum] = ladder as [never, never, (typeof ladder)[number]]
const facts = fc.record({
  catalogue: catalogues,
  minimum: fc.constant(minimum),
  now: fc.constant(noon),
  updates: accountUpdates,
})
const sound = fc.oneof(trees(7), tangles)
/** Some groups hold what is no setting. */
const unreadable = sound.chain((groups) =>
  fc.tuple(
    ...groups.map((group) =>
      fc.constantFrom(group.updates, group.updates, null, {}, { mode: "sometimes", lock: false }).map((updates) => {
        return { ...group, updates: updates as never }
      }),
    ),
  ),
)
const groupLists = fc.oneof(sound, unreadable)

it("the answer is that of the obvious, slow way", () => {
  fc.assert(
    fc.property(facts, groupLists, (account, groups) => {
      const input = { ...account, groups }
      for (const { group, standing } of resolveUpdateSettings(input).groups) {
        expect(standing).toBe(slowStanding(input, group))
      }
    }),
    { numRuns: 500 },
  )
})

/** The positions of duplicates are those in the list, and that alone is about the order. */
function withoutPositions(problems: readonly Reason[]): ReadonlySet<string> {
  return new Set(
    problems.map((problem) => JSON.stringify({ ...problem, params: { ...problem.params, positions: null } })),
  )
}

it("the order of the groups is irrelevant", () => {
  const shuffled = groupLists.chain((groups) =>
    fc.tuple(fc.constant(groups), fc.shuffledSubarray([...groups], { minLength: groups.length })),
  )
  fc.assert(
    fc.property(facts, shuffled, (account, [groups, reordered]) => {
      const one = resolveUpdateSettings({ ...account, groups })
      const other = resolveUpdateSettings({ ...account, groups: reordered })
      for (const { group, ...answer } of one.groups) {
        const { group: _, ...counterpart } = other.groups[reordered.indexOf(group)] as (typeof other.groups)[number]
        expect(counterpart).toEqual(answer)
      }
      expect(withoutPositions(other.problems)).toEqual(withoutPositions(one.problems))
    }),
  )
})

it("to inherit equals to copy the parent's setting", () => {
  fc.assert(
    fc.property(facts, trees(7), (account, groups) => {
      const settings = new Map<string | null, (typeof account)["updates"]>([[null, account.updates]])
      const copied = groups.map((group) => {
        const { updates } = group
        const copy = updates.mode === "inherit" ? (settings.get(group.parentId) ?? account.updates) : updates
        settings.set(group.id, copy)
        return { ...group, updates: copy }
      })
      const outcomes = (list: typeof groups) =>
        resolveUpdateSettings({ ...account, groups: list }).groups.map(({ effective, standing }) => [
          effective,
          standing,
        ])
      expect(outcomes(copied)).toEqual(outcomes(groups))
    }),
  )
})
