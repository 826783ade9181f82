import type { SessionVerdict } from "@muster/policy"
import type {
  BeginResult,
  Enrollment,
  Factors,
  Locked,
  SessionEnded,
  SignIn,
  TicketRejected,
  UserStatus,
  VerifyResult,
  WrongCode,
} from "@muster/sdk"

/** The host did not take the credentials; it says no more. */
export interface WrongCredentials {
  readonly kind: "wrong-credentials"
}

/** The host has found no session in the request. */
export interface NotSignedIn {
  readonly kind: "not-signed-in"
}

/** Where somebody stands with their own factor. */
export interface FactorStatus
  extends Pick<UserStatus, "state" | "enrolledAt" | "recoveryCodesLeft" | "exemptUntil" | "lastSignInAt"> {
  readonly kind: "factor-status"
}

type Replacement = Awaited<ReturnType<Factors["beginReplacement"]>>

/** What each call answers, before the way it travels is seen to. */
export interface Answers {
  /** Of `begin`. */
  readonly begin: BeginResult | WrongCredentials
  /** Of `verify`. */
  readonly verify: VerifyResult
  /** Of `useRecoveryCode`. */
  readonly useRecoveryCode: VerifyResult
  /** Of `lostPhone`: a session cannot end where there is none yet. */
  readonly lostPhone: Exclude<Replacement, SessionEnded>
  /** Of `stepUp`. */
  readonly stepUp: Awaited<ReturnType<SignIn["stepUp"]>> | NotSignedIn
  /** Of `checkSession`; without a session it is `logout`. */
  readonly checkSession: SessionVerdict
  /** Of `enrollment.begin`. */
  readonly beginEnrollment: Awaited<ReturnType<Enrollment["begin"]>> | NotSignedIn
  /** Of `enrollment.current`. */
  readonly current: Awaited<ReturnType<Enrollment["current"]>>
  /** Of `enrollment.sendEmailCode`. */
  readonly sendEmailCode: Awaited<ReturnType<Enrollment["sendEmailCode"]>>
  /** Of `enrollment.verifyEmailCode`. */
  readonly verifyEmailCode: Awaited<ReturnType<Enrollment["verifyEmailCode"]>>
  /** Of `enrollment.issueKey`. */
  readonly issueKey: Awaited<ReturnType<Enrollment["issueKey"]>>
  /** Of `enrollment.confirm`. */
  readonly confirm: Awaited<ReturnType<Enrollment["confirm"]>>
  /** Of `enrollment.cancel`. */
  readonly cancel: Awaited<ReturnType<Enrollment["cancel"]>>
  /** Of `factors.status`. */
  readonly status: FactorStatus | SessionEnded | NotSignedIn
  /** Of `factors.beginReplacement`: without a code and a ticket, none of either can be wrong. */
  readonly beginReplacement: Exclude<Replacement, WrongCode | Locked | TicketRejected> | NotSignedIn
  /** Of `factors.cancelReplacement`. */
  readonly cancelReplacement: Awaited<ReturnType<Factors["cancelReplacement"]>> | NotSignedIn
  /** Of `factors.regenerateRecoveryCodes`. */
  readonly regenerateRecoveryCodes: Awaited<ReturnType<Factors["regenerateRecoveryCodes"]>> | NotSignedIn
  /** Of `factors.acknowledgeRecoveryCodes`. */
  readonly acknowledgeRecoveryCodes: Awaited<ReturnType<Factors["acknowledgeRecoveryCodes"]>> | NotSignedIn
  /** Of `factors.remove`. */
  readonly remove: Awaited<ReturnType<Factors["remove"]>> | NotSignedIn
}
