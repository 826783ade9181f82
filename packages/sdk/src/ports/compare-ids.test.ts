import { expect, test } from "vitest"
import { compareIds } from "./compare-ids.js"

test("texts are compared by code point", () => {
  const ordered = [
    "",
    "A",
    "a",
    "a\u{1f4f1}",
    "ab",
    "\ud7ff",
    "\ue000",
    "\uffff",
    "\u{10000}",
    "\u{10000}a",
    "\u{10ffff}",
  ]
  expect([...ordered].reverse().sort(compareIds)).toEqual(
    [...ordered].sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other))),
  )
  expect(compareIds("same", "same")).toBe(0)
})
