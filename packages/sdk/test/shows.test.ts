import { expect, test } from "vitest"
import { shows } from "./shows.js"

test("a code is found by itself and in any text, and not inside a longer number", () => {
  for (const text of ["123456", "code 123456.", 'x"123456"', "a123456b"]) expect(shows(text, "123456")).toBe(true)
  for (const text of ["1790123456789", "0123456", "1234567", "12345"]) expect(shows(text, "123456")).toBe(false)
})

test("what is no number is found wherever it is", () => {
  expect(shows("xABCD-EFy", "ABCD-EF")).toBe(true)
  expect(shows("ABCD", "ABCD-EF")).toBe(false)
})
