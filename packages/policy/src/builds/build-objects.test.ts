import { expect, it, test } from "vitest"
import { parseBuild } from "./build.js"

const malformed = { kind: "rejected", reason: "malformed" }
const outOfRange = { kind: "rejected", reason: "out-of-range" }
const sound = { version: [4, 3], number: 1575 }
const spell = () => "beta"
const fails = () => {
  throw new Error("must not be passed on")
}

test.each([
  undefined,
  null,
  4.3,
  Number.NaN,
  1575n,
  true,
  Symbol("v4.3 b1575"),
  () => sound,
  Object.assign(() => {}, sound),
  [],
  [4, 3],
  {},
  { version: [4, 3] },
  { number: 1575 },
  { version: "4.3", number: 1575 },
  { version: { 0: 4, 1: 3, length: 2 }, number: 1575 },
  { version: new Uint8Array([4, 3]), number: 1575 },
  { version: [], number: 1 },
  { ...sound, number: "1575" },
  { ...sound, number: null },
  { ...sound, number: 1575n },
  { ...sound, preRelease: null },
  { ...sound, preRelease: false },
  { ...sound, preRelease: 1 },
  { ...sound, preRelease: ["beta"] },
  { ...sound, preRelease: { length: 4, toString: spell, toLowerCase: spell } },
  { ...sound, preRelease: "" },
  { ...sound, preRelease: "." },
  { ...sound, preRelease: ".beta" },
  { ...sound, preRelease: "beta." },
  { ...sound, preRelease: "beta..2" },
  { ...sound, preRelease: "beta-2" },
  { ...sound, preRelease: "beta\n" },
  { ...sound, preRelease: "beta 2" },
  { ...sound, preRelease: "béta" },
  new String("v4.3 b1575"),
])("an object that has not the form is malformed (%#)", (input) => expect(parseBuild(input)).toEqual(malformed))

test.each([
  ["a negative number", { version: [4, 3], number: -1 }],
  ["a fraction", { version: [4, 3], number: 1.5 }],
  ["a number that is NaN", { version: [4, 3], number: Number.NaN }],
  ["a number without end", { version: [4, 3], number: Number.POSITIVE_INFINITY }],
  ["a component that is no number", { version: [4, "3"], number: 1 }],
  ["a component that is NaN", { version: [4, Number.NaN], number: 1 }],
  ["a negative component", { version: [4, -1], number: 1 }],
  ["a sparse version", { version: Object.assign(new Array(3), { 0: 4, 2: 3 }), number: 1 }],
  ["nine components", { version: [1, 2, 3, 4, 5, 6, 7, 8, 9], number: 1 }],
  ["a version without end", { version: new Array(1e6).fill(1), number: 1 }],
  ["a version of four thousand million holes", { version: new Array(2 ** 32 - 1), number: 1 }],
  ["a label of 33 characters", { ...sound, preRelease: "x".repeat(33) }],
  ["a label of a million characters", { ...sound, preRelease: "x.".repeat(5e5) }],
])("%s is out of range", (_, input) => expect(parseBuild(input)).toEqual(outOfRange))

it("reads eight components, the label of 32 characters, and 0 everywhere", () => {
  const label = "x".repeat(32)
  const longest = { version: [1, 2, 3, 4, 5, 6, 7, 8], number: 1, preRelease: label }
  expect(parseBuild(longest)).toStrictEqual({ kind: "parsed", build: longest })
  const least = { version: [0], number: 0 }
  expect(parseBuild(least)).toStrictEqual({ kind: "parsed", build: least })
})

it("reads the largest numbers of a version of two components, and with a label no longer", () => {
  const { MAX_SAFE_INTEGER: most } = Number
  const largest = { version: [most, most], number: most }
  expect(parseBuild(largest)).toStrictEqual({ kind: "parsed", build: largest })
  expect(parseBuild({ ...largest, preRelease: "beta.1234567" })).toEqual(outOfRange)
  expect(parseBuild({ ...largest, preRelease: "beta.123456" }).kind).toBe("parsed")
  expect(parseBuild({ ...largest, version: [most, most, most] })).toEqual(outOfRange)
})

test.each([
  ["a key __proto__", JSON.parse('{"__proto__":{"version":[1],"number":1}}')],
  ["a prototype", Object.create(sound)],
  ["a prototype for the number", Object.assign(Object.create({ number: 1575 }), { version: [4, 3] })],
])("nothing is read from %s", (_, input) => expect(parseBuild(input)).toEqual(malformed))

it("reads an object without a prototype, and no label from a prototype", () => {
  const bare = Object.assign(Object.create(null), sound)
  const labelled = Object.assign(Object.create({ preRelease: "beta" }), sound)
  expect(parseBuild(bare)).toStrictEqual({ kind: "parsed", build: sound })
  expect(parseBuild(labelled)).toStrictEqual({ kind: "parsed", build: sound })
})

test.each([
  ["version", Object.defineProperty({ ...sound }, "version", { get: fails })],
  ["number", Object.defineProperty({ ...sound }, "number", { get: fails })],
  ["preRelease", Object.defineProperty({ ...sound }, "preRelease", { get: fails })],
  ["component", { ...sound, version: Object.defineProperty([4, 3], 1, { get: fails }) }],
])("a getter of the %s that throws makes it malformed", (_, input) => expect(parseBuild(input)).toEqual(malformed))

test.each([
  ["of an object", new Proxy(sound, { getOwnPropertyDescriptor: fails })],
  ["of a version", { ...sound, version: new Proxy([4, 3], { get: fails }) }],
  ["that was revoked", { ...sound, version: revoked() }],
  [
    "that lies about its length",
    { ...sound, version: new Proxy([4, 3], { get: (_, name) => (name === "length" ? Number.NaN : 4) }) },
  ],
])("a proxy %s is malformed", (_, input) => expect(parseBuild(input)).toEqual(malformed))

it("reads each member once, so that what was checked is what is answered", () => {
  let reads = 0
  const shifty = { version: [4, 3], preRelease: "beta" }
  Object.defineProperty(shifty, "number", { get: () => (reads++ === 0 ? 1575 : Number.NaN) })
  const build = { version: [4, 3], number: 1575, preRelease: "beta" }
  expect(parseBuild(shifty)).toStrictEqual({ kind: "parsed", build })
  expect(reads).toBe(1)
})

function revoked(): number[] {
  const { proxy, revoke } = Proxy.revocable<number[]>([], {})
  revoke()
  return proxy
}
