import { expect, it } from "vitest"
import { limits } from "./limits.js"
import { throttleRules } from "./throttle.js"

it("an email code and a challenge live ten minutes at most (NIST SP 800-63B-4 §3.1.3.2)", () => {
  expect(limits.emailCodeSeconds).toBeLessThanOrEqual(600)
  expect(limits.challengeSeconds).toBeLessThanOrEqual(600)
})

it("an enrollment lasts long enough to install an app, and an hour at most, since the key is on the screen", () => {
  expect(limits.enrollmentSeconds).toBe(3600)
})

it("a day's email codes allow fewer guesses than the failures in a row after which nobody is heard", () => {
  expect(limits.emailCodesPerHour).toBeLessThanOrEqual(limits.emailCodesPerDay)
  expect(limits.emailCodesPerDay * throttleRules.codes.free).toBeLessThanOrEqual(throttleRules.codes.cap)
})

it("a set of recovery codes can be typed to its end before the first wait", () => {
  expect(limits.recoveryCodes).toBeLessThan(throttleRules["recovery-codes"].free)
})
