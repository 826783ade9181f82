import { expect, test } from "vitest"
import { pageLimit, pageOf, placeAfter } from "./pages.js"

/** A list of pairs, as a store reads it: after a place, one more than the page holds. */
function list(items: readonly (readonly [string, number])[], after: string | null, limit?: number) {
  const size = pageLimit(limit)
  const [name, count] = placeAfter(after, ["", 0])
  const following = items.filter(([a, b]) => a > name || (a === name && b > count))
  return pageOf(
    following.slice(0, size + 1),
    size,
    ([a, b]) => ({ at: `${a}${b}` }),
    (item) => item,
  )
}

const items = [
  ["a", 1],
  ["a", 2],
  ["b", 1],
  ["b", 2],
] as const

test("a list is read page by page, each item once, and the last page says so", () => {
  const first = list(items, null, 2)
  const second = list(items, first.next, 2)
  expect([...first.items, ...second.items].map(({ at }) => at)).toEqual(["a1", "a2", "b1", "b2"])
  expect([first.next === null, second.next]).toEqual([false, null])
  expect(list([], null)).toEqual({ items: [], next: null })
})

test("a page is frozen all the way down", () => {
  const page = list(items, null)
  expect([page, page.items, page.items[0]].every(Object.isFrozen)).toBe(true)
})

test.each(["", "nonsense", "[]", '["a"]', '["a","b"]', "[1,1]", '{"0":"a","1":1,"length":2}'])(
  "a cursor that no page of the list gave is refused: %s",
  (after) => {
    expect(() => list(items, after)).toThrow(expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "after" }))
  },
)

test("a page holds 100 items unless asked otherwise, 1,000 at most, and never none", () => {
  expect([pageLimit(), pageLimit(1), pageLimit(5000)]).toEqual([100, 1, 1000])
  for (const limit of [0, -1, 1.5, Number.NaN]) {
    expect(() => pageLimit(limit)).toThrow(expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "limit" }))
  }
})
