import { MusterError } from "../errors.js"
import { drawBytes, type RandomSource, systemRandom } from "../random.js"

/** RFC 4226 §4 R6: 160 bits are recommended. */
const GENERATED_BYTES = 20
/** RFC 4226 §4 R6: 128 bits are required. */
const LEAST_BYTES = 16
/** What sites handed out before the RFC was heeded: 16 Base32 characters. */
const LEAST_BYTES_AT_OWN_RISK = 10
/** The block of SHA-1 and SHA-256; HMAC would hash a longer key down. */
const MOST_BYTES = 64

/**
 * Makes a TOTP secret of 160 random bits. Each factor gets its own. Seal it before it is stored.
 *
 * @param random - defaults to the platform's secure generator
 * @throws ERR_CONFIGURATION when the random source gives too few bytes.
 * @see RFC 4226 §4 R6
 */
export function generateTotpSecret(random: RandomSource = systemRandom): Uint8Array {
  return drawBytes(random, GENERATED_BYTES)
}

/** Options of {@link importTotpSecret}. */
export interface ImportTotpSecretOptions {
  /** Accepts 80 to 127 bits, which RFC 4226 forbids, for users who bring factors from an older system. */
  readonly dangerouslyAllowShortSecret?: boolean | undefined
}

/**
 * Takes over a secret that another system made: 16 to 64 bytes, or from 10 bytes on with `dangerouslyAllowShortSecret`.
 *
 * @returns a copy, which later changes of `bytes` do not reach
 * @throws ERR_INVALID_INPUT for another length.
 * @see RFC 4226 §4 R6
 */
export function importTotpSecret(bytes: Uint8Array, options: ImportTotpSecretOptions = {}): Uint8Array {
  const least = options.dangerouslyAllowShortSecret === true ? LEAST_BYTES_AT_OWN_RISK : LEAST_BYTES
  if (secretFault(bytes) !== undefined || bytes.length < least) {
    throw new MusterError("ERR_INVALID_INPUT", `A TOTP secret must have ${least} to ${MOST_BYTES} bytes.`, {
      field: "secret",
    })
  }
  return Uint8Array.from(bytes)
}

/** What is wrong with the length of a secret, by the widest bounds; `undefined` when nothing is. */
export function secretFault(secret: Uint8Array): "too-short" | "too-long" | undefined {
  if (!(secret instanceof Uint8Array) || secret.length < LEAST_BYTES_AT_OWN_RISK) return "too-short"
  return secret.length > MOST_BYTES ? "too-long" : undefined
}

/** Refuses a secret that {@link importTotpSecret} could not have given. */
export function assertSecret(secret: Uint8Array): void {
  if (secretFault(secret) === undefined) return
  throw new MusterError(
    "ERR_INVALID_INPUT",
    `A TOTP secret must have ${LEAST_BYTES_AT_OWN_RISK} to ${MOST_BYTES} bytes.`,
    { field: "secret" },
  )
}
