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
  const known = [await confirmedAddress(deps, key, record.factor), user?.email ?? null]
  // One mailbox in two spellings is told once, in the newer one.
  const addresses = new Map(known.filter((address) => address !== null).map((to) => [to.toLowerCase(), to]))
  const locale = user?.locale ?? null
  return [...addresses.values()].map((to) => ({
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
 * Sends what a user is told at the address of the ticket to the one that was confirmed with the factor too, where it is another:
 * whoever has changed the address in between does not keep the news from its owner. A code goes to the ticket's address alone.
 */
export async function alsoToConfirmed(
  deps: Dependencies,
  key: UserKey,
  { factor }: Pick<UserRecord, "factor">,
  mail: readonly MailDraft[],
): Promise<readonly MailDraft[]> {
  const told = mail.filter(({ message }) => message.kind !== "email-code")
  if (told.length === 0) return mail
  const confirmed = await confirmedAddress(deps, key, factor)
  if (confirmed === null) return mail
  const others = told.filter(({ to }) => to.toLowerCase() !== confirmed.toLowerCase())
  return [...mail, ...others.map((draft) => ({ ...draft, to: confirmed, topic: null }))]
}
