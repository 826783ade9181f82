import type { Instant } from "@muster/core"
import type { Output } from "./transition.js"
import type { RecoveryCodeSet, UserRecord } from "./user-record.js"

/** A recovery code that was accepted, and what belongs to that. */
export interface RecoveryCodeSpent {
  /** The record without the code. */
  readonly record: UserRecord
  /** The event, and the mail that tells the user how many are left. */
  readonly outputs: readonly Output[]
}

/**
 * Spends a recovery code; `null`: it is none of the set that works.
 *
 * Looking up a digest need not take constant time: what was typed is known here only as its hash.
 */
export function spendRecoveryCode(record: UserRecord, digest: string): RecoveryCodeSpent | null {
  const set = record.recoveryCodes
  if (set === null || !set.unspent.includes(digest)) return null
  const unspent = set.unspent.filter((other) => other !== digest)
  return {
    record: { ...record, recoveryCodes: { ...set, unspent } },
    outputs: [
      { kind: "record-event", event: "recovery-code-used" },
      { kind: "send-mail", mail: "recovery-code-used", left: unspent.length },
    ],
  }
}

/** Keeps a set that is about to be shown. Until it is acknowledged the set of before works, so that a lost page costs nothing. */
export function showRecoveryCodes(record: UserRecord, set: RecoveryCodeSet): UserRecord {
  return { ...record, shownRecoveryCodes: set }
}

/** What acknowledging a set leads to. */
export type AcknowledgeResult =
  /** The set works from now on, and no code of the one before. */
  | { readonly kind: "moved"; readonly record: UserRecord; readonly outputs: readonly Output[] }
  /** It works already: an answer that was lost is asked for again. */
  | { readonly kind: "unchanged" }
  /** No set of this id is waiting: a newer one was shown since, or the factor has changed. */
  | { readonly kind: "refused" }

/** Puts the set that was shown in the place of the one that works. */
export function acknowledgeRecoveryCodes(record: UserRecord, setId: string): AcknowledgeResult {
  if (record.recoveryCodes?.id === setId) return { kind: "unchanged" }
  const shown = record.shownRecoveryCodes
  if (shown?.id !== setId) return { kind: "refused" }
  return {
    kind: "moved",
    record: { ...record, recoveryCodes: shown, shownRecoveryCodes: null },
    outputs: [
      { kind: "record-event", event: "recovery-codes-regenerated" },
      { kind: "send-mail", mail: "recovery-codes-regenerated" },
    ],
  }
}

/** How many recovery codes the user has left. */
export function recoveryCodesLeft({ recoveryCodes }: Pick<UserRecord, "recoveryCodes">): number {
  return recoveryCodes?.unspent.length ?? 0
}

/** Makes a set of digests; the codes themselves are shown once and kept nowhere. */
export function recoveryCodeSet(id: string, digests: readonly string[], now: Instant): RecoveryCodeSet {
  return { id, createdAt: now, unspent: digests }
}
