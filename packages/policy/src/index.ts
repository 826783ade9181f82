/**
 * The rules of a two-factor roll-out as pure functions: builds, device groups, readiness, the forced logout and the
 * verdicts on sign-ins and sessions. Nothing here reads a clock, draws a random number, waits or stores.
 *
 * @module
 */
export {
  type AccountRules,
  newAccountRules,
  type TwoFactor,
  type TwoFactorOff,
  type TwoFactorOn,
} from "./account/account-rules.js"
export { type AccountSettings, defaultAccountSettings } from "./account/account-settings.js"
export type { ActorName } from "./account/actor.js"
export { type DisableTwoFactorInput, disableTwoFactor, type TwoFactorDisabled } from "./account/disable-two-factor.js"
export { type EnableTwoFactorInput, enableTwoFactor, type TwoFactorEnabled } from "./account/enablement.js"
export type { EnablementCircumstances } from "./account/enablement-reasons.js"
export {
  type ForcedLogout,
  type ForcedLogoutBounds,
  type ForcedLogoutBoundsInput,
  forcedLogoutBounds,
} from "./account/forced-logout.js"
export {
  type EnablementPreview,
  type ExposureOnDate,
  type PreviewEnableInput,
  previewEnable,
} from "./account/preview-enable.js"
export { type ScheduleStagesInput, type StagesScheduled, scheduleStages } from "./account/schedule-stages.js"
export { type ForcedLogoutSaved, type SetForcedLogoutInput, setForcedLogout } from "./account/set-forced-logout.js"
export type { ScheduledStage, Stage } from "./account/stage.js"
export {
  type Build,
  type BuildInput,
  compareBuilds,
  formatBuild,
  type ParseBuildResult,
  type ParsedBuild,
  parseBuild,
  type RejectedBuild,
} from "./builds/build.js"
export {
  type Catalogue,
  type CatalogueBuild,
  catalogueInstants,
  earliestDefault,
  newestDefault,
  type ParsedCatalogueBuild,
} from "./builds/catalogue.js"
export type { Client, Platform } from "./builds/client.js"
export {
  type FeatureMinimum,
  groupMinimum,
  type Minimum,
  type MinimumRules,
  meetsMinimum,
  minimumFor,
  type Standing,
} from "./builds/minimum.js"
export {
  type ParseCatalogueResult,
  type ParsedCatalogue,
  parseCatalogue,
  type RejectedCatalogue,
} from "./builds/parse-catalogue.js"
export { addPeople, type CountPeopleOptions, countPeople, noPeople, type PeopleCounts } from "./people/count-people.js"
export { type EnrollablePeople, enrollablePeople } from "./people/enrollable-people.js"
export { type GuardLastAdminInput, guardLastAdmin } from "./people/last-admin.js"
export { peopleWarnings } from "./people/people-warnings.js"
export { canEnroll, type PersonFacts, type PersonState, personState } from "./people/person.js"
export { explainReason } from "./reasons/explain-reason.js"
export { type ExplainReasonsOptions, explainReasons } from "./reasons/explain-reasons.js"
export { explainVerdict, type Verdict } from "./reasons/explain-verdict.js"
export type { Explanation } from "./reasons/explanation.js"
export type { Reason, ReasonCode, ReasonParams, Reasons, Refused, Source } from "./reasons/reason.js"
export {
  isTimeZone,
  type LocalDate,
  type LocalTime,
  localDate,
  localTime,
  startOfLocalDate,
} from "./time/time-zone.js"
export {
  type DueReminder,
  type DueRemindersInput,
  dueReminders,
  type NextReminderInput,
  nextReminderAt,
} from "./timeline/due-reminders.js"
export type { ReminderKind, ReminderUser } from "./timeline/reminder-schedule.js"
export { type SimulatedVerdict, type SimulateOptions, simulate } from "./timeline/simulate.js"
export { type TimelineEntry, type TimelineInput, timeline } from "./timeline/timeline.js"
export { type AppliedRemediation, type ApplyRemediationInput, applyRemediation } from "./updates/apply-remediation.js"
export { applyUpdateChange } from "./updates/apply-update-change.js"
export type { DeviceGroup, EffectiveGroup, LostSetting } from "./updates/device-group.js"
export type { BuildFacts, EffectiveSetting } from "./updates/effective-setting.js"
export type {
  GroupChange,
  MoveGroup,
  PutGroups,
  RemoveGroup,
  SetAccountUpdates,
  SetGroupUpdates,
  UpdateChange,
} from "./updates/group-change.js"
export {
  type AffectedGroup,
  type PreviewUpdateChangeInput,
  previewUpdateChange,
  type UpdateChangePreview,
} from "./updates/preview-update-change.js"
export {
  type Blocked,
  type CheckReadinessInput,
  checkReadiness,
  type Readiness,
  type Ready,
} from "./updates/readiness.js"
export type { Remediation, SettingChange, SettingTarget } from "./updates/remediation.js"
export { type ResolvedUpdateSettings, resolveUpdateSettings } from "./updates/resolve-update-settings.js"
export {
  type CheckUpdateChangeInput,
  checkUpdateChange,
  type UpdateChangeAllowed,
} from "./updates/update-change.js"
export type { ResolveUpdateSettingsInput, UpdateSettings } from "./updates/update-resolution.js"
export type { AccountUpdates, GroupUpdates, Lockable } from "./updates/update-settings.js"
export type { AppliedUpdateChange, UpdateWrites } from "./updates/write-groups.js"
export { type DecideSessionInput, decideSession } from "./verdicts/decide-session.js"
export { type DecideSignInInput, decideSignIn } from "./verdicts/decide-sign-in.js"
export type {
  AssuranceFacts,
  Capability,
  ContinueSession,
  DrainSession,
  LogoutSession,
  SessionAnswer,
  SessionUserFacts,
  SessionVerdict,
} from "./verdicts/session.js"
export type { SignInVerdict } from "./verdicts/sign-in.js"
export { type AccountAsking, type StrictestSignIn, strictestSignIn } from "./verdicts/strictest-sign-in.js"
export type { EpochCause, UserFacts } from "./verdicts/user-facts.js"
