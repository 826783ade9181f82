import { canEnroll, type EnableTwoFactorInput, personState } from "@muster/policy"
import type { Dependencies } from "../dependencies.js"
import { directoryUser } from "../people/directory-users.js"
import { personFacts } from "../people/person-facts.js"
import type { Authorized } from "./authorize.js"

/**
 * Asks whether switching two-factor on would lock out the admin who does it. Reads the directory for an admin without a
 * factor alone.
 *
 * @returns `cannot-enroll` for one whom two-factor would bind and who has no address to enroll by
 */
export async function actingAdmin(
  deps: Dependencies,
  accountId: string,
  { actingAdmin: standing, record, name, account }: Authorized,
): Promise<EnableTwoFactorInput["actingAdmin"]> {
  if (standing !== "not-enrolled" || record === null || !("userId" in name)) return standing
  const user = await directoryUser(deps, { accountId, userId: name.userId })
  const now = deps.clock.now()
  const person = personFacts(user, record, now)
  const state = personState(person, now)
  if (state === "enrolling" || state === "not-enrolled") {
    return user === null || canEnroll(person) ? "not-enrolled" : "cannot-enroll"
  }
  // Nothing follows for who need not enroll, as for a program. A rule that asks for a factor asks it of them too.
  return account.rules.settings.requireEnrolledAdmin ? "not-enrolled" : "system"
}
