import { throttleRules, throttleStanding } from "@muster/enrollment"
import type { Dependencies } from "../dependencies.js"
import { knownAddresses } from "../mail/notices.js"
import { sealMail } from "../mail/sealed-mail.js"
import type { MailMessage, SealedMail } from "../ports/index.js"
import { userKey } from "../user-key.js"
import { type Attempt, noticeDelaySeconds } from "./charge-attempt.js"
import { tries } from "./lost-races.js"
import { confirmedNoticeTopic, failureNoticeTopic, noticedFailures } from "./settle-attempt.js"

/**
 * Tells a user of wrong codes what the charge itself could not: that one of them has filled the budget, so that no code is heard
 * until an instant, and at the address that was confirmed with the factor, which a charge does not read. Exactly one charge
 * fills the budget, so this is told once for each time; for all other wrong codes nothing is written.
 */
export async function noticeWrongCode(deps: Dependencies, attempt: Attempt): Promise<void> {
  const mail = await mailOf(deps, attempt)
  if (mail.length === 0) return
  const key = userKey(attempt.claims)
  for (let round = 0; round < tries; round++) {
    const { user } = await deps.store.loadUser(key)
    // A user whose epoch rose meanwhile has been told of that.
    if (user === undefined || user.value.columns.epoch !== attempt.claims.epoch) return
    const writes = { mail, events: [], withdraw: [], settle: [] }
    if ((await deps.store.saveUser(key, user.value, user.version, writes)).kind === "saved") return
  }
  deps.log("notice-not-written", { accountId: key.accountId })
}

async function mailOf(deps: Dependencies, { claims, pool, state }: Attempt): Promise<readonly SealedMail[]> {
  const { record, throttle, now } = state
  const rule = throttleRules[pool]
  const standing = throttleStanding(throttle, rule, now)
  const isHeld = standing.kind === "held"
  const isCounted = throttle.failures === noticedFailures || throttle.failures === rule.cap
  if (!isHeld && !isCounted) return []
  const kind = isHeld || throttle.failures === rule.cap ? "locked" : "failures-noticed"
  const message: MailMessage = { kind, at: now, until: isHeld ? standing.until : null }
  const addresses = await knownAddresses(deps, claims, record, claims.email)
  const drafts = addresses.map((to) => ({
    key: userKey(claims),
    to,
    locale: claims.locale,
    message,
    dueAt: now + noticeDelaySeconds * 1000,
    expiresAt: null,
    topic: to === claims.email ? failureNoticeTopic : confirmedNoticeTopic,
  }))
  // Of a number of failures the charge has told the address of the ticket.
  const unwritten = drafts.filter(({ topic }) => isHeld || topic === confirmedNoticeTopic)
  const sealed = await Promise.all(unwritten.map((draft) => sealMail(deps, draft)))
  return sealed.map(({ mail: _, ...row }) => row)
}
