import { expect, test } from "vitest"
import { readTextArray, toArrayLiteral } from "./text-array.js"

const samples = [
  [],
  [""],
  ["2026", "2027"],
  ['a "quoted" one', "back\\slash", "comma, brace {}", "NULL", "line\nbreak", 'both \\"'],
]

test.each(samples.map((texts) => [texts]))("%j comes back from its literal", (texts) => {
  expect(readTextArray(toArrayLiteral(texts))).toEqual(texts)
})

test("what Postgres leaves unquoted is read, and what a driver has parsed stays", () => {
  expect(readTextArray('{2026,"a b",2027}')).toEqual(["2026", "a b", "2027"])
  expect(readTextArray(["2026", "a,b"])).toEqual(["2026", "a,b"])
})
