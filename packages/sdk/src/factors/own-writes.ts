import type { Client } from "@muster/policy"
import type { Writes } from "../attempts/decide-and-save.js"
import type { Dependencies } from "../dependencies.js"
import { directoryUser } from "../people/directory-users.js"
import type { OwnSession } from "../sessions/own-session.js"
import { userKey } from "../user-key.js"
import { type Moved, rowsOf } from "../writes.js"

/** The rows of a call that a session makes: there is no ticket to say where its user is reached, so the directory is asked. */
export function ownWrites(
  deps: Dependencies,
  { assurance, state }: OwnSession,
  moved: Moved,
  client: Client | null = null,
): Promise<Writes> {
  const key = userKey(assurance)
  const reach = async () => {
    const user = await directoryUser(deps, key)
    return { email: user?.email ?? null, locale: user?.locale ?? null }
  }
  return rowsOf(deps, moved, { key, client, state, reach })
}
