import type { Instant, KeyedDigest } from "@muster/core"
import type { AccountSettings } from "@muster/policy"
import { mailRoomAt, withMailSent } from "./email-code-allowance.js"
import { limits } from "./limits.js"
import { spendRecoveryCode } from "./recovery-codes.js"
import { spendTicket, type TicketFacts } from "./ticket-standing.js"
import type { Output } from "./transition.js"
import type { OpenReplacement, UserRecord } from "./user-record.js"
import { withdrawals } from "./withdrawals.js"

/** What the user has proved, beyond the primary method, when asking for another authenticator. */
export type ReplacementProof =
  /** Nothing: the ticket of a challenge that was not answered. */
  | { readonly kind: "none" }
  /** A fresh code of the factor, in the session that asks. */
  | { readonly kind: "second-factor" }
  /** A recovery code, together with the ticket of a challenge, which is spent with it. */
  | {
      readonly kind: "recovery-code"
      readonly digest: string
      readonly ticket: TicketFacts
      /** Digest of the attempt's name, where the caller has given it one. */
      readonly attempt: KeyedDigest | null
    }

/** What {@link beginReplacement} needs. */
export interface BeginReplacementInput {
  /** The user, who has a factor. */
  readonly record: UserRecord
  /** The account's rule. */
  readonly rule: AccountSettings["replacement"]
  /** What was proved. */
  readonly proof: ReplacementProof
  /** A fresh id, for the case that this begins a replacement. */
  readonly replacementId: string
  /** The present. */
  readonly now: Instant
}

/** What asking for another authenticator leads to. */
export type BeginReplacementResult =
  /** An enrollment may begin for it. `record: null`: it was open already, there is nothing to save. */
  | {
      readonly kind: "open"
      readonly replacement: OpenReplacement
      readonly record: UserRecord | null
      readonly outputs: readonly Output[]
    }
  /** It waits for the account's hold. `record: null`: it was waiting already. */
  | {
      readonly kind: "held"
      readonly until: Instant
      readonly record: UserRecord | null
      readonly outputs: readonly Output[]
    }
  /** It would have to be told to the user, who was mailed too often lately: nothing has begun. */
  | { readonly kind: "throttled"; readonly retryAt: Instant }
  /** The user has to prove more first. */
  | { readonly kind: "proof-needed" }
  /** Only an admin may help. */
  | { readonly kind: "admin-only" }
  /** The recovery code is none that works. */
  | { readonly kind: "wrong-code" }

/**
 * Decides whether a user may set up another authenticator in place of the one there is. That one works until the new one is
 * confirmed.
 *
 * By the rule `authenticator-or-recovery-code` one of them has to be proved. By `self-service` the primary method and the
 * mailbox are enough, after the account's hold if it has one; this is less than NIST SP 800-63B-4 §4.2.2.2 and ASVS 6.4.4 ask
 * for. By `admin-only` nobody replaces it without an admin.
 */
export function beginReplacement({
  record,
  rule,
  proof,
  replacementId,
  now,
}: BeginReplacementInput): BeginReplacementResult {
  if (rule.rule === "admin-only") return { kind: "admin-only" }
  if (proof.kind === "none") {
    return rule.rule === "self-service"
      ? withoutProof(record, rule.holdHours, replacementId, now)
      : { kind: "proof-needed" }
  }
  const spent = proof.kind === "recovery-code" ? spendRecoveryCode(record, proof.digest) : { record, outputs: [] }
  if (spent === null) return { kind: "wrong-code" }
  const replacement = replacementOf(replacementId, now, { holdHours: 0, isProved: true })
  const { record: begun, outputs } = supersede(spent.record, replacement)
  return {
    kind: "open",
    replacement,
    record: proof.kind === "recovery-code" ? answered(begun, proof, replacementId, now) : begun,
    outputs: [...spent.outputs, { kind: "record-event", event: "replacement-begun" }, ...outputs],
  }
}

/** Spends the ticket, and remembers the attempt as that of this replacement. */
function answered(
  record: UserRecord,
  { ticket, attempt }: Extract<ReplacementProof, { readonly kind: "recovery-code" }>,
  replacementId: string,
  now: Instant,
): UserRecord {
  const accepted =
    attempt === null ? null : { digest: attempt, at: now, method: "recovery-code" as const, replacementId }
  return spendTicket({ ...record, acceptedAttempt: accepted }, ticket, now)
}

function withoutProof(record: UserRecord, holdHours: number, id: string, now: Instant): BeginReplacementResult {
  const earlier = record.replacement
  // Whoever has proved more is not put off by whoever has the password alone.
  if (earlier?.isProved === true && now < earlier.closesAt) return { kind: "proof-needed" }
  // One that was begun without a hold was told to nobody: where there is a hold by now, another begins.
  const wasTold = earlier !== null && (holdHours === 0 || earlier.opensAt > earlier.requestedAt)
  // Asked again it goes on, so that asking often makes the hold neither longer nor shorter.
  if (earlier !== null && !earlier.isProved && wasTold) {
    // The hold may be a longer one by now; the stricter of the two holds, and moves the end with it.
    const opensAt = Math.max(earlier.opensAt, holdEnd(earlier.requestedAt, holdHours))
    if (now < opensAt) return { kind: "held", until: opensAt, record: null, outputs: [] }
    if (now < earlier.closesAt + opensAt - earlier.opensAt)
      return { kind: "open", replacement: earlier, record: null, outputs: [] }
  }
  const replacement = replacementOf(id, now, { holdHours, isProved: false })
  const { record: begun, outputs } = supersede(record, replacement)
  if (replacement.opensAt <= now) {
    return {
      kind: "open",
      replacement,
      record: begun,
      outputs: [{ kind: "record-event", event: "replacement-begun" }, ...outputs],
    }
  }
  // Each hold is told, so there are no more of them than mails: whoever ends one again and again by signing in is not flooded,
  // and none begins that nobody was told of.
  const roomAt = mailRoomAt(record, now)
  if (roomAt > now) return { kind: "throttled", retryAt: roomAt }
  return {
    kind: "held",
    until: replacement.opensAt,
    record: withMailSent(begun, now),
    outputs: [
      { kind: "record-event", event: "replacement-held" },
      { kind: "send-mail", mail: "replacement-held", until: replacement.opensAt },
      ...outputs,
    ],
  }
}

/** In whole milliseconds, though an account may set a part of an hour: instants are integers. */
function holdEnd(requestedAt: Instant, holdHours: number): Instant {
  return requestedAt + Math.ceil(holdHours * 3_600_000)
}

function replacementOf(
  id: string,
  now: Instant,
  { holdHours, isProved }: { readonly holdHours: number; readonly isProved: boolean },
): OpenReplacement {
  const opensAt = holdEnd(now, holdHours)
  // The proof is as old as the replacement, and its ticket lasts no longer.
  const openSeconds = isProved ? limits.enrollmentSeconds : limits.replacementSeconds
  return { id, requestedAt: now, opensAt, closesAt: opensAt + openSeconds * 1000, isProved }
}

/**
 * Puts a replacement, or none, in the place of the one that is open. Of somebody with a factor all that is open belongs to that:
 * its tickets are dead, so neither their codes nor the secret that was shown for them have any business in the record.
 */
export function supersede(
  record: UserRecord,
  replacement: OpenReplacement | null,
): { readonly record: UserRecord; readonly outputs: readonly Output[] } {
  const superseded = { ...record, replacement, enrollment: null, emailCodes: [] }
  return { record: superseded, outputs: withdrawals(record, superseded) }
}

/**
 * Says whether the account's rule of now still allows a replacement that was begun under the rule of then; the stricter of the
 * two holds.
 *
 * @see ASVS 8.3.2
 */
export function allowsReplacement(
  rule: AccountSettings["replacement"],
  replacement: OpenReplacement,
  now: Instant,
): boolean {
  if (rule.rule === "admin-only") return false
  if (replacement.isProved) return true
  return rule.rule === "self-service" && now >= holdEnd(replacement.requestedAt, rule.holdHours)
}

/** Ends a replacement; `null`: there is none, or the last ticket that could name it has expired. */
export function cancelReplacement(
  record: UserRecord,
  now: Instant,
): { readonly record: UserRecord; readonly outputs: readonly Output[] } | null {
  // An enrollment that began in the last moment goes on for as long as its ticket.
  const lasts = limits.enrollmentSeconds * 1000
  if (record.replacement === null || now >= record.replacement.closesAt + lasts) return null
  const ended = supersede(record, null)
  return { ...ended, outputs: [{ kind: "record-event", event: "replacement-cancelled" }, ...ended.outputs] }
}
