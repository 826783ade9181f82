import { counterToBytes, dynamicTruncate, truncateDigits } from "@otplib/core"
import { hmac } from "#hmac"
import { MusterError } from "../errors.js"
import type { Instant } from "../time.js"
import { resolveTotpParameters, type TotpParameters } from "./parameters.js"
import { assertSecret } from "./secret.js"

/**
 * Returns the time step that a moment belongs to: whole periods since 1970. Steps beyond 32 bits work (RFC 6238 §4.2).
 *
 * @param at - in milliseconds, from 1970 on
 * @throws ERR_INVALID_INPUT for a moment before 1970 or none at all.
 */
export function totpStep(at: Instant, periodSeconds: number): number {
  if (!Number.isFinite(at) || at < 0) {
    throw new MusterError("ERR_INVALID_INPUT", "The moment must be milliseconds since 1970.", { field: "at" })
  }
  return Math.floor(at / 1000 / periodSeconds)
}

/** Input of {@link generateTotp}. */
export interface GenerateTotpInput {
  /** The shared secret, 10 to 64 bytes. */
  readonly secret: Uint8Array
  /** The moment whose code is asked for. */
  readonly at: Instant
  /** What differs from {@link TOTP_DEFAULTS}. */
  readonly parameters?: Partial<TotpParameters> | undefined
}

/**
 * Computes the code that an authenticator app shows at a moment. For tests and for clients; a server verifies instead.
 *
 * @throws ERR_INVALID_INPUT for a bad secret or moment, ERR_CONFIGURATION for bad parameters.
 * @see RFC 6238 §4.2, RFC 4226 §5.3
 */
export function generateTotp(input: GenerateTotpInput): string {
  const parameters = resolveTotpParameters(input.parameters)
  assertSecret(input.secret)
  return codeOfStep(input.secret, totpStep(input.at, parameters.periodSeconds), parameters)
}

/** The code of one step: one HMAC, then otplib's truncation. Its inputs have been checked. */
export function codeOfStep(secret: Uint8Array, step: number, { algorithm, digits }: TotpParameters): string {
  return truncateDigits(dynamicTruncate(hmac(algorithm, secret, counterToBytes(step))), digits)
}
