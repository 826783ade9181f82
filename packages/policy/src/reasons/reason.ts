import type { Instant } from "@muster/core"
import type { Build } from "../builds/build.js"
import type { EpochCause } from "../verdicts/user-facts.js"

/** Where the rule or the fact behind a reason lies. */
export type Source =
  | { readonly kind: "account" }
  | {
      readonly kind: "group"
      readonly groupId: string
      /** The ids walked, from the group in question to `groupId`. */
      readonly path: readonly string[]
    }
  | { readonly kind: "user" }
  | { readonly kind: "client" }
  | { readonly kind: "product" }

/** The catalogue of reasons: every code of the SDK, with the facts that it carries. */
export interface ReasonParams {
  /** A group's clients are set to a build under the minimum. */
  "group-below-minimum": { readonly groupId: string; readonly effective: Build; readonly minimum: Build }
  /** A group lies in a group that does not exist. */
  "group-parent-missing": { readonly groupId: string; readonly parentId: string }
  /** Groups lie in each other; `path` begins and ends with the same id. */
  "group-cycle": { readonly path: readonly string[] }
  /** Two groups have the same id. */
  "group-duplicate": { readonly groupId: string }
  /** The account has no group with this id. */
  "group-unknown": { readonly groupId: string }
  /** A setting is pinned to a build that cannot be installed now. */
  "pin-unknown": { readonly build: string }
  /** The pinned build was withdrawn, so clients moved to the newest default build. */
  "pin-withdrawn": { readonly pinned: Build; readonly effective: Build }
  /** Frequent updates lead to a build under the minimum: the vendor's fault, not the admin's. */
  "minimum-unreachable": { readonly newestDefault: Build; readonly minimum: Build }
  /** The catalogue has no default build now, so nobody can say where frequent updates lead. */
  "newest-default-unknown": Record<never, never>
  /** The account has no device groups, so none can be below the minimum. */
  "no-device-groups": Record<never, never>
  /** The client runs a build under the minimum. */
  "build-below-minimum": { readonly build: Build; readonly minimum: Build }
  /** The client reports no build that can be read. */
  "build-unknown": { readonly minimum: Build }
  /** Not a date of the calendar in the form YYYY-MM-DD. */
  "date-malformed": Record<never, never>
  /** The date is over; `firstDate` is the first that can be chosen. */
  "date-in-past": { readonly firstDate: string }
  /** The date is more than 14 days after enabling; `lastDate` is the last that can be chosen. */
  "date-too-late": { readonly lastDate: string }
  /** Not the IANA name of a time zone. */
  "time-zone-unknown": { readonly timeZone: string }
  /** The forced logout has happened and cannot be changed any more. */
  "forced-logout-fired": { readonly at: Instant }
  /** The forced logout is less than a day away. */
  "short-notice": { readonly hours: number }
  /** Without a date, sessions from before enabling last until people log out. */
  "unbounded-deferral": Record<never, never>
  /** Two-factor is not on, so there is nothing to change. */
  "not-enabled": Record<never, never>
  /** The settings are not those that the change was made for. */
  "changed-meanwhile": { readonly version: number }
  /** The account does not ask for two-factor. */
  "two-factor-off": Record<never, never>
  /** The account asks for two-factor. */
  "required-by-account": { readonly enabledAt: Instant }
  /** The admin who switches two-factor on has not enrolled. */
  "acting-admin-not-enrolled": Record<never, never>
  /** An admin who signed in with a password alone asks for something that needs two factors. */
  "second-factor-needed": Record<never, never>
  /** The user need not enroll until then. */
  exempt: { readonly until: Instant }
  /** The user is a program, and cannot enroll. */
  "service-user": Record<never, never>
  /** The user signs in through the organisation's identity provider and has no password here. */
  "sso-user": Record<never, never>
  /** The user has an authenticator. */
  "factor-active": Record<never, never>
  /** The session is from before two-factor was switched on. */
  "signed-in-before-enablement": { readonly enabledAt: Instant }
  /** The forced logout ended the session. */
  "forced-logout": { readonly at: Instant }
  /** An activity is running that may end by itself. */
  "activity-running": { readonly since: Instant }
  /** The session is from before a change of the user's factor or sign-in method. */
  "epoch-raised": { readonly by: EpochCause }
  /** The session has no assurance. */
  "assurance-missing": Record<never, never>
  /** The assurance cannot be the user's. */
  "assurance-invalid": Record<never, never>
}

/** A stable code of the catalogue. */
export type ReasonCode = keyof ReasonParams

/** Why an answer is what it is: a code, its facts and where they lie. {@link explainReason} says it in English. */
export type Reason<C extends ReasonCode = ReasonCode> = {
  [K in C]: { readonly code: K; readonly params: ReasonParams[K]; readonly source: Source }
}[C]

/** At least one reason, the deciding one first. */
export type Reasons = readonly [Reason, ...Reason[]]

/** The answer of a rule that says no; nothing was changed. */
export interface Refused {
  /** Discriminates the answer. */
  readonly kind: "refused"
  /** All that stands in the way, not only the first. */
  readonly reasons: Reasons
}

/** Makes a reason of the catalogue. */
export function createReason<C extends ReasonCode>(code: C, params: ReasonParams[C], source: Source): Reason<C> {
  // The compiler cannot see that a code and its own parameters are a member of the union.
  return { code, params, source } as Reason<C>
}

/** Says no. */
export function refuse(...reasons: Reasons): Refused {
  return { kind: "refused", reasons }
}

/** Says no if there are reasons to. */
export function refusalOf(reasons: readonly Reason[]): Refused | undefined {
  const [first, ...others] = reasons
  return first === undefined ? undefined : refuse(first, ...others)
}
