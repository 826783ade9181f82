import { expect, test } from "vitest"
import { explain } from "./explain.js"

test("a key that is in use is not taken out unwarned: whose secrets need it is said, or that it is the active one", () => {
  expect(explain({ kind: "in-use", records: 1 }).detail).toMatch(/needed for the secrets of 1 user\./)
  expect(explain({ kind: "in-use", records: 20 }).detail).toMatch(/of 20 users\./)
  expect(explain({ kind: "in-use", records: 0 }).detail).toMatch(/^This is the active key/)
  expect(explain({ kind: "retired" }).title).toBe("Not in use")
})
