import fc from "fast-check"
import { expect, it } from "vitest"
import { compareIds } from "./compare-ids.js"

const id = fc.string({
  unit: fc.oneof(
    fc.constantFrom("a", "é", "\uff5e", "\u{1f4f1}", "\u{10000}"),
    fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
  ),
})

it("ids are compared as their bytes in UTF-8 are, which is the order of a store", () => {
  fc.assert(
    fc.property(id, id, (one, other) => {
      expect(Math.sign(compareIds(one, other))).toBe(Buffer.compare(Buffer.from(one), Buffer.from(other)))
    }),
  )
})
