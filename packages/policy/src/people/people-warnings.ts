import { createReason, type Reason } from "../reasons/reason.js"
import type { PeopleCounts } from "./count-people.js"

/**
 * Names what an admin should know about the people of an account before two-factor binds them. None of it refuses
 * anything.
 *
 * @returns any of `no-email`, `admins-without-email`, `admins-not-enrolled`, `only-one-admin` or
 * `no-admin-with-recovery`, `clients-below-minimum` and `clients-unknown`, in this order
 */
export function peopleWarnings(counts: PeopleCounts): readonly Reason[] {
  const { withoutEmail, adminsWithoutEmail, adminsNotEnrolled, belowMinimum, buildUnknown } = counts
  const users = { kind: "user" } as const
  const clients = { kind: "client" } as const
  return [
    ...(withoutEmail > 0 ? [createReason("no-email", { users: withoutEmail }, users)] : []),
    ...(adminsWithoutEmail > 0 ? [createReason("admins-without-email", { admins: adminsWithoutEmail }, users)] : []),
    ...(adminsNotEnrolled > 0 ? [createReason("admins-not-enrolled", { admins: adminsNotEnrolled }, users)] : []),
    ...helplessAdmins(counts),
    ...(belowMinimum > 0 ? [createReason("clients-below-minimum", { users: belowMinimum }, clients)] : []),
    ...(buildUnknown > 0 ? [createReason("clients-unknown", { users: buildUnknown }, clients)] : []),
  ]
}

/** It takes two admins with a second factor for one of them to be helped after a lost phone. */
function helplessAdmins({ admins, adminsAbleToHelp }: PeopleCounts): readonly Reason[] {
  if (admins === 1) return [createReason("only-one-admin", {}, { kind: "account" })]
  return admins !== 0 && adminsAbleToHelp < 2 ? [createReason("no-admin-with-recovery", {}, { kind: "account" })] : []
}
