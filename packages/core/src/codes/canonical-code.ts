import { typedText } from "./typed-text.js"

const DECIMAL_DIGIT = /\p{Decimal_Number}/u

/**
 * Brings a numeric code to the one form that is counted, looked up and compared: any script's digits become ASCII;
 * white space, dashes, zero-width and bidirectional marks are dropped. What else was typed stays, so that it fails as
 * malformed.
 *
 * Every numeric code passes through here first. Two spellings of a code that were told apart later would be two guesses
 * for the price of one, or one code accepted twice (CVE-2025-6014).
 *
 * @param input - whatever arrived; anything but a string, or more than 256 characters, gives ""
 * @returns the canonical text; never throws
 * @example
 * ```ts
 * canonicalizeCode(" ١٢٣-４５６ ") // "123456"
 * ```
 */
export function canonicalizeCode(input: unknown): string {
  return typedText(input).replace(/\p{Decimal_Number}/gu, asciiDigit)
}

/**
 * Reads a numeric code of a known length. Anything else that was typed is no guess: it is answered as malformed, and no
 * attempt is charged for it.
 *
 * @param input - whatever arrived
 * @param digits - how many digits a code has here
 * @returns the canonical code, or `undefined` for what is none; never throws
 * @example
 * ```ts
 * parseNumericCode("123 456", 6) // "123456"
 * parseNumericCode("123 45O", 6) // undefined
 * ```
 */
export function parseNumericCode(input: unknown, digits: number): string | undefined {
  const code = canonicalizeCode(input)
  return code.length === digits && /^[0-9]+$/.test(code) ? code : undefined
}

/**
 * Unicode keeps the ten digits of a script in one ascending run, so a digit's value is its distance from the run's
 * start.
 */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) as number
  let zero = codePoint
  while (DECIMAL_DIGIT.test(String.fromCodePoint(zero - 1))) zero--
  return String((codePoint - zero) % 10)
}
