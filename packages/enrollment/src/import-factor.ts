import type { Instant, TotpParameters } from "@muster/core"
import type { MailWithdrawal } from "./transition.js"
import type { UserRecord } from "./user-record.js"
import { endOpenSteps } from "./withdraw-factor.js"
import { withdrawals } from "./withdrawals.js"

/** A factor from elsewhere. */
export interface ImportedFactor {
  /** A fresh id; part of the seal. */
  readonly id: string
  /** How the authenticator makes its codes. */
  readonly totp: TotpParameters
  /** The sealed secret. */
  readonly sealedSecret: string
  /** No code of this step or an earlier one is accepted: the library of before may have seen it. */
  readonly lastUsedStep: number
}

/** What importing a factor leads to. */
export type ImportFactorResult =
  | { readonly kind: "moved"; readonly record: UserRecord; readonly outputs: readonly MailWithdrawal[] }
  /** The user has a factor, which stays. */
  | { readonly kind: "already-enrolled" }

/**
 * Gives a user the factor that another library knew, so that nobody has to enroll again. It counts as enrolled now; recovery
 * codes do not come with it. Sessions of before end at once: the user proved no factor by it, so nothing of theirs drains.
 * Whether the actor may do it is not asked here.
 */
export function importFactor(record: UserRecord, imported: ImportedFactor, now: Instant): ImportFactorResult {
  if (record.factor !== null) return { kind: "already-enrolled" }
  const enrolled: UserRecord = {
    ...endOpenSteps(record),
    epochRaisedBy: "imported",
    factor: { ...imported, generation: 1, enrolledAt: now, sealedAddress: null },
  }
  return { kind: "moved", record: enrolled, outputs: withdrawals(record, enrolled) }
}
