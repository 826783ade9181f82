/**
 * For authors of adapters: the store, the mailer, the mail budget and the directory of users, the arithmetic of the
 * throttle for stores that are written in TypeScript rather than in SQL, and what every store does alike: pages, frozen
 * answers, outputs of one account.
 *
 * @module
 */
export type { KeyCheck, KeyCheckResult } from "@muster/core"
export {
  chargeThrottle,
  type Settlement,
  settleThrottle,
  type ThrottlePool,
  type ThrottleRule,
  type ThrottleStanding,
  throttleStanding,
  type UserThrottle,
  untouchedThrottle,
} from "@muster/enrollment"
export { checkOutputs } from "./check-outputs.js"
export { compareIds } from "./compare-ids.js"
export type { DirectoryUser, UserDirectory } from "./directory.js"
export type {
  AuditEvent,
  EventChange,
  EventChanges,
  EventFacts,
  EventKind,
  ExemptionMoved,
  FactorGiven,
  FactorTaken,
  FirstFactor,
  NoChanges,
  RecoveryCodesCounted,
  ReplacementBegun,
} from "./events.js"
export { frozen } from "./frozen.js"
export type { ActorName, Page, PageInput, UserKey } from "./keys.js"
export type {
  AccountLogged,
  LogCode,
  LogFields,
  LoggedError,
  Logger,
  LogLines,
  MailFault,
  MailLogged,
} from "./logger.js"
export type { Mail, MailBudget, MailBudgetLine, Mailer, MailMessage } from "./mailer.js"
export type {
  MailClaim,
  MailOutcome,
  Outputs,
  SealedMail,
  UndeliveredMail,
  UndeliveredOutcome,
} from "./outputs.js"
export { type Place, type PlaceLike, pageLimit, pageOf, placeAfter } from "./pages.js"
export type { Reminder, ReminderClaim, ReminderProgress, ReminderRecord } from "./reminders.js"
export type { AccountState, StoredAccount, StoredUser, UserState, Versioned } from "./states.js"
export type {
  AccountErasure,
  AccountWrites,
  ChargeResult,
  ChargeRule,
  ListedUser,
  LoadedAccount,
  LoadedGroups,
  LoadedUser,
  MusterStore,
  SaveResult,
  SqlTransaction,
  UserWrites,
} from "./store.js"
