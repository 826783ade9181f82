/** What an account's admins decide about two-factor sign-in, apart from switching it on. */
export interface AccountSettings {
  /** IANA time zone in which dates are meant. */
  readonly timeZone: string
  /** Who may replace a lost authenticator: its holder with a recovery code, its holder by email code (after a hold), or an admin. */
  readonly replacement:
    | { readonly rule: "authenticator-or-recovery-code" }
    | { readonly rule: "self-service"; readonly holdHours: number }
    | { readonly rule: "admin-only" }
  /** What follows a confirmed enrollment: the user is signed in, or signs in once more. */
  readonly afterEnrollment: "signed-in" | "sign-in-again"
  /**
   * `require`: groups below the minimum block enabling. `warn`: enable first, set the groups after. Either
   * way, no group may be lowered under the minimum while two-factor is on.
   */
  readonly readiness: "require" | "warn"
  /** Whether a client that reports no build may sign in where a minimum applies. */
  readonly unknownBuild: "block" | "allow"
  /** How long a running activity may go on after its session has ended; `null`: until it ends by itself. */
  readonly maxDrainHours: number | null
  /** Whether only an admin who is enrolled may switch two-factor on. */
  readonly requireEnrolledAdmin: boolean
}

/**
 * The settings of an account that has decided nothing.
 *
 * @defaultValue UTC, replacement with the authenticator or a recovery code, signed in after enrolling, readiness
 * required, unknown builds blocked, no limit on draining, admins need not be enrolled.
 */
export const defaultAccountSettings: AccountSettings = Object.freeze({
  timeZone: "UTC",
  replacement: Object.freeze({ rule: "authenticator-or-recovery-code" }),
  afterEnrollment: "signed-in",
  readiness: "require",
  unknownBuild: "block",
  maxDrainHours: null,
  requireEnrolledAdmin: false,
})
