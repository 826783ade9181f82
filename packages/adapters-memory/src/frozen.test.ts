import { expect, test } from "vitest"
import { frozenCopy } from "./frozen.js"

test("a copy is frozen all the way down and shares nothing with its original", () => {
  const original = { list: [{ deep: "written" }], bytes: new Uint8Array([1, 2]) }
  const copy = frozenCopy(original)
  expect(copy).toEqual(original)
  original.list[0] = { deep: "changed" }
  original.bytes.fill(0)
  expect(copy).toEqual({ list: [{ deep: "written" }], bytes: new Uint8Array([1, 2]) })
  expect([copy, copy.list, copy.list[0]].every(Object.isFrozen)).toBe(true)
})

test("the copy of a Buffer does not share its memory", () => {
  const original = Buffer.from([1, 2])
  const copy = frozenCopy(original)
  original.fill(0)
  expect([...copy]).toEqual([1, 2])
})

test("undefined is left out, as in JSON, and null stays", () => {
  expect(Object.entries(frozenCopy({ absent: undefined, none: null }))).toEqual([["none", null]])
})

test("a property named __proto__ is data", () => {
  const copy = frozenCopy(JSON.parse('{"__proto__":{"polluted":true}}'))
  expect(JSON.stringify(copy)).toBe('{"__proto__":{"polluted":true}}')
  expect(copy.polluted).toBeUndefined()
})
