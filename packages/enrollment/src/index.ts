/**
 * The state machine of a user as pure functions: enrollment, challenge and throttle. Nothing here reads a clock, draws
 * a random number, compares a code or waits; the services of `@muster/sdk` gather the evidence, ask, and save the
 * answer.
 *
 * @module
 */

export { answerChallenge, type ChallengeEvent, type ChallengeRefusal } from "./challenge.js"
export { changePrimary, type PrimaryChanged } from "./change-primary.js"
export type { CodeFault } from "./code-fault.js"
export { type EmailCodeAllowance, emailCodeAllowance, sentEmailCode } from "./email-code-allowance.js"
export type { EnrollmentEvent, EnrollmentEventKind, EnrollmentRefusal, EventOf, RefusalOf } from "./enrollment-event.js"
export { enrollmentTable, transitionEnrollment } from "./enrollment-machine.js"
export {
  type EnrollmentPosition,
  type EnrollmentState,
  enrollmentPosition,
  type PositionIn,
} from "./enrollment-position.js"
export type { EnrollmentInput, EnrollmentTransition } from "./enrollment-transitions.js"
export { eraseUser, isErased } from "./erase-user.js"
export { type ExemptionWish, type ExemptUserResult, exemptUntil, exemptUser, latestExemption } from "./exempt-user.js"
export { type ImportedFactor, type ImportFactorResult, importFactor } from "./import-factor.js"
export { limits } from "./limits.js"
export {
  type AcknowledgeResult,
  acknowledgeRecoveryCodes,
  type RecoveryCodeSpent,
  recoveryCodeSet,
  recoveryCodesLeft,
  showRecoveryCodes,
  spendRecoveryCode,
} from "./recovery-codes.js"
export { type FactorRemoved, removeFactor } from "./remove-factor.js"
export { repeatableAttempt } from "./repeated-attempt.js"
export {
  allowsReplacement,
  type BeginReplacementInput,
  type BeginReplacementResult,
  beginReplacement,
  cancelReplacement,
  type ReplacementProof,
} from "./replacement.js"
export { resetFactor } from "./reset-factor.js"
export {
  attemptsLeft,
  chargeThrottle,
  type Settlement,
  settleThrottle,
  type ThrottlePool,
  type ThrottleRule,
  type ThrottleStanding,
  throttleRules,
  throttleStanding,
  type UserThrottle,
  untouchedThrottle,
} from "./throttle.js"
export { spendTicket, type TicketFacts, type TicketRejection, ticketRejection } from "./ticket-standing.js"
export type { AttemptOutcome, MailWithdrawal, Output, Transition } from "./transition.js"
export {
  type AcceptedAttempt,
  type EnrollmentStatus,
  type Exemption,
  enrollmentStatus,
  type Factor,
  type OpenEnrollment,
  type OpenReplacement,
  type RecoveryCodeSet,
  type SentEmailCode,
  type SpentTicket,
  type UserRecord,
  unknownUser,
} from "./user-record.js"
export type { FactorWithdrawn } from "./withdraw-factor.js"
