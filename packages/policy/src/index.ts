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
export {
  type DisableTwoFactorInput,
  disableTwoFactor,
  type EnableTwoFactorInput,
  enableTwoFactor,
  type TwoFactorDisabled,
  type TwoFactorEnabled,
} from "./account/enablement.js"
export {
  type ForcedLogout,
  type ForcedLogoutBounds,
  type ForcedLogoutBoundsInput,
  type ForcedLogoutSaved,
  forcedLogoutBounds,
  type SetForcedLogoutInput,
  setForcedLogout,
} from "./account/forced-logout.js"
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
  newestDefault,
  type ParseCatalogueResult,
  type ParsedCatalogue,
  type ParsedCatalogueBuild,
  parseCatalogue,
  type RejectedCatalogue,
} from "./builds/catalogue.js"
export type { Client, Platform } from "./builds/client.js"
export { type MinimumRules, meetsMinimum, minimumFor, type Standing } from "./builds/minimum.js"
export { explainReason } from "./reasons/explain-reason.js"
export type { Reason, ReasonCode, ReasonParams, Reasons, Refused, Source } from "./reasons/reason.js"
export type { Explanation } from "./reasons/reason-texts.js"
export { isTimeZone, type LocalDate, localDate, startOfLocalDate } from "./time/time-zone.js"
export { type AppliedRemediation, type ApplyRemediationInput, applyRemediation } from "./updates/apply-remediation.js"
export type { DeviceGroup, EffectiveGroup, LostSetting } from "./updates/device-group.js"
export type { BuildFacts, EffectiveSetting } from "./updates/effective-setting.js"
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
export type { AccountUpdates, GroupUpdates } from "./updates/update-settings.js"
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
export type { EpochCause, UserFacts } from "./verdicts/user-facts.js"
