import { isMusterError } from "@muster/core"
import { expect, test } from "vitest"
import { quoteSchema } from "./schema-name.js"

test("the schema is muster unless it is named", () => {
  expect(quoteSchema()).toBe('"muster"')
  expect(quoteSchema("two_factor_2")).toBe('"two_factor_2"')
})

test.each(["", "Muster", "a-b", 'a"; drop table users; --', "1st", "pg_temp", "a.b", "a b", "x".repeat(64), "ä"])(
  "%j is no name of a schema",
  (name) => {
    expect(() => quoteSchema(name)).toThrow(
      expect.toSatisfy((error) => isMusterError(error, "ERR_CONFIGURATION") && error.field === "schema"),
    )
  },
)
