import { typedText } from "./typed-text.js"

const DECIMAL_DIGIT = /\p{Decimal_Number}/u

/**
 * Brings a numeric code to the one form that is counted, looked up and compared: any script's digits become ASCII; white
 * space, dashes, zero-width and bidirectional marks are dropped. What else was typed stays, so that it fails as malformed.
 *
 * Every numeric code passes through here first. Two spellings of a code that were told apart later would be two guesses for
 * the price of one, or one code accepted twice (CVE-2025-6014).
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

/** Unicode keeps the ten digits of a script in one ascending run, so a digit's value is its distance from the run's start. */
function asciiDigit(digit: string): string {
  const codePoint = digit.codePointAt(0) as number
  let zero = codePoint
  while (DECIMAL_DIGIT.test(String.fromCodePoint(zero - 1))) zero--
  return String((codePoint - zero) % 10)
}
