import type { Clock } from "@muster/core"
import { authenticator } from "@muster/core/testing"
import type { Person } from "./person.js"

const period = 30_000

export const stepAt = (now: number) => Math.floor(now / period)

/** The code that an app shows, a number of steps from now. */
export function codeOf(uri: string, clock: Clock, drift = 0): string {
  return authenticator(uri, { now: () => clock.now() + drift * period }).code()
}

/** The steps around now whose code this is: of those that are accepted at all. */
export function stepsOf(uri: string, code: string, clock: Clock): readonly number[] {
  return [-1, 0, 1].filter((drift) => codeOf(uri, clock, drift) === code).map((drift) => stepAt(clock.now()) + drift)
}

/** What must become of a code of the factor: each step is accepted once, and none before the last one. */
export function judgeCode({ factor }: Person, code: string, clock: Clock): "accepted" | "already-used" | "mismatch" {
  if (factor === null) return "mismatch"
  const steps = stepsOf(factor.uri, code, clock)
  if (steps.length === 0) return "mismatch"
  return steps.some((step) => step > factor.lastStep) ? "accepted" : "already-used"
}

export type Typed = "right" | "wrong" | "old"

/** What somebody types: the app's code, another one, or that of an app that was replaced. */
export function typedCode({ retired }: Person, clock: Clock, uri: string | null, typed: Typed): string {
  const source = typed === "old" ? (retired.at(-1) ?? uri) : uri
  const code = source === null ? "000000" : codeOf(source, clock)
  return typed === "wrong" ? otherCode(code) : code
}

/** A code of the same length that is not this one. */
export function otherCode(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, "0")
}
