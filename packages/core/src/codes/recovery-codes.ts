import { sha256 } from "@noble/hashes/sha2.js"
import { base32crockford } from "@scure/base"
import { lengthPrefixed, toBase64url } from "../bytes.js"
import { MusterError } from "../errors.js"
import { drawUntil, type RandomSource } from "../random.js"
import { typedText } from "./typed-text.js"

/**
 * 120 bits, 24 characters: over the 112 bits from which a plain hash is enough (NIST SP 800-63B §3.1.2.2, ASVS 6.5.2).
 */
const CODE_BYTES = 15

/** Input of {@link generateRecoveryCodes}. */
export interface GenerateRecoveryCodesInput {
  /** Where the randomness comes from. */
  readonly random: RandomSource
  /** How many codes, 1 to 100; 10 when left out. */
  readonly count?: number | undefined
}

/** Input of {@link digestRecoveryCode}. */
export interface DigestRecoveryCodeInput {
  /** The account. */
  readonly accountId: string
  /** The user within the account. */
  readonly userId: string
  /** The code, in any spelling that {@link parseRecoveryCode} reads. */
  readonly code: string
}

/**
 * Makes recovery codes of 120 random bits, shown as six groups of four Crockford Base32 characters. Never digits alone,
 * so that no form takes one for a numeric code. Show them once; store only their digests.
 *
 * @throws ERR_INVALID_INPUT for another `count`, ERR_CONFIGURATION for a random source that does not work.
 * @see NIST SP 800-63B §4.2.1.1; OWASP ASVS 14.2.6
 */
export function generateRecoveryCodes({ random, count = 10 }: GenerateRecoveryCodesInput): readonly string[] {
  if (!Number.isInteger(count) || count < 1 || count > 100) {
    throw new MusterError("ERR_INVALID_INPUT", "The count must be 1 to 100.", { field: "count" })
  }
  return Array.from({ length: count }, () => drawUntil(random, CODE_BYTES, shownUnlessNumeric))
}

function shownUnlessNumeric(bytes: Uint8Array): string | undefined {
  const code = base32crockford.encode(bytes)
  return /^[0-9]+$/.test(code) ? undefined : (code.match(/.{4}/g) as string[]).join("-")
}

/**
 * Brings a recovery code to its canonical 24 characters. Spaces, dashes and case do not matter; O reads as 0, I and L
 * as 1, as Crockford's alphabet has it.
 *
 * @param input - whatever arrived
 * @returns the canonical code, or `undefined` for anything that is none; never throws
 */
export function parseRecoveryCode(input: unknown): string | undefined {
  const typed = typedText(input)
  // ASCII before upper case: "ı" would become an I, and read as 1.
  if (!/^[0-9A-Za-z]{24}$/.test(typed)) return undefined
  const code = typed.toUpperCase().replaceAll("O", "0").replace(/[IL]/g, "1")
  return code.includes("U") ? undefined : code
}

/**
 * Digests a recovery code for storage: SHA-256 over the code with its account and user. At 120 bits there is nothing to
 * guess, so it needs neither salt nor pepper; and a pepper could never be retired, since codes live for years on paper.
 *
 * @throws ERR_INVALID_INPUT when `code` is none, or an id is not well-formed Unicode.
 */
export function digestRecoveryCode({ accountId, userId, code }: DigestRecoveryCodeInput): string {
  const canonical = parseRecoveryCode(code)
  if (canonical === undefined) {
    throw new MusterError("ERR_INVALID_INPUT", "The recovery code is none.", { field: "code" })
  }
  return toBase64url(sha256(lengthPrefixed(["muster/recovery-code", accountId, userId, canonical])))
}
