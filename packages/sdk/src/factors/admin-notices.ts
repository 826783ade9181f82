import type { Instant } from "@muster/core"
import type { Dependencies } from "../dependencies.js"
import type { MailDraft } from "../mail/sealed-mail.js"
import { countingPage } from "../people/count-people.js"
import { directoryUsers } from "../people/directory-users.js"
import { isAdminInPerson } from "../people/other-admins.js"
import type { TicketClaims } from "../ticket.js"
import { userKey } from "../user-key.js"

/** Enough for somebody to be at the desk; a larger account reads its audit log. */
const mostAdmins = 10

/**
 * Tells admins of a hold, who may know whether the user has lost a phone, and can reset the factor at once or have the password
 * changed. The first page of the directory is read, and no more: it is the user who waits for the answer. Without a directory,
 * and for admins further on, the event is what tells them.
 */
export async function adminNotices(
  { directory }: Dependencies,
  claims: TicketClaims,
  { now, until }: { readonly now: Instant; readonly until: Instant },
): Promise<readonly MailDraft[]> {
  if (directory === null) return []
  const { accountId, userId, email } = claims
  const message = { kind: "user-replacement-held", at: now, until, user: email ?? userId } as const
  const users = directoryUsers(directory, { accountId, limit: countingPage, mostPages: 1 })
  const mail: MailDraft[] = []
  for (let user = await users.peek(); user !== undefined && mail.length < mostAdmins; user = await users.peek()) {
    users.take()
    // Of the own hold an admin is told like everybody.
    if (!isAdminInPerson(user) || user.email === null || user.id === userId) continue
    const { email: to, locale = null } = user
    mail.push({ key: userKey(claims), to, locale, message, dueAt: now, expiresAt: until, topic: null })
  }
  return mail
}
