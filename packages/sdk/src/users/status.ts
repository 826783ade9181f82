import type { Users } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput, userKeySchema } from "../input.js"
import { directoryUser } from "../people/directory-users.js"
import { userStatus } from "./user-status.js"

/** One user as an admin page shows them: one statement, and one read of the directory. */
export async function readUser(deps: Dependencies, input: Parameters<Users["status"]>[0]): ReturnType<Users["status"]> {
  const key = parseInput(userKeySchema, { accountId: input.accountId, userId: input.userId })
  const { user: stored, throttles, now } = await deps.clockGuard.timed(() => deps.store.loadUser(key))
  const user = await directoryUser(deps, key)
  const row = stored === undefined ? null : { user: stored, throttles }
  return userStatus(deps, { userId: key.userId, user, row }, now)
}
