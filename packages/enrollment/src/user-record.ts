import type { Instant, KeyedDigest, TotpParameters } from "@muster/core"
import type { ActorName, EpochCause } from "@muster/policy"

/** A confirmed authenticator of a user. */
export interface Factor {
  /** That of the enrollment that led to it; part of the seal. */
  readonly id: string
  /** Rises when the secret is replaced under the same id; part of the seal. */
  readonly generation: number
  /** How the authenticator makes its codes; part of the seal. */
  readonly totp: TotpParameters
  /** The secret in base64url as the secret box sealed it. */
  readonly sealedSecret: string
  /** The step of the last accepted code: no code of this step or an earlier one is accepted again. */
  readonly lastUsedStep: number
  /** When it was confirmed. */
  readonly enrolledAt: Instant
  /** The address that was confirmed with it, sealed, so that a reset is told there too; `null`: none was. */
  readonly sealedAddress: string | null
}

/** An enrollment whose address is verified: the factor to be. */
export interface OpenEnrollment {
  /** Becomes the id of the factor, so that confirming does not seal the secret again. */
  readonly id: string
  /** When the address was verified. */
  readonly startedAt: Instant
  /** When the ticket that names it expires. */
  readonly expiresAt: Instant
  /** How the authenticator is to make its codes. */
  readonly totp: TotpParameters
  /** `null` until the key is issued. */
  readonly sealedSecret: string | null
}

/** The code last mailed for a ticket, as digests. */
export interface SentEmailCode {
  /** The ticket that it answers for. */
  readonly ticketId: string
  /** The only code that is accepted. */
  readonly newest: KeyedDigest
  /** Codes that the newest one replaced: never accepted, only recognised. */
  readonly replaced: readonly KeyedDigest[]
  /** When the newest code was mailed. */
  readonly sentAt: Instant
  /** From when on the newest code is not accepted. */
  readonly expiresAt: Instant
}

/** The recovery codes that are not spent, as digests. */
export interface RecoveryCodeSet {
  /** Tells this set from those before it. */
  readonly id: string
  /** When it was made and shown. */
  readonly createdAt: Instant
  /** Digests; that of a code that was used is gone. */
  readonly unspent: readonly string[]
}

/**
 * A factor that is about to be replaced. Tickets name it, so that they die with it; the old factor works until a new one is
 * confirmed.
 */
export interface OpenReplacement {
  /** What the tickets of it name. */
  readonly id: string
  /** When it was asked for. */
  readonly requestedAt: Instant
  /** From when on an enrollment may begin for it: when it was asked for, or when the account's hold ends. */
  readonly opensAt: Instant
  /** Until when one may begin. */
  readonly closesAt: Instant
  /**
   * Whether a second factor or a recovery code was proved for it. Else it rests on the primary method and the mailbox, and the
   * next accepted code of the old factor ends it: whoever has that has lost nothing.
   */
  readonly isProved: boolean
}

/** The attempt that was accepted last, where its caller had named it: so that a lost answer can be asked for again. */
export interface AcceptedAttempt {
  /** Digest of the name, the ticket and the code. */
  readonly digest: KeyedDigest
  /** When it was accepted. */
  readonly at: Instant
  /** What it proved. */
  readonly method: "totp" | "recovery-code"
  /** The replacement that it has begun; `null`: it was a sign-in or a confirmation. One proof is not worth both. */
  readonly replacementId: string | null
}

/** A ticket that has done its work; remembered until it would have expired. */
export interface SpentTicket {
  /** The id of the ticket. */
  readonly id: string
  /** From when on the ticket is dead by itself. */
  readonly expiresAt: Instant
}

/** That a user need not enroll for a while. It excuses enrollment and nothing else: who has a factor is challenged. */
export interface Exemption {
  /** Since when the user is exempt without a break: moving the end does not begin another exemption. */
  readonly grantedAt: Instant
  /** From when on it counts no more. */
  readonly until: Instant
  /** Who granted it, or moved its end or ended it last; why is in the audit log. */
  readonly grantedBy: ActorName
}

/**
 * All that Muster keeps of a user apart from the attempt counters: one value, loaded and saved as a whole. It holds no
 * readable address, secret or code.
 */
export interface UserRecord {
  /** Rises with every change of the factor or the primary method; tickets and assurances of another epoch are dead. */
  readonly epoch: number
  /** Why the epoch rose last; `null` while it never has. */
  readonly epochRaisedBy: EpochCause | null
  /** The authenticator that sign-ins ask for. */
  readonly factor: Factor | null
  /** The enrollment that was verified last; at most one is open. */
  readonly enrollment: OpenEnrollment | null
  /** At most three, one for each ticket. */
  readonly emailCodes: readonly SentEmailCode[]
  /** When the last ten mails went out that a password alone can cause, oldest first: codes, and notices of a hold. */
  readonly emailSentAts: readonly Instant[]
  /** Made with the factor. */
  readonly recoveryCodes: RecoveryCodeSet | null
  /** A newer set that was shown, and works once its user says to have kept it; until then the other one works. */
  readonly shownRecoveryCodes: RecoveryCodeSet | null
  /** The replacement of the factor that was begun last. */
  readonly replacement: OpenReplacement | null
  /** `null` where the caller of the last accepted attempt had not named it. */
  readonly acceptedAttempt: AcceptedAttempt | null
  /** In the order in which they were spent. */
  readonly spentTickets: readonly SpentTicket[]
  /** The exemption that was granted last, whether or not it is over; `null`: there was none. */
  readonly exemption: Exemption | null
  /** When a second factor was last accepted. */
  readonly lastSignInAt: Instant | null
}

/** The record of somebody whom Muster has never written down. */
export const unknownUser: UserRecord = Object.freeze({
  epoch: 0,
  epochRaisedBy: null,
  factor: null,
  enrollment: null,
  emailCodes: Object.freeze([]),
  emailSentAts: Object.freeze([]),
  recoveryCodes: null,
  shownRecoveryCodes: null,
  replacement: null,
  acceptedAttempt: null,
  spentTickets: Object.freeze([]),
  exemption: null,
  lastSignInAt: null,
})

/** Where a user stands, for reports. */
export type EnrollmentStatus = "not-enrolled" | "enrolling" | "enrolled"

/** Says where a user stands at `now`; an expired enrollment no longer counts. */
export function enrollmentStatus(record: UserRecord, now: Instant): EnrollmentStatus {
  if (record.factor !== null) return "enrolled"
  const open = record.enrollment !== null && record.enrollment.expiresAt > now
  return open || record.emailCodes.some((code) => code.expiresAt > now) ? "enrolling" : "not-enrolled"
}
