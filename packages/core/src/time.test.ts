import { expect, test } from "vitest"
import { systemClock } from "./time.js"

test("the system clock follows real time, and does not claim to be simulated", () => {
  const before = Date.now()
  const now = systemClock.now()
  expect(now).toBeGreaterThanOrEqual(before)
  expect(now).toBeLessThanOrEqual(Date.now())
  expect(systemClock.simulated).toBeUndefined()
})
