import { MusterError } from "../errors.js"

/** How an authenticator app computes its codes. Both sides must agree; the otpauth URI tells the app. */
export interface TotpParameters {
  /** Length of a code, 6 to 9 digits. */
  readonly digits: 6 | 7 | 8 | 9
  /** How long one code is shown, in seconds. NIST SP 800-63B §3.1.4.1 asks for a change at least every two minutes. */
  readonly periodSeconds: 30 | 60
  /** The hash under the HMAC. */
  readonly algorithm: "SHA-1" | "SHA-256" | "SHA-512"
}

/**
 * 6 digits, 30 seconds, SHA-1: the only set that every authenticator app honours. HMAC-SHA-1 is not touched by the
 * collisions of SHA-1, which need freedom that an HMAC key denies.
 *
 * @see {@link appWarnings} for what other values cost
 */
export const TOTP_DEFAULTS: TotpParameters = Object.freeze({ digits: 6, periodSeconds: 30, algorithm: "SHA-1" })

const DIGITS = [6, 7, 8, 9] as const
const PERIODS = [30, 60] as const
const ALGORITHMS = ["SHA-1", "SHA-256", "SHA-512"] as const

/**
 * Fills in {@link TOTP_DEFAULTS} and checks every value.
 *
 * @throws ERR_CONFIGURATION with the field for a value outside {@link TotpParameters}.
 */
export function resolveTotpParameters(parameters: Partial<TotpParameters> = {}): TotpParameters {
  return {
    digits: oneOf(DIGITS, parameters.digits ?? TOTP_DEFAULTS.digits, "digits"),
    periodSeconds: oneOf(PERIODS, parameters.periodSeconds ?? TOTP_DEFAULTS.periodSeconds, "periodSeconds"),
    algorithm: oneOf(ALGORITHMS, parameters.algorithm ?? TOTP_DEFAULTS.algorithm, "algorithm"),
  }
}

function oneOf<T>(allowed: readonly T[], value: T, field: keyof TotpParameters): T {
  if (allowed.includes(value)) return value
  throw new MusterError("ERR_CONFIGURATION", `The TOTP ${field} must be one of ${allowed.join(", ")}.`, { field })
}
