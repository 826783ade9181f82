import { MusterError } from "../errors.js"
import type { KeyProvider } from "../keys/key-provider.js"
import { type KeyedDigest, keyedDigest, type VerifyKeyedDigestResult, verifyKeyedDigest } from "../keys/keyed-digest.js"
import { drawUntil, type RandomSource } from "../random.js"
import { canonicalizeCode } from "./canonical-code.js"

/** Input of {@link generateEmailCode}. */
export interface GenerateEmailCodeInput {
  /** Length of the code. */
  readonly digits: 6 | 7 | 8
  /** Where the randomness comes from. */
  readonly random: RandomSource
}

/** What an email code is good for, and for nothing else. */
export interface EmailCodeBinding {
  /** The account. */
  readonly accountId: string
  /** The user within the account. */
  readonly userId: string
  /** The ticket of the sign-in that asked for the code. */
  readonly ticketId: string
  /** The address that the code was sent to. */
  readonly address: string
}

/** Input of {@link digestEmailCode}. */
export interface DigestEmailCodeInput {
  /** Where the pepper comes from. */
  readonly keys: KeyProvider
  /** What the code is good for. */
  readonly binding: EmailCodeBinding
  /** The code, in any spelling that {@link canonicalizeCode} reads. */
  readonly code: string
}

/** Input of {@link verifyEmailCode}. */
export interface VerifyEmailCodeInput extends DigestEmailCodeInput {
  /** What {@link digestEmailCode} gave for the newest code. */
  readonly stored: KeyedDigest
}

/**
 * Makes a numeric code, uniform over the whole range from 0 on: "000042" is as likely as any other.
 *
 * @throws ERR_CONFIGURATION for another length or a random source that does not work.
 * @see OWASP ASVS 6.5.4; NIST SP 800-63B §3.1.3.2
 */
export function generateEmailCode({ digits, random }: GenerateEmailCodeInput): string {
  if (digits !== 6 && digits !== 7 && digits !== 8) {
    throw new MusterError("ERR_CONFIGURATION", "An email code must have 6, 7 or 8 digits.", { field: "digits" })
  }
  const range = 10 ** digits
  // Numbers of the last, incomplete round are drawn again; taken modulo the range they would make low codes more
  // likely.
  const accepted = 2 ** 32 - (2 ** 32 % range)
  return drawUntil(random, 4, (bytes) => {
    const drawn = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
    return drawn < accepted ? String(drawn % range).padStart(digits, "0") : undefined
  })
}

/**
 * Digests an email code for storage, bound to its account, user, ticket and address under the pepper.
 *
 * @throws ERR_INVALID_INPUT when `code` is none, ERR_KEY_UNAVAILABLE when the key provider fails.
 * @see OWASP ASVS 6.6.2
 */
export async function digestEmailCode({ keys, binding, code }: DigestEmailCodeInput): Promise<KeyedDigest> {
  const canonical = canonicalizeCode(code)
  if (!EMAIL_CODE.test(canonical)) {
    throw new MusterError("ERR_INVALID_INPUT", "An email code must have 6, 7 or 8 digits.", { field: "code" })
  }
  return keyedDigest({ keys, label: LABEL, parts: boundParts(binding, canonical) })
}

/**
 * Compares what a person typed with the stored digest, in constant time. Knows nothing of expiry, newer codes and
 * attempts: charge before calling it, and check those.
 *
 * @returns `match`; or `mismatch` for a wrong code, another binding, and anything that is no code at all
 * @throws ERR_KEY_UNAVAILABLE when the pepper is gone or the key provider fails.
 */
export async function verifyEmailCode(input: VerifyEmailCodeInput): Promise<VerifyKeyedDigestResult> {
  const { keys, binding, stored } = input
  const canonical = canonicalizeCode(input.code)
  if (!EMAIL_CODE.test(canonical)) return { kind: "mismatch" }
  return verifyKeyedDigest({ keys, label: LABEL, parts: boundParts(binding, canonical), stored })
}

const LABEL = "email-code"
const EMAIL_CODE = /^[0-9]{6,8}$/

function boundParts({ accountId, userId, ticketId, address }: EmailCodeBinding, code: string): readonly string[] {
  return [accountId, userId, ticketId, address, code]
}
