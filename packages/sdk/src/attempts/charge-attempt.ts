import { type ThrottlePool, throttleRules } from "@muster/enrollment"
import type { Locked, Throttled, TicketRejected } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import { userEvent } from "../events/audit-event.js"
import { loadState, readState, type State } from "../load.js"
import { sealMail } from "../mail/sealed-mail.js"
import type { ChargeRule, EventChange, MailMessage } from "../ports/index.js"
import type { TicketClaims } from "../ticket.js"
import { userKey } from "../user-key.js"
import { orReturned } from "./return-attempt.js"
import { failureNoticeTopic, noticedFailures } from "./settle-attempt.js"

/** How long a notice about wrong codes waits for a right one, which takes it back. */
export const noticeDelaySeconds = 120

/** An attempt that is spent: what it was charged for may now be compared. */
export interface Attempt {
  readonly kind: "charged"
  readonly pool: ThrottlePool
  /** The ticket that it was charged for. */
  readonly claims: TicketClaims
  /** With the throttle as it stands after the charge. */
  readonly state: State
}

/**
 * Spends one attempt before anything is compared. The charge commits by itself, outside any transaction of the host, so
 * that no schedule of parallel guesses and no rollback gets a comparison for nothing.
 *
 * @see RFC 4226 §7.3; NIST SP 800-63B-4 §3.2.2
 */
export async function chargeAttempt(
  deps: Dependencies,
  claims: TicketClaims,
  pool: ThrottlePool,
): Promise<Attempt | Throttled | Locked | TicketRejected> {
  // Charging at a wrong time would leave a wait that ends at a wrong time: a clock that was not compared lately is
  // first.
  if (!deps.clockGuard.isTrusted()) await loadState(deps, claims, pool)
  const now = deps.clock.now()
  const { cap } = throttleRules[pool]
  const rule: ChargeRule = {
    ...throttleRules[pool],
    pool,
    epoch: claims.epoch,
    event: userEvent(deps, { kind: "attempt-charged", before: null, after: { pool } }, claims, now),
    countedEvents: [{ atFailures: cap, event: userEvent(deps, lockedBy(pool, cap), claims, now) }],
    notices: await failureNotices(deps, claims, pool, now),
  }
  const result = await deps.store.chargeUser(userKey(claims), rule, now)
  switch (result.kind) {
    case "charged":
      return orReturned(deps, claims, { pool, failures: result.throttle.failures }, async () => {
        deps.clockGuard.check(result.databaseTime, now, deps.clock.now())
        return { kind: "charged", pool, claims, state: readState(deps, { ...result, now }) }
      })
    case "throttled":
      return { kind: "throttled", retryAt: result.retryAt, limit: "attempts" }
    case "held":
      return locked(deps, claims, pool, result.until)
    case "locked":
      return locked(deps, claims, pool, null)
    case "unknown":
      return { kind: "ticket-rejected", reason: "superseded" }
  }
}

/** Says that too many codes were wrong, and whether a recovery code would still be heard. */
export async function locked(
  deps: Dependencies,
  claims: TicketClaims,
  pool: ThrottlePool,
  until: number | null,
): Promise<Locked> {
  if (pool === "recovery-codes") return { kind: "locked", until, recoveryCodeWorks: false }
  const { record } = await loadState(deps, claims)
  const recoveryCodeWorks = claims.purpose === "challenge" && (record.recoveryCodes?.unspent.length ?? 0) > 0
  return { kind: "locked", until, recoveryCodeWorks }
}

// Before the code is compared, as the charge is: a process that dies then leaves a lock that the log tells of.
function lockedBy(pool: ThrottlePool, failures: number): EventChange {
  return { kind: "locked", before: null, after: { pool, failures } }
}

// Whoever enters a third wrong code has the password: the user is told, unless a right code follows within two minutes.
async function failureNotices(
  deps: Dependencies,
  claims: TicketClaims,
  pool: ThrottlePool,
  now: number,
): Promise<ChargeRule["notices"]> {
  const { email } = claims
  if (email === null) return []
  const notice = async (atFailures: number, kind: "failures-noticed" | "locked") => {
    const message: MailMessage = { kind, at: now, until: null }
    const { mail: _, ...mail } = await sealMail(deps, {
      key: userKey(claims),
      to: email,
      locale: claims.locale,
      message,
      dueAt: now + noticeDelaySeconds * 1000,
      expiresAt: null,
      topic: failureNoticeTopic,
    })
    return { atFailures, mail }
  }
  return Promise.all([notice(noticedFailures, "failures-noticed"), notice(throttleRules[pool].cap, "locked")])
}
