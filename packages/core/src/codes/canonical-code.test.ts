import { describe, expect, it } from "vitest"
import { parseNumericCode } from "./canonical-code.js"

describe("parseNumericCode", () => {
  it("reads a code of the length that is asked for, in any spelling", () => {
    expect(parseNumericCode(" ١٢٣-４５６ ", 6)).toBe("123456")
    expect(parseNumericCode("000 042", 6)).toBe("000042")
  })

  it.each([["12345"], ["1234567"], ["12345a"], ["abcdef"], [""], [123456], [null], [["123456"]]])(
    "says that %j is no code of six digits",
    (typed) => {
      expect(parseNumericCode(typed, 6)).toBeUndefined()
    },
  )
})
