import type { PeopleCounts } from "./count-people.js"

/**
 * Whether those whom two-factor binds could sign in with it.
 *
 * `unknown`: nobody was counted; `some`: at least one of them could, or it binds nobody; `none`: it binds `users`, none
 * of whom has a factor or an address to enroll by.
 */
export type EnrollablePeople =
  | { readonly kind: "unknown" }
  | { readonly kind: "some" }
  | { readonly kind: "none"; readonly users: number }

/** Says whether those whom two-factor binds could sign in with it. `null`: nobody was counted. */
export function enrollablePeople(counts: PeopleCounts | null): EnrollablePeople {
  if (counts === null) return { kind: "unknown" }
  const { enrolled, enrolling, notEnrolled, withoutEmail } = counts
  const bound = enrolled + enrolling + notEnrolled
  return bound > 0 && withoutEmail === bound ? { kind: "none", users: bound } : { kind: "some" }
}
