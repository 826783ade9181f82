import type { MusterOptions } from "./api/options.js"

/**
 * The profile of the product that Muster's rules come from: 9-digit codes, a lost phone replaced with password and
 * email code alone, signing in again after enrolling, and enabling before the device groups are set. Spread it before
 * your own options.
 *
 * Nine digits are not honoured by every authenticator app, and `self-service` replacement waives the rule that a
 * mailbox and a password never replace a factor (NIST SP 800-63B-4 §4.2.2.2, ASVS 6.4.4): choose it knowingly.
 */
export const originalProduct: Required<Pick<MusterOptions, "totp" | "defaults">> = Object.freeze({
  totp: Object.freeze({ digits: 9 }),
  defaults: Object.freeze({
    replacement: Object.freeze({ rule: "self-service", holdHours: 0 }),
    afterEnrollment: "sign-in-again",
    readiness: "warn",
  }),
})
