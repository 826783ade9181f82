import type { Primary } from "./api/people.js"

/**
 * The `amr` values of a primary method. RFC 8176 names no value for single sign-on or a mailed link: those leave none
 * rather than one of our own.
 *
 * @see RFC 8176 §2
 */
export function primaryMethods(primary: Primary): readonly string[] {
  switch (primary) {
    case "password":
    case "password-reset":
      return ["pwd"]
    case "passkey":
      return ["pop"]
    case "sso":
    case "magic-link":
      return []
  }
}

/** The `amr` values once a second factor was proved on top: `otp` also stands for a recovery code, which is one-time too. */
export function withSecondFactor(primary: Primary): readonly string[] {
  return [...primaryMethods(primary), "otp", "mfa"]
}
