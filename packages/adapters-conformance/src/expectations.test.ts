import { MusterError } from "@muster/core"
import { describe, expect, it } from "vitest"
import {
  ExpectationError,
  expectEqual,
  expectFrozen,
  expectInvalidInput,
  expectKind,
  expectPresent,
  expectRejection,
} from "./expectations.js"

describe("expectEqual", () => {
  it.each<[string, unknown, unknown]>([
    ["numbers", 1, 1],
    ["nested data in another order of names", { a: [1, { b: null }], c: "x" }, { c: "x", a: [1, { b: null }] }],
    ["bytes of another class", Buffer.from([1, 2]), new Uint8Array([1, 2])],
  ])("accepts the same %s", (_, one, other) => {
    expectEqual(one, other, "it")
    expectEqual(other, one, "it")
  })

  it.each<[string, unknown, unknown]>([
    ["a number and its text", 1, "1"],
    ["an absent and an undefined property", {}, { a: undefined }],
    ["a property of another name", { a: undefined }, { b: undefined }],
    ["another order of an array", [1, 2], [2, 1]],
    ["an array and an object", [1], { 0: 1 }],
    ["null and an object", null, {}],
    ["other bytes", new Uint8Array([1]), new Uint8Array([2])],
    ["bytes and their array", new Uint8Array([1]), [1]],
    ["a deep difference", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }],
  ])("refuses %s", (_, one, other) => {
    expect(() => expectEqual(one, other, "it")).toThrow(ExpectationError)
    expect(() => expectEqual(other, one, "it")).toThrow(ExpectationError)
  })

  it("says what was expected and what came", () => {
    expect(() => expectEqual<unknown>(undefined, { a: 1 }, "the state")).toThrow(
      'the state: expected {"a":1}, got undefined',
    )
  })
})

describe("the other expectations", () => {
  it("narrow an answer by its kind or refuse it", () => {
    expect(expectKind({ kind: "saved" }, "saved", "the save")).toEqual({ kind: "saved" })
    expect(() => expectKind({ kind: "lost" } as { kind: string }, "saved", "the save")).toThrow("the save")
  })

  it("tell absent from null", () => {
    expect(expectPresent(null, "it")).toBe(null)
    expect(() => expectPresent(undefined, "it")).toThrow(ExpectationError)
  })

  it("want a rejection and give its reason", async () => {
    const reason = new Error("reason")
    expect(await expectRejection(Promise.reject(reason), "it")).toBe(reason)
    await expect(expectRejection(Promise.resolve(1), "it")).rejects.toThrow("it: expected")
  })

  it("want invalid input with its field, and no other error", async () => {
    const invalid = Promise.reject(new MusterError("ERR_INVALID_INPUT", "a message", { field: "limit" }))
    await expectInvalidInput(invalid, "limit", "it")
    await expect(expectInvalidInput(invalid, "after", "it")).rejects.toThrow(ExpectationError)
    await expect(expectInvalidInput(Promise.reject(new Error("other")), "limit", "it")).rejects.toThrow(
      ExpectationError,
    )
    await expect(expectInvalidInput(Promise.resolve(), "limit", "it")).rejects.toThrow(ExpectationError)
  })

  it("find what can be changed at any depth", () => {
    expectFrozen(Object.freeze({ a: Object.freeze([Object.freeze({ bytes: new Uint8Array(1) })]) }), "it")
    expect(() => expectFrozen(Object.freeze({ a: Object.freeze([{}]) }), "it")).toThrow("it.a.0")
  })
})
