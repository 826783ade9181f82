import type { Instant } from "@muster/core"
import { checkOutputs, type MailClaim, type MailOutcome, type SealedMail, type UserKey } from "@muster/sdk/ports"
import type { Draft, MailRow } from "./tables.js"

type MailKey = Pick<SealedMail, "id" | "key">

/** Writes mail, in place of the unsent mail of the same user and topic. */
export function writeMail(draft: Draft, accountId: string, mails: readonly SealedMail[]): void {
  checkOutputs(accountId, { mail: mails, events: [] })
  // All replaced mail goes first: two mails of one topic in one save are both meant to be sent.
  for (const { key, topic } of mails) if (topic !== null) withdrawMail(draft, key, [topic])
  for (const mail of mails) putMail(draft, { mail, tries: 0, leasedUntil: 0, dead: false })
}

/** Deletes the user's unsent mail of these topics, also what is claimed just now: its code would be dead on arrival. */
export function withdrawMail(draft: Draft, key: UserKey, topics: readonly string[]): void {
  if (topics.length === 0) return
  for (const { mail } of draft.mail.inAccount(key.accountId)) {
    if (mail.key.userId === key.userId && mail.topic !== null && topics.includes(mail.topic)) removeMail(draft, mail)
  }
}

export function claimMail(
  draft: Draft,
  input: { readonly now: Instant; readonly limit: number; readonly leaseSeconds: number },
): readonly (SealedMail & { readonly tries: number })[] {
  const due = [...draft.mail.all()].filter((row) => !row.dead && waitsUntil(row) <= input.now)
  const leasedUntil = input.now + input.leaseSeconds * 1000
  const claimed: MailRow[] = []
  for (const row of due.sort((one, other) => waitsUntil(one) - waitsUntil(other))) {
    // Expired mail is buried here, or it would stay the next mail to be sent for ever.
    if (hasExpired(row, input.now)) putMail(draft, { ...row, dead: true })
    else if (claimed.length < input.limit) claimed.push({ ...row, tries: row.tries + 1, leasedUntil })
  }
  for (const row of claimed) putMail(draft, row)
  return claimed.map(({ mail, tries }) => ({ ...mail, tries }))
}

export function heldMail(draft: Draft, claims: readonly MailClaim[]): readonly string[] {
  const isHeld = (claim: MailClaim) => {
    const row = draft.mail.get(claim.key.accountId, rowId(claim))
    return row !== undefined && !row.dead && row.tries === claim.tries
  }
  return claims.filter(isHeld).map(({ id }) => id)
}

export function settleMail(draft: Draft, mail: MailKey, outcome: MailOutcome): void {
  const row = draft.mail.get(mail.key.accountId, rowId(mail))
  if (row === undefined) return
  if (outcome.kind === "sent") removeMail(draft, row.mail)
  else if (outcome.kind === "dead") putMail(draft, { ...row, dead: true })
  // Dead mail stays dead, whatever a claimer says whose lease ended long ago.
  else putMail(draft, { ...row, mail: Object.freeze({ ...row.mail, dueAt: outcome.dueAt }), leasedUntil: 0 })
}

export function nextMailAt(draft: Draft): Instant | null {
  let next: Instant | null = null
  for (const row of draft.mail.all()) {
    if (!row.dead && (next === null || waitsUntil(row) < next)) next = waitsUntil(row)
  }
  return next
}

/** Whether a mail is of no more use, and was of none already at `before`. */
export function isSpentBefore(row: MailRow, before: Instant): boolean {
  const { mail, dead } = row
  const isExpired = mail.expiresAt !== null && mail.expiresAt < before
  // What somebody has claimed is theirs until the lease ends.
  return dead ? mail.dueAt < before || isExpired : isExpired && waitsUntil(row) < before
}

export function removeMail(draft: Draft, mail: MailKey): void {
  draft.mail.remove(mail.key.accountId, rowId(mail))
}

export function putMail(draft: Draft, row: MailRow): void {
  draft.mail.put(row.mail.key.accountId, rowId(row.mail), Object.freeze(row))
}

/** The user's id is part of a mail's key: with another user's id a mail is unknown. */
export function rowId({ id, key }: MailKey): string {
  return JSON.stringify([key.userId, id])
}

function waitsUntil({ mail, leasedUntil }: MailRow): Instant {
  return Math.max(mail.dueAt, leasedUntil)
}

export function hasExpired({ mail }: MailRow, now: Instant): boolean {
  return mail.expiresAt !== null && mail.expiresAt <= now
}
