import { describe, expect, it } from "vitest"
import { sameJson } from "./same-json.js"

const copyOf = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

describe("sameJson", () => {
  it.each([
    ["a text", "a"],
    ["a number", 1.5],
    ["null", null],
    ["a list", [1, [2, { a: null }]]],
    ["an object", { version: "4.3", number: 1, more: { a: [true] } }],
    ["a key __proto__", JSON.parse('{"__proto__":{"a":1}}')],
  ])("knows %s again after it went through JSON", (_, value) => {
    expect(sameJson(value, copyOf(value))).toBe(true)
    expect(sameJson({ value }, copyOf({ value }))).toBe(true)
  })

  it("knows what is the same in another order, without members that JSON leaves out, and NaN", () => {
    expect(sameJson({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true)
    expect(sameJson({ a: 1, b: undefined }, { a: 1 })).toBe(true)
    expect(sameJson({ a: 1 }, { a: 1, b: undefined })).toBe(true)
    expect(sameJson(Number.NaN, Number.NaN)).toBe(true)
    expect(sameJson(0, -0)).toBe(true)
  })

  it.each([
    ["texts", "a", "b"],
    ["a text and a number", "1", 1],
    ["null and an object", null, {}],
    ["an object and null", {}, null],
    ["a list and an object", [], {}],
    ["an object and a list", {}, []],
    ["lists of another length", [1], [1, 2]],
    ["lists in another order", [1, 2], [2, 1]],
    ["a member", { a: 1 }, { a: 2 }],
    ["a name", { a: 1 }, { b: 1 }],
    ["a member that one has not", { a: 1 }, { a: 1, b: null }],
    ["a member that the other has not", { a: 1, b: null }, { a: 1 }],
    ["what lies deeper", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
    ["a prototype's member", Object.create({ a: 1 }), { a: 1 }],
    ["a key __proto__", JSON.parse('{"__proto__":1}'), {}],
    ["functions", () => 1, () => 1],
    ["dates", new Date(1), new Date(1)],
  ])("tells %s apart", (_, one, other) => {
    expect(sameJson(one, other)).toBe(false)
    expect(sameJson(one, one)).toBe(true)
  })

  it("compares 1,000 values, and takes more for different unless they are one", () => {
    const list = (length: number) => new Array(length).fill(1)
    expect(sameJson(list(999), list(999))).toBe(true)
    expect(sameJson(list(1000), list(1000))).toBe(false)
    const long = list(1000)
    expect(sameJson({ long }, { long })).toBe(true)
    expect(sameJson([list(499), list(498)], [list(499), list(498)])).toBe(true)
    expect(sameJson([list(499), list(499)], [list(499), list(499)])).toBe(false)
  })

  it("ends for what is deep, what holds itself, and what throws", () => {
    const nest = () => {
      let value: unknown = 1
      for (let depth = 0; depth < 100_000; depth++) value = [value]
      return value
    }
    const circle = () => {
      const value: { self?: unknown } = {}
      value.self = value
      return value
    }
    const trap = () => ({
      get a() {
        throw new Error("must not be passed on")
      },
    })
    expect([sameJson(nest(), nest()), sameJson(circle(), circle()), sameJson(trap(), trap())]).toEqual([
      false,
      false,
      false,
    ])
  })
})
