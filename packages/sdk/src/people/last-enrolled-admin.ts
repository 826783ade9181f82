import type { UserRecord } from "@muster/enrollment"
import { guardLastAdmin, type Refused } from "@muster/policy"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import type { DirectoryUser, UserKey } from "../ports/index.js"
import { hasOtherEnrolledAdmin, isAdminInPerson } from "./other-admins.js"

/** A user whose factor is about to go, as the store and the directory know them. */
export interface LosingFactor extends Pick<State, "account" | "record"> {
  /** `null`: there is no directory, or they have left it. */
  readonly user: DirectoryUser | null
}

/**
 * Keeps the factor of the last admin who has one, while two-factor is on. Ask it after the account was read, and compare the
 * account's version where {@link mayLowerAdmins} says so: a change that is saved meanwhile raises it, and this one loses.
 *
 * @param enrolledActor the id of the user who acts, where they have a factor
 */
export async function refusedAsLastAdmin(
  deps: Dependencies,
  key: UserKey,
  { account, record, user }: LosingFactor,
  enrolledActor: string | null,
): Promise<Refused | null> {
  const twoFactorOn = account.rules.twoFactor.kind === "on"
  const targetIsEnrolledAdmin = record.factor !== null && isAdminInPerson(user)
  // The directory is read only where the rule looks at what it says.
  if (!twoFactorOn || !targetIsEnrolledAdmin) return null
  const hasOther = await hasOtherEnrolledAdmin(deps, key, enrolledActor)
  return guardLastAdmin({ targetIsEnrolledAdmin, otherEnrolledAdmins: hasOther ? 1 : 0, twoFactorOn })
}

/**
 * Says whether taking this user's factor may lower the number of enrolled admins. Whom the directory does not list may be an
 * admin all the same: of two who are taken at once, the one who loses is asked again.
 */
export function mayLowerAdmins(record: UserRecord, user: DirectoryUser | null): boolean {
  return record.factor !== null && (user === null || user.isAdmin)
}
