import { constantTimeEqual, utf8 } from "../bytes.js"
import { parseNumericCode } from "../codes/canonical-code.js"
import { MusterError } from "../errors.js"
import type { Instant } from "../time.js"
import { codeOfStep, totpStep } from "./generate.js"
import { resolveTotpParameters, type TotpParameters } from "./parameters.js"
import { assertSecret } from "./secret.js"

/** Input of {@link verifyTotp}. */
export interface VerifyTotpInput {
  /** The shared secret, 10 to 64 bytes. */
  readonly secret: Uint8Array
  /** What the person typed, in whatever form it arrived. */
  readonly code: unknown
  /** The server's time. Never a time that the client sent. */
  readonly at: Instant
  /** What differs from {@link TOTP_DEFAULTS}. */
  readonly parameters?: Partial<TotpParameters> | undefined
  /** How many steps before and after the present one are accepted; 1 when left out (RFC 6238 §5.2). */
  readonly toleranceSteps?: 0 | 1 | 2 | undefined
  /** The step of the last accepted code; `null` or absent when none was. */
  readonly lastUsedStep?: number | null | undefined
  /**
   * Whether a mismatch is searched for a clock that is off; `false` when left out. For the first code of an enrollment
   * alone: at sign-in the hint, and the time that the search takes, would tell a guesser how near a code was.
   */
  readonly findClockSkew?: boolean | undefined
}

/** Answer of {@link verifyTotp}. */
export type VerifyTotpResult =
  | {
      /** The code is right and was not used. */
      readonly kind: "accepted"
      /** The step that the code belongs to. Store it as `lastUsedStep`, if it is still higher than the stored one. */
      readonly step: number
      /** Steps between the present and the code's: negative when the phone is behind. */
      readonly drift: number
    }
  | {
      /** The code does not count. */
      readonly kind: "rejected"
      /**
       * - `malformed`: not that many digits, so no guess
       * - `mismatch`: the code of no step in the window
       * - `replayed`: right, but its step is not later than the last used one
       */
      readonly reason: "malformed" | "mismatch" | "replayed"
      /**
       * With `mismatch`, where it was searched for: the code fits a step this far from the present, so the phone's
       * clock seems off. Not accepted.
       */
      readonly clockSkewSteps?: number
    }

/** How far beyond the window a mismatch is searched for a clock that is off: five minutes at 30 seconds. */
const SKEW_SEARCH_STEPS = 10

/**
 * Verifies the code of an authenticator app and tells the step that it belongs to.
 *
 * Does not count attempts and remembers nothing. Charge the attempt before calling this; after `accepted`, store the
 * step with a compare-and-set, because two callers may be accepted at once until one of them has stored it.
 *
 * @returns `accepted` with the step, or `rejected` with the reason; whatever was typed, it does not throw
 * @throws ERR_INVALID_INPUT for a bad `secret`, `at` or `lastUsedStep`, ERR_CONFIGURATION for bad `parameters` or
 * `toleranceSteps`.
 * @example
 * ```ts
 * const result = verifyTotp({ secret, code: "123 456", at: clock.now(), lastUsedStep })
 * if (result.kind === "accepted") await saveLastUsedStep(result.step)
 * ```
 * @see RFC 6238 §5.2; OWASP ASVS 6.5.1, 11.2.4
 */
export function verifyTotp(input: VerifyTotpInput): VerifyTotpResult {
  const parameters = resolveTotpParameters(input.parameters)
  assertSecret(input.secret)
  const tolerance = checkedTolerance(input.toleranceSteps ?? 1)
  const lastUsed = checkedLastUsedStep(input.lastUsedStep ?? -1)
  const present = totpStep(input.at, parameters.periodSeconds)

  const code = parseNumericCode(input.code, parameters.digits)
  if (code === undefined) return { kind: "rejected", reason: "malformed" }

  const typed = utf8(code)
  const fits = (step: number) => step >= 0 && constantTimeEqual(utf8(codeOfStep(input.secret, step, parameters)), typed)

  // Every step is compared, so that the time does not tell which one fitted. Should two steps share a code, the later
  // one counts: marking the earlier as used would leave the same code good for the later.
  let matched: number | undefined
  for (let step = present - tolerance; step <= present + tolerance; step++) {
    if (fits(step)) matched = step
  }
  if (matched === undefined) {
    const skew = input.findClockSkew === true ? clockSkew(present, tolerance, lastUsed, fits) : undefined
    return { kind: "rejected", reason: "mismatch", ...(skew === undefined ? {} : { clockSkewSteps: skew }) }
  }
  if (matched <= lastUsed) return { kind: "rejected", reason: "replayed" }
  return { kind: "accepted", step: matched, drift: matched - present }
}

/** Searches outwards, nearest first. A step that was used says nothing about the clock: the code is just old. */
function clockSkew(
  present: number,
  tolerance: number,
  lastUsed: number,
  fits: (step: number) => boolean,
): number | undefined {
  for (let distance = tolerance + 1; distance <= tolerance + SKEW_SEARCH_STEPS; distance++) {
    for (const skew of [-distance, distance]) {
      if (present + skew > lastUsed && fits(present + skew)) return skew
    }
  }
  return undefined
}

function checkedTolerance(steps: number): number {
  if (steps === 0 || steps === 1 || steps === 2) return steps
  throw new MusterError("ERR_CONFIGURATION", "The tolerance must be 0, 1 or 2 steps.", { field: "toleranceSteps" })
}

/** A BIGINT that a driver gave as a string would compare as text, and an old code would pass. */
function checkedLastUsedStep(step: number): number {
  if (Number.isSafeInteger(step)) return step
  throw new MusterError("ERR_INVALID_INPUT", "The last used step must be a whole number or null.", {
    field: "lastUsedStep",
  })
}
