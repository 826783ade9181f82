import { isMusterError } from "@muster/core"
import type { Dependencies } from "../dependencies.js"
import { loggedError } from "../logging/logged-error.js"
import { backoffMilliseconds, type Delivery, deliver, maxTries } from "../mail/deliver.js"
import { openMail } from "../mail/sealed-mail.js"
import type { Mail, MusterStore } from "../ports/index.js"
import type { Deadline } from "./deadline.js"

const batch = 20
const leaseSeconds = 120

type ClaimedMail = Awaited<ReturnType<MusterStore["claimMail"]>>[number]

/** Mails by what became of them. */
export interface MailCounts {
  readonly sent: number
  readonly failed: number
  /** Of those that failed: not tried any more. */
  readonly undelivered: number
}

/** Sends due mail in small batches until none is left or the deadline has come. */
export async function sendDueMail(deps: Dependencies, deadline: Deadline): Promise<MailCounts> {
  let sent = 0
  let failed = 0
  let undelivered = 0
  while (!deadline.hasCome()) {
    const claimed = await deps.store.claimMail({ now: deps.clock.now(), limit: batch, leaseSeconds })
    if (claimed.length === 0) break
    const deliveries = await sendClaimed(deps, claimed)
    sent += deliveries.filter((delivery) => delivery === "sent").length
    failed += deliveries.filter((delivery) => delivery !== "sent").length
    undelivered += deliveries.filter((delivery) => delivery === "failed").length
  }
  return { sent, failed, undelivered }
}

/**
 * Opens all of it first, which may wait for a key, and then asks what still holds: a code that was replaced since the claim,
 * or that another machine has taken over from this one, is not sent.
 */
async function sendClaimed(deps: Dependencies, claimed: readonly ClaimedMail[]): Promise<readonly Delivery[]> {
  const opened = await all(claimed.map((claim) => open(deps, claim)))
  const mails = opened.filter((item) => "mail" in item)
  if (mails.length === 0) return opened.flatMap((item) => ("mail" in item ? [] : item.delivery))
  const held = new Set(
    await deps.store.heldMail(mails.map(({ mail, tries }) => ({ id: mail.id, key: mail.key, tries }))),
  )
  const deliveries = await all(
    mails.filter(({ mail }) => held.has(mail.id)).map(({ mail, tries }) => deliver(deps, mail, tries)),
  )
  return [...opened.flatMap((item) => ("mail" in item ? [] : item.delivery)), ...deliveries]
}

/** Waits for all of them also where one fails: a run is over only when nothing of it goes on. */
async function all<T>(work: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(work)
  return Promise.all(work)
}

type Opened = { readonly mail: Mail; readonly tries: number } | { readonly delivery: Delivery }

async function open(deps: Dependencies, claim: ClaimedMail): Promise<Opened> {
  try {
    return { mail: await openMail(deps, claim), tries: claim.tries }
  } catch (error) {
    // A key that is missing here, or another one, may be right after the next deploy, or on the next machine: never given up.
    const mayOpenYet = isMusterError(error, "ERR_KEY_UNAVAILABLE") || isMusterError(error, "ERR_CONFIGURATION")
    if (!mayOpenYet && !isMusterError(error, "ERR_RECORD_UNREADABLE")) throw error
    return { delivery: await leaveUnread(deps, claim, mayOpenYet || claim.tries < maxTries, error) }
  }
}

async function leaveUnread(
  deps: Dependencies,
  { id, key, tries }: ClaimedMail,
  isTriedAgain: boolean,
  error: unknown,
): Promise<Delivery> {
  const dueAt = deps.clock.now() + backoffMilliseconds(deps.random, tries)
  await deps.store.settleMail({ id, key }, isTriedAgain ? { kind: "retry", dueAt } : { kind: "dead" })
  const line = { accountId: key.accountId, mailId: id, tries, why: "unreadable", error: loggedError(error) } as const
  deps.log(isTriedAgain ? "mail-unreadable" : "mail-undelivered", line)
  return isTriedAgain ? "queued" : "failed"
}
