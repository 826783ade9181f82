import type { EnrollablePeople } from "../people/enrollable-people.js"
import { createReason, type Reason } from "../reasons/reason.js"
import type { Readiness } from "../updates/readiness.js"
import type { AccountRules } from "./account-rules.js"

/** What speaks for or against switching two-factor on, apart from dates. */
export interface EnablementCircumstances {
  /** The account's rules. */
  readonly account: AccountRules
  /** What {@link checkReadiness} answered just now. */
  readonly readiness: Readiness
  /** Whether those whom two-factor binds could sign in with it; see {@link enrollablePeople}. */
  readonly people: EnrollablePeople
  /**
   * Whether the admin who asks has a factor. `cannot-enroll`: none, and no address to enroll by, so that the admin could not
   * sign in again; `system`: a program asks.
   */
  readonly actingAdmin: "enrolled" | "not-enrolled" | "cannot-enroll" | "system"
  /** Whether an admin insists in spite of the readiness and of people who cannot enroll, and has given a reason. */
  readonly override: boolean
}

/** What refuses to switch two-factor on, apart from dates. */
export function objectionsTo(input: EnablementCircumstances): readonly Reason[] {
  const { account, readiness, people, actingAdmin, override } = input
  const { requireEnrolledAdmin, readiness: rule } = account.settings
  return [
    ...(readiness.kind === "blocked" && rule === "require" && !override ? readiness.blockers : []),
    ...(people.kind === "none" && !override ? [nobodyCanEnroll(people.users)] : []),
    ...(actingAdmin === "cannot-enroll" ? [adminCannotEnroll] : []),
    ...(requireEnrolledAdmin && actingAdmin === "not-enrolled" ? [adminNotEnrolled] : []),
  ]
}

/** What the admin should know about an account in which two-factor is on, or goes on in spite of it; apart from dates. */
export function warningsAbout(input: EnablementCircumstances, enablements: number): readonly Reason[] {
  const { readiness, people, actingAdmin } = input
  return [
    ...(readiness.kind === "blocked" ? readiness.blockers : []),
    ...readiness.warnings,
    ...(people.kind === "none" ? [nobodyCanEnroll(people.users)] : []),
    ...(actingAdmin === "cannot-enroll" ? [adminCannotEnroll] : []),
    ...(actingAdmin === "not-enrolled" ? [adminNotEnrolled] : []),
    ...(enablements > 1 ? [createReason("window-restarted", { times: enablements }, { kind: "account" })] : []),
  ]
}

function nobodyCanEnroll(users: number): Reason {
  return createReason("nobody-can-enroll", { users }, { kind: "user" })
}

const adminNotEnrolled = createReason("acting-admin-not-enrolled", {}, { kind: "user" })
const adminCannotEnroll = createReason("acting-admin-cannot-enroll", {}, { kind: "user" })
