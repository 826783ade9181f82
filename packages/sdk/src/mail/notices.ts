import type { Instant } from "@muster/core"
import type { UserRecord } from "@muster/enrollment"
import type { Dependencies } from "../dependencies.js"
import type { DirectoryUser, MailMessage, UserKey } from "../ports/index.js"
import { confirmedAddress } from "../secrets.js"
import { userKey } from "../user-key.js"
import type { MailDraft } from "./sealed-mail.js"

/** Whom a notice is for. */
export interface Noticed {
  /** With the factor whose address was confirmed, before it is taken away. */
  readonly record: Pick<UserRecord, "factor">
  /** As the directory knows them; `null`: there is none, or they have left it. */
  readonly user: DirectoryUser | null
  readonly now: Instant
}

/**
 * Tells a user something at every address that is known: the one that was confirmed with the factor, and the one that the
 * directory has now, where it is another. Whoever has changed the one does not keep the news from the other.
 *
 * @see NIST SP 800-63B-4 §4.6
 */
export async function notices(
  deps: Dependencies,
  key: UserKey,
  { record, user, now }: Noticed,
  message: MailMessage,
): Promise<readonly MailDraft[]> {
  const locale = user?.locale ?? null
  return (await knownAddresses(deps, key, record, user?.email ?? null)).map((to) => ({
    key: userKey(key),
    to,
    locale,
    message,
    dueAt: now,
    expiresAt: null,
    topic: null,
  }))
}

/**
 * The addresses at which a user is told something: the one that was confirmed with the factor, and the one of now, where it is
 * another. One mailbox in two spellings is told once, in the newer one.
 */
export async function knownAddresses(
  deps: Dependencies,
  key: UserKey,
  { factor }: Pick<UserRecord, "factor">,
  current: string | null,
): Promise<readonly string[]> {
  const confirmed = await confirmedAddress(deps, key, factor)
  if (current === null) return confirmed === null ? [] : [confirmed]
  return confirmed === null || confirmed.toLowerCase() === current.toLowerCase() ? [current] : [confirmed, current]
}
