import type { Instant } from "@muster/core"
import type { Build } from "../builds/build.js"
import type { Minimum } from "../builds/minimum.js"
import type { EpochCause } from "../verdicts/user-facts.js"

/** Where the rule or the fact behind a reason lies. */
export type Source =
  | { readonly kind: "account" }
  | {
      readonly kind: "group"
      readonly groupId: string
      /**
       * The ids walked, from the group in question to `groupId`; 20 at most. Of a longer path these are the first 19
       * and the last, and `skipped` says how many lie between those.
       */
      readonly path: readonly string[]
      /** How many ids are left out before the last one of `path`. Absent: none. */
      readonly skipped?: number
    }
  | {
      readonly kind: "stage"
      /** The stage's position in the list that was given. */
      readonly index: number
    }
  | { readonly kind: "user" }
  | { readonly kind: "client" }
  | { readonly kind: "product" }

/** The catalogue of reasons: every code of the SDK, with the facts that it carries. */
export interface ReasonParams {
  /** A group's clients are set to a build under the minimum. */
  "group-below-minimum": { readonly groupId: string; readonly effective: Build; readonly minimum: Minimum }
  /** Machines that are in no group follow the account, which is set to a build under the minimum. */
  "account-below-minimum": { readonly effective: Build; readonly minimum: Minimum }
  /** A group lies in a group that does not exist. */
  "group-parent-missing": { readonly groupId: string; readonly parentId: string }
  /** Groups lie in each other; `path` begins and ends with the same id. */
  "group-cycle": { readonly path: readonly string[] }
  /**
   * `count` groups have the same id; `positions` are their places in the list that was given, from 0, of the first 100
   * of them.
   */
  "group-duplicate": { readonly groupId: string; readonly positions: readonly number[]; readonly count: number }
  /** The account has no group with this id. */
  "group-unknown": { readonly groupId: string }
  /** A group that is to be removed still has groups in it. */
  "group-has-children": { readonly groupId: string; readonly children: number }
  /**
   * What the account or a device group is set to cannot be read, so nobody knows what follows it. Where a device group
   * cannot be read itself, `position` is its place in the list that was given, from 0; else it is absent.
   */
  "updates-malformed": { readonly position?: number }
  /** A setting is pinned to a build that cannot be installed now. */
  "pin-unknown": { readonly build: string }
  /** A setting is pinned to a build that can be installed from then on. */
  "pin-available": { readonly build: Build }
  /** The pinned build was withdrawn, so clients moved to the newest default build. */
  "pin-withdrawn": { readonly pinned: Build; readonly effective: Build }
  /** A plan pins a build that the vendor will withdraw, since no build that stays will do. */
  "build-to-be-withdrawn": { readonly build: Build; readonly withdrawnAt: Instant }
  /** Frequent updates lead to a build under the minimum: the vendor's fault, not the admin's. */
  "minimum-unreachable": { readonly newestDefault: Build; readonly minimum: Minimum }
  /** The catalogue has no default build now, so nobody can say where frequent updates lead. */
  "newest-default-unknown": Record<never, never>
  /** Frequent updates will lead to another build; `from` or `to` is `null` where there is no default build. */
  "newest-default-changes": { readonly from: Build | null; readonly to: Build | null }
  /** The catalogue gives a later version a lower build number, which looks like a slip of the vendor's. */
  "build-not-monotonic": { readonly earlier: Build; readonly later: Build }
  /** The account has no device groups, so none can be below the minimum. */
  "no-device-groups": Record<never, never>
  /** The client runs a build under the minimum. */
  "build-below-minimum": { readonly build: Build; readonly minimum: Minimum }
  /** The client reports no build that can be read. */
  "build-unknown": { readonly minimum: Minimum }
  /** Not a date of the calendar in the form YYYY-MM-DD. */
  "date-malformed": Record<never, never>
  /** Not a stage: a list of user ids or of group ids is none, or the whole. */
  "stage-malformed": Record<never, never>
  /** There may be no more stages than `max`. */
  "too-many-stages": { readonly max: number }
  /** A stage names more users and groups than the `max` that it may. */
  "stage-too-large": { readonly max: number }
  /** A stage names no users and no groups, so it binds nobody later. */
  "stage-empty": Record<never, never>
  /** A stage names `total` groups that the account has not, `groupIds` are the first 100: they bind nobody later. */
  "stage-group-unknown": { readonly groupIds: readonly string[]; readonly total: number }
  /** The date is over; `firstDate` is the first that can be chosen. */
  "date-in-past": { readonly firstDate: string }
  /**
   * The date is more than 14 days after enabling, or further ahead than an exemption may last; `lastDate` is the last
   * possible.
   */
  "date-too-late": { readonly lastDate: string }
  /** Not the IANA name of a time zone. */
  "time-zone-unknown": { readonly timeZone: string }
  /** The forced logout has happened and cannot be changed any more. */
  "forced-logout-fired": { readonly at: Instant }
  /** The forced logout is less than a day away. */
  "short-notice": { readonly hours: number }
  /** Without a date, sessions from before enabling last until users log out. */
  "unbounded-deferral": Record<never, never>
  /** Two-factor has been on before: its 14 days begin again. `times` counts the enablements, this one included. */
  "window-restarted": { readonly times: number }
  /** The clock shows a time before two-factor was switched on; the rules hold all the same. */
  "clock-before-enablement": { readonly enabledAt: Instant }
  /** The server's clock shows no time that can be read, so nothing can be counted from it. */
  "clock-unreadable": Record<never, never>
  /** Two-factor is not on, so there is nothing to change. */
  "not-enabled": Record<never, never>
  /** The settings are not those that the change was made for. */
  "changed-meanwhile": { readonly version: number }
  /** The account does not ask for two-factor. */
  "two-factor-off": Record<never, never>
  /** The account asks for two-factor. */
  "required-by-account": { readonly enabledAt: Instant }
  /** The user belongs to a stage of the roll-out that has not begun. */
  "stage-not-begun": { readonly beginsAt: Instant }
  /** A stage of the roll-out begins: its users are bound from then on. */
  "stage-begins": { readonly beginsAt: Instant }
  /** The admin who switches two-factor on has not enrolled. */
  "acting-admin-not-enrolled": Record<never, never>
  /**
   * The admin who switches two-factor on could not sign in again: not enrolled, and without an address to enroll by.
   */
  "acting-admin-cannot-enroll": Record<never, never>
  /** None of the users whom two-factor would bind could enroll: no factor, and no address to enroll by. */
  "nobody-can-enroll": { readonly users: number }
  /** Users who are not enrolled have no address to enroll by, so they would be locked out. */
  "no-email": { readonly users: number }
  /** Admins are among the users who could not enroll. */
  "admins-without-email": { readonly admins: number }
  /** Admins have not enrolled; they enroll like everybody at the next sign-in. */
  "admins-not-enrolled": { readonly admins: number }
  /** The account has a single admin, whom nobody could help after a lost phone. */
  "only-one-admin": Record<never, never>
  /**
   * There are several admins, but no two who have a factor or could enroll: after a lost phone nobody could help them.
   */
  "no-admin-with-recovery": Record<never, never>
  /** No other admin is enrolled, so this one's factor has to stay. */
  "last-enrolled-admin": Record<never, never>
  /** Users were last seen with a build under the minimum: they have to update before they can sign in. */
  "clients-below-minimum": { readonly users: number }
  /** Users were last seen with a client that does not say its build. */
  "clients-unknown": { readonly users: number }
  /** The host's users are not at hand, so nobody was counted. */
  "directory-missing": Record<never, never>
  /** The host knows no user of this id. */
  "user-unknown": Record<never, never>
  /** An admin asks to reset their own factor. */
  "self-reset": Record<never, never>
  /** An admin who signed in with a password alone asks for something that needs two factors. */
  "second-factor-needed": Record<never, never>
  /** The user need not enroll until then. */
  exempt: { readonly until: Instant }
  /** The user is a service user, and cannot enroll. */
  "service-user": Record<never, never>
  /** The user signs in through the organisation's identity provider and has no password here. */
  "sso-user": Record<never, never>
  /** The user has an authenticator. */
  "factor-active": Record<never, never>
  /** The user sets up another authenticator, in the place of the one there is. */
  "factor-to-be-replaced": Record<never, never>
  /** The session is from before two-factor was switched on. */
  "signed-in-before-enablement": { readonly enabledAt: Instant }
  /** The forced logout: it has ended the session or, in a timeline, comes at that instant. */
  "forced-logout": { readonly at: Instant }
  /** What excused the user when the session began is over: the exemption, or the wait for a stage. */
  "excuse-over": Record<never, never>
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
  /** All that stands in the way, not only the first; of very many the first 100. */
  readonly reasons: Reasons
  /** How many reasons there are in all. Absent: as many as are listed. */
  readonly total?: number
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

/** Says no if there are reasons to; `total` is how many there are when these are the first of them. */
export function refusalOf(reasons: readonly Reason[], total = reasons.length): Refused | undefined {
  const [first, ...others] = reasons
  if (first === undefined) return undefined
  return { ...refuse(first, ...others), ...(total > reasons.length ? { total } : {}) }
}
