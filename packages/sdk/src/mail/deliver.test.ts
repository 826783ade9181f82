import { systemRandom } from "@muster/core"
import { expect, test } from "vitest"
import { backoffMilliseconds } from "./deliver.js"

const first = 30_000
const filled = (byte: number) => ({ bytes: (length: number) => new Uint8Array(length).fill(byte) })

test.each([
  [1, first],
  [2, first * 2],
  [5, first * 16],
  [7, first * 64],
  [8, 3_600_000],
  [200, 3_600_000],
])("after try %i a mail waits for half to all of %i ms", (tries, longest) => {
  expect(backoffMilliseconds(filled(0), tries)).toBe(longest)
  const shortest = backoffMilliseconds(filled(255), tries)
  expect(shortest).toBeGreaterThan(longest / 2)
  expect(shortest).toBeLessThan(longest / 2 + 100)
})

test("mail that failed together does not come back together", () => {
  const waits = Array.from({ length: 100 }, () => backoffMilliseconds(systemRandom, 1))
  expect(new Set(waits).size).toBeGreaterThan(50)
  expect(waits.every((wait) => Number.isInteger(wait) && wait > first / 2 && wait <= first)).toBe(true)
})
