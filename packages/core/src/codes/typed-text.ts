/**
 * What people's keyboards, clipboards and mail programs put between the characters of a code: white space, dashes, and
 * characters that show nothing (zero-width, bidirectional marks, variation selectors, soft hyphen).
 */
const BETWEEN_CHARACTERS =
  /[\s\p{Dash_Punctuation}\p{Format}\p{Default_Ignorable_Code_Point}\u{02D7}\u{2043}\u{2212}]/gu

/** Longer than any code with any decoration; bounds the work that hostile input can cause. */
const MOST_CHARACTERS = 256

/**
 * Reads text as a person meant it: compatibility forms become plain (full-width "１" is "1"), and what only separates or
 * shows nothing is dropped. Anything but a string, and text of more than 256 characters, reads as "". Never throws.
 */
export function typedText(input: unknown): string {
  if (typeof input !== "string" || input.length > MOST_CHARACTERS) return ""
  return input.normalize("NFKC").replace(BETWEEN_CHARACTERS, "")
}
