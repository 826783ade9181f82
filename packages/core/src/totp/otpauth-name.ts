/** Issuer or label, in UTF-16 units; an address has at most 254 (RFC 5321 §4.5.3.1.3). */
export const MOST_NAME_CHARACTERS = 256

/**
 * Colons, because the first one ends the issuer and apps disagree about the others; control and bidirectional
 * characters, because they let one name look like another; half surrogate pairs, because they cannot be encoded.
 */
const FORBIDDEN = /[:\p{Control}\p{Bidi_Control}\p{Line_Separator}\p{Paragraph_Separator}\p{Surrogate}]/u

/**
 * Says whether authenticator apps show a text as it is, as issuer or as label: 1 to 256 characters, without surrounding
 * white space, which they trim, and without colons, control, bidirectional or line-separating characters.
 */
export function isOtpauthName(text: string): boolean {
  return text !== "" && text.length <= MOST_NAME_CHARACTERS && text === text.trim() && !FORBIDDEN.test(text)
}
