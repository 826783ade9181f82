import { fc, test as property } from "@fast-check/vitest"
import { expect, test } from "vitest"
import { plainJson } from "./plain-json.js"

const most = 16_384

property.prop([fc.json({ maxDepth: 5 })])(
  "what JSON has is copied as it is, but for keys that would become prototypes",
  (text) => {
    const expected = JSON.parse(text, (key, value) => (key === "__proto__" ? undefined : value))
    expect(plainJson(JSON.parse(text), most)).toEqual({ kind: "plain", value: expected })
  },
)

property.prop([fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true })])(
  "of anything at all something is answered that JSON can write, and that holds nothing of it by reference",
  (value) => {
    const copied = plainJson(value, most)
    // As text, since JSON writes no zero below zero.
    const written = (plain: unknown) => JSON.stringify(plain)
    if (copied.kind === "plain") expect(written(JSON.parse(written(copied.value)))).toBe(written(copied.value))
    else expect(copied.problem).toMatch(/^(malformed-json|body-too-large)$/)
  },
)

const circle: Record<string, unknown> = {}
circle.again = circle
const nested = (depth: number) => JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`)
/** Two to the power of 31 values, in 31 arrays. */
const shared = Array.from({ length: 31 }).reduce<unknown>((inner) => [inner, inner], "x")

test.each([
  ["a bigint", { a: 1n }],
  ["a symbol", { a: Symbol("a") }],
  ["a function", { a: () => 1 }],
  ["no number", { a: Number.NaN }],
  ["an infinity", { a: Number.POSITIVE_INFINITY }],
  ["what is undefined in an array", [undefined]],
  ["a circle", circle],
  ["an array more than 32 deep", nested(34)],
  ["an array a hundred thousand deep", nested(100_000)],
  [
    "a getter that throws",
    Object.defineProperty({}, "a", {
      enumerable: true,
      get() {
        throw new Error("no")
      },
    }),
  ],
])("%s is malformed", (_, value) => {
  expect(plainJson(value, most)).toEqual({ kind: "refused", problem: "malformed-json" })
})

test.each([
  ["a long text", "x".repeat(most + 1)],
  ["a long key", { ["x".repeat(most + 1)]: 1 }],
  ["many items", new Array(most + 1).fill(0)],
  ["an array that only claims to be long", new Array(4_000_000_000)],
  ["a few arrays that hold each other many times", shared],
])("%s is too large, and is not walked to its end", (_, value) => {
  expect(plainJson(value, most)).toEqual({ kind: "refused", problem: "body-too-large" })
})

test("a key that would become a prototype is dropped at any depth, and what is undefined", () => {
  const value = JSON.parse('{"__proto__":{"isAdmin":true},"a":[{"__proto__":1,"constructor":{"prototype":2}}]}')
  const copied = plainJson({ ...value, gone: undefined, ["__proto__"]: { isAdmin: true } }, most)
  expect(copied).toEqual({ kind: "plain", value: { a: [{ constructor: { prototype: 2 } }] } })
  if (copied.kind === "plain") expect(Object.getPrototypeOf(copied.value)).toBe(Object.prototype)
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined()
})
