import type { Primary } from "./api/people.js"
import type { Assurance } from "./assurance.js"

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

/** The primary method that a session began with, as far as its `amr` tells: a mailed link leaves as little as single sign-on. */
export function primaryOf({ amr }: Pick<Assurance, "amr">): Primary {
  if (amr.includes("pwd")) return "password"
  return amr.includes("pop") ? "passkey" : "sso"
}
