import type { UserKey } from "./ports/index.js"

/** The key of a user and nothing else: what it is taken from (a ticket's claims, say) holds the address too. */
export function userKey({ accountId, userId }: UserKey): UserKey {
  return { accountId, userId }
}
