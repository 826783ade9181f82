/**
 * Two-factor sign-in for a whole organisation, over your own users, sessions and database: {@link createMuster} makes the
 * services that load, decide and save.
 *
 * @module
 */
export type { AccountCall, Override } from "./api/account-call.js"
export type {
  AccountStatus,
  Accounts,
  Adoption,
  Disabled,
  EnablePreview,
  Saved,
} from "./api/accounts.js"
export type { ChangePreview, DeviceGroups, GroupsSaved } from "./api/device-groups.js"
export type { Enrolled, Enrollment } from "./api/enrollment.js"
export type {
  EmailCodeSent,
  EmailVerified,
  EnrollmentStep,
  KeyIssued,
  NotStarted,
  WrongStep,
} from "./api/enrollment-steps.js"
export type {
  AdminOnly,
  Factors,
  Held,
  LostAuthenticator,
  NewAuthenticator,
  RecoveryCodesRegenerated,
} from "./api/factors.js"
export type { HostTransaction } from "./api/host-transaction.js"
export type { Jobs, JobsRun } from "./api/jobs.js"
export type { KeyStatus, Keys } from "./api/keys.js"
export type { Muster } from "./api/muster.js"
export type { BuildOptions, MusterOptions } from "./api/options.js"
export type { MailCall, MailGone, Outbox, UndeliveredMail } from "./api/outbox.js"
export type { Actor, ActorName, Primary, SignInUser } from "./api/people.js"
export type {
  Busy,
  CodeRefusal,
  Locked,
  NoEmail,
  NotEnrolled,
  ProofNeeded,
  SessionEnded,
  Throttled,
  TicketRejected,
  UpdateClient,
  WrongCode,
} from "./api/refusals.js"
export type { Activity, Sessions } from "./api/sessions.js"
export type {
  BeginResult,
  BeginSignIn,
  Challenge,
  Enroll,
  SignedIn,
  SignIn,
  VerifyCode,
  VerifyResult,
} from "./api/sign-in.js"
export type { UserCall, UserState, UserStatus, Users } from "./api/users.js"
export { type Assurance, parseAssurance } from "./assurance.js"
export { createMuster } from "./create-muster.js"
export { expectKind } from "./expect-kind.js"
export { explain } from "./explain/explain.js"
export type { Answer, Explainable } from "./explain/explainable.js"
export { createWorker, type JobWorker, type WorkerLogger, type WorkerOptions } from "./jobs/worker.js"
export { originalProduct } from "./original-product.js"
export type {
  AccountLogged,
  AuditEvent,
  EventChange,
  EventChanges,
  EventKind,
  LogCode,
  LogFields,
  LoggedError,
  Logger,
  LogLines,
  MailFault,
  MailLogged,
  Page,
  PageInput,
  UserKey,
} from "./ports/index.js"
