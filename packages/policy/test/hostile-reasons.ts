import fc from "fast-check"
import type { Reason } from "../src/index.js"
import { sampleReasons } from "./sample-reasons.js"

/** What a text says when it was made of something that is not there. */
export const telltale = /undefined|NaN|\[object|Infinity|null/

/** Ids as an attacker would choose them; none that says what a broken text would say. */
const hostileTexts = fc
  .oneof(
    fc.string({ unit: "binary", maxLength: 1000 }),
    fc.string({ unit: "grapheme", maxLength: 60 }),
    fc.string({
      unit: fc.constantFrom("\u202e", "\u2066", "\u200b", "\n", "\u0000", '"', "a", "\ud800"),
      maxLength: 60,
    }),
    fc.constantFrom("__proto__", "constructor", "x".repeat(100_000), "%s <b>", "2026-13-45"),
  )
  .filter((text) => !telltale.test(text))

const hostileNumbers = fc.oneof(
  fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 1e300, 8.64e15, -8.64e15, 0.5),
  fc.maxSafeInteger(),
)

/** Builds that are none, and the longest that are. */
const hostileBuilds = fc.record({
  version: fc.oneof(
    fc.array(hostileNumbers, { maxLength: 12 }),
    fc.array(fc.integer({ min: 1e5, max: 1e6 }), { minLength: 6, maxLength: 8 }),
  ),
  number: fc.oneof(hostileNumbers, fc.nat()),
  preRelease: fc.option(fc.oneof(hostileTexts, fc.constant("beta")), { nil: undefined }),
  neededFor: fc.option(hostileTexts, { nil: undefined }),
  allowPreRelease: fc.boolean(),
})

/** What a parameter may be when nobody has checked it. */
export const hostileValues: fc.Arbitrary<unknown> = fc.oneof(
  hostileTexts,
  hostileNumbers,
  hostileBuilds,
  fc.constantFrom(null, undefined, true, {}, []),
  fc.array(hostileTexts, { maxLength: 30 }),
)

const hostileSources: fc.Arbitrary<unknown> = fc.oneof(
  fc.record({ kind: fc.constantFrom("account", "group", "stage"), groupId: hostileTexts, index: hostileNumbers }),
  hostileValues,
)

/** Reasons of the catalogue whose parameters and sources may be anything. */
export const hostileReasons: fc.Arbitrary<Reason> = fc
  .tuple(
    fc.constantFrom(...sampleReasons),
    fc.array(fc.option(hostileValues), { minLength: 3, maxLength: 3 }),
    hostileSources,
  )
  .map(([{ code, params, source }, values, otherSource]) => {
    const others = Object.entries(params).map(([name, value], index) => [name, values[index] ?? value])
    return { code, params: Object.fromEntries(others), source: values[0] === null ? source : otherSource } as Reason
  })
