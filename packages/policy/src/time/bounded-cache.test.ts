import { expect, it, vi } from "vitest"
import { createBoundedCache } from "./bounded-cache.js"

it("a value is made once", () => {
  const remember = createBoundedCache<string>(2)
  const make = vi.fn(() => "made")
  expect([remember("a", make), remember("a", make)]).toEqual(["made", "made"])
  expect(make).toHaveBeenCalledTimes(1)
})

it("what could not be made is tried again, and takes no room", () => {
  const remember = createBoundedCache<string>(1)
  const fail = vi.fn(() => undefined)
  remember("kept", () => "value")
  expect([remember("a", fail), remember("a", fail)]).toEqual([undefined, undefined])
  expect(fail).toHaveBeenCalledTimes(2)
  expect(remember("kept", fail)).toBe("value")
})

it("holds as many values as its limit says, and with one more forgets those before", () => {
  const remember = createBoundedCache<number>(3)
  const held = (key: string) => remember(key, () => undefined) !== undefined
  for (const [index, key] of ["a", "b", "c"].entries()) remember(key, () => index)
  expect(["a", "b", "c"].map(held)).toEqual([true, true, true])
  remember("d", () => 3)
  expect(["a", "b", "c", "d"].map(held)).toEqual([false, false, false, true])
})

it("keys that name members of an object are keys like any other", () => {
  const remember = createBoundedCache<string>(3)
  for (const key of ["__proto__", "constructor"]) expect(remember(key, () => `value of ${key}`)).toBe(`value of ${key}`)
})
