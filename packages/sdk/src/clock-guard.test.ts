import { expect, test } from "vitest"
import { createClockGuard } from "./clock-guard.js"

const drifted = { code: "ERR_CONFIGURATION", field: "clock" }

test("a database that is more than five seconds off on either side is noticed", async () => {
  const guard = createClockGuard({ now: () => 1_000_000 }, () => {})
  for (const databaseTime of [994_999, 1_005_001]) {
    await expect(guard.timed(async () => ({ databaseTime }))).rejects.toMatchObject(drifted)
    expect(guard.isTrusted()).toBe(false)
  }
  for (const databaseTime of [995_000, 1_005_000]) {
    expect(await guard.timed(async () => ({ databaseTime }))).toEqual({ databaseTime, now: 1_000_000 })
    expect(guard.isTrusted()).toBe(true)
  }
})

test("a call that waited long is no drift", async () => {
  const times = [1_000_000, 1_030_000]
  const guard = createClockGuard({ now: () => times.shift() ?? 0 }, () => {})
  expect(await guard.timed(async () => ({ databaseTime: 1_029_000 }))).toMatchObject({ now: 1_000_000 })
})

test("a simulated clock is let through", async () => {
  const guard = createClockGuard({ now: () => 0, simulated: true }, () => {})
  expect(guard.isTrusted()).toBe(true)
  expect(await guard.timed(async () => ({ databaseTime: 1_000_000 }))).toMatchObject({ now: 0 })
})
