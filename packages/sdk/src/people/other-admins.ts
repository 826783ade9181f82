import type { Dependencies } from "../dependencies.js"
import type { DirectoryUser, UserKey } from "../ports/index.js"
import { readAccountState } from "../state/account-state.js"
import { userKey } from "../user-key.js"
import { countingPage } from "./count-people.js"
import { directoryUser, directoryUsers } from "./directory-users.js"

/** Says whether somebody is an admin who could help the others: a person, and no program. */
export function isAdminInPerson(user: DirectoryUser | null): boolean {
  return user?.isAdmin === true && !user.isService
}

/**
 * Asks whether an admin other than this one has a factor. Whoever acts with a factor is asked about first, and is as a
 * rule the answer. Otherwise, as for a program that acts, the directory is read as far as to the first such admin: a
 * page for each thousand users, and a statement for each admin without a factor. The rows of everybody else are not
 * read.
 *
 * @param enrolledActor the id of the user who acts, where they have a factor
 * @returns `false` without a directory, since nobody is known to be an admin
 */
export async function hasOtherEnrolledAdmin(
  deps: Dependencies,
  { accountId, userId }: UserKey,
  enrolledActor: string | null,
): Promise<boolean> {
  if (deps.directory === null) return false
  if (enrolledActor !== null && enrolledActor !== userId) {
    if (isAdminInPerson(await directoryUser(deps, { accountId, userId: enrolledActor }))) return true
  }
  const users = directoryUsers(deps.directory, { accountId, limit: countingPage })
  for (let user = await users.peek(); user !== undefined; user = await users.peek()) {
    users.take()
    if (user.id !== userId && isAdminInPerson(user) && (await isEnrolled(deps, { accountId, userId: user.id }))) {
      return true
    }
  }
  return false
}

async function isEnrolled({ store, defaults }: Dependencies, key: UserKey): Promise<boolean> {
  const { account, user } = await store.loadUser(userKey(key))
  if (user?.value.columns.status !== "enrolled") return false
  return user.value.columns.epoch >= readAccountState(account, defaults).firstEpoch
}
