import type { EnableTwoFactorInput } from "@muster/policy"
import type { Actor } from "../api/people.js"
import type { Dependencies } from "../dependencies.js"
import { directoryUser } from "../people/directory-users.js"
import { assuranceOf } from "../sessions/assurance-facts.js"
import type { Authorized } from "./authorize.js"

/**
 * Asks the directory whether the admin who acts has an address to enroll by: switching two-factor on would lock out one who has
 * not. Asked before the account is loaded, because decisions do not wait.
 *
 * @returns how the admin stands, once it is known whether they have a factor
 */
export async function actingAdmin(
  deps: Dependencies,
  accountId: string,
  actor: Actor,
): Promise<(authorized: Authorized) => EnableTwoFactorInput["actingAdmin"]> {
  // An actor who is none, or of another account, is refused when it comes to authorizing.
  const session = assuranceOf((actor as { readonly assurance?: unknown } | undefined)?.assurance)
  const user =
    session?.assurance.accountId === accountId
      ? await directoryUser(deps, { accountId, userId: session.assurance.userId })
      : null
  const lacksEmail = user !== null && user.email === null
  return ({ actingAdmin }) => (actingAdmin === "not-enrolled" && lacksEmail ? "cannot-enroll" : actingAdmin)
}
