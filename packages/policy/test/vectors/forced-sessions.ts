import { at } from "./brief.js"
import { session } from "./session-case.js"
import { earlyStageAt, enabledAt, forcedAt, lateStageAt, off, on, stageOf, stageOfGroup } from "./verdict-account.js"

const fired = "forced-logout 2026-12-03T23:00Z"
const early = "signed-in-before-enablement 2026-11-24T09:00Z"
const required = "required-by-account 2026-11-24T09:00Z"
const atForced = "next 2026-12-03T23:00Z; end 2026-12-03T23:00Z"
const out = `logout nothing; ${fired}`
const noon = at("2026-11-25T12:00Z")
const startedAt = at("2026-12-03T22:00Z")
const since = "activity-running 2026-12-03T22:00Z"
const hour = 3_600_000

const deferred = [
  session("off", "While two-factor is off a session goes on", "continue everything; two-factor-off", {
    twoFactor: off,
  }),
  session(
    "from-before",
    "A session from before enabling goes on, without a date until people log out",
    `continue everything; ${early}`,
    {
      twoFactor: on(),
    },
  ),
  session(
    "from-before-dated",
    "With a date a session may last until the forced logout and no longer",
    `continue everything; ${early}; ${atForced}`,
    {
      now: noon,
    },
  ),
  session(
    "from-the-instant",
    "A session of the very instant of enabling was let in, so it is from before",
    `continue everything; signed-in-before-enablement 2026-11-24T09:00Z; ${atForced}`,
    {
      now: noon,
      assurance: { signedInAt: enabledAt },
    },
  ),
  session(
    "from-a-moment-before",
    "A session from a millisecond before enabling is from before",
    `continue everything; ${early}; ${atForced}`,
    {
      now: noon,
      assurance: { signedInAt: enabledAt - 1 },
    },
  ),
  session(
    "clock-behind",
    "A clock before the enablement is remarked on, and two-factor is on all the same",
    `continue everything; ${early}, clock-before-enablement 2026-11-24T09:00Z; ${atForced}`,
    {
      now: enabledAt - 1,
    },
  ),
]

const forced = [
  session(
    "a-moment-before",
    "A session goes on to the last millisecond before the forced logout",
    `continue everything; ${early}; ${atForced}`,
    {
      now: forcedAt - 1,
    },
  ),
  session("forced", "At the instant of the forced logout a session is over", out),
  session("a-moment-after", "A forced logout that has happened stays so", out, { now: forcedAt + 1 }),
  session(
    "forced-later-session",
    "A session from after enabling, under no excuse, is over: its user had to enroll",
    `logout nothing; ${required}`,
    {
      assurance: { signedInAt: noon },
    },
  ),
  session(
    "totp",
    "A session with a code of the authenticator outlives the forced logout",
    "continue everything; factor-active",
    {
      assurance: { method: "totp" },
    },
  ),
  session("service", "The session of a service user outlives the forced logout", "continue everything; service-user", {
    assurance: { notBound: "service-user" },
  }),
  session(
    "sso",
    "A session of single sign-on without a local password outlives the forced logout",
    "continue everything; sso-user",
    {
      assurance: { notBound: "sso-user" },
    },
  ),
]

const drained = `drain finishSession; ${fired}, ${since}`
const capped = `${drained}; next 2026-12-04T11:00Z; end 2026-12-04T11:00Z; drained 2026-12-04T11:00Z`
const drains = [
  session(
    "running-before",
    "A running activity is no matter before the forced logout",
    `continue everything; ${early}; ${atForced}`,
    {
      activity: { startedAt },
      now: forcedAt - 1,
    },
  ),
  session("running", "What began before the forced logout may end by itself, and nothing new may begin", drained, {
    activity: { startedAt },
  }),
  session(
    "began-at-last-moment",
    "What began a millisecond before the forced logout may end by itself",
    `drain finishSession; ${fired}, activity-running 2026-12-03T22:59:59.999Z`,
    {
      activity: { startedAt: forcedAt - 1 },
    },
  ),
  session("began-too-late", "What began at the instant of the forced logout may not go on", out, {
    activity: { startedAt: forcedAt },
  }),
  session("capped", "The limit of a drain counts from the forced logout", capped, {
    activity: { startedAt },
    maxDrainHours: 12,
  }),
  session("capped-last-moment", "An activity drains to the last millisecond before the limit", capped, {
    activity: { startedAt },
    maxDrainHours: 12,
    now: forcedAt + 12 * hour - 1,
  }),
  session("capped-over", "At the limit of its drain a session is over, whatever runs", out, {
    activity: { startedAt },
    maxDrainHours: 12,
    now: forcedAt + 12 * hour,
  }),
  session("capped-at-0", "A limit of no hours lets nothing drain", out, { activity: { startedAt }, maxDrainHours: 0 }),
]

const exemptUntil = at("2026-12-10T00:00Z")
const exemptedAt = at("2026-11-25T09:00Z")
const exempt = { exemptUntil, exemptedAt }
const keptByExemption = "continue everything; exempt 2026-12-10T00:00Z; next 2026-12-10T00:00Z; end 2026-12-10T00:00Z"
const exemptions = [
  session("exempt", "For an exempt user the forced logout waits for the end of the exemption", keptByExemption, {
    user: exempt,
  }),
  session("exempt-ends", "When an exemption ends after the forced logout the session is over", out, {
    user: exempt,
    now: exemptUntil,
  }),
  session(
    "exempt-drains",
    "What began before the end of the exemption may end by itself",
    `drain finishSession; ${fired}, activity-running 2026-12-09T23:59:59.999Z`,
    { user: exempt, activity: { startedAt: exemptUntil - 1 }, now: exemptUntil },
  ),
  session(
    "exempt-ends-first",
    "An exemption that ends before the forced logout puts off nothing",
    `continue everything; exempt 2026-11-30T23:00Z; next 2026-11-30T23:00Z; end 2026-12-03T23:00Z`,
    { user: { exemptUntil: earlyStageAt, exemptedAt }, now: noon },
  ),
  session("exempt-late", "An exemption that is granted at the forced logout brings back no session", out, {
    user: { exemptUntil, exemptedAt: forcedAt },
  }),
  session("exempt-unknown", "An exemption keeps no session when nobody knows since when it runs", out, {
    user: { exemptUntil },
  }),
]

const excused = { signedInAt: exemptedAt, excusedUntil: exemptUntil }
const excuseOver = "logout nothing; excuse-over"
const excuses = [
  session("excused", "A session that began under an excuse goes on until that ends", keptByExemption, {
    user: exempt,
    assurance: excused,
    now: exemptUntil - 1,
  }),
  session("excused-no-date", "A session that began under an excuse ends with it, also without a date", excuseOver, {
    twoFactor: on(),
    user: exempt,
    assurance: excused,
    now: exemptUntil,
  }),
  session("excused-longer", "A longer exemption keeps no session beyond the end that it began with", excuseOver, {
    user: { exemptUntil: exemptUntil + 1, exemptedAt },
    assurance: excused,
    now: exemptUntil,
  }),
  session("excused-taken", "A session ends when what excused its user is taken away", excuseOver, {
    assurance: excused,
    now: noon,
  }),
]

const late = on(forcedAt, stageOf("ann", lateStageAt))
const notBegun = "continue everything; stage-not-begun 2026-12-06T23:00Z; next 2026-12-06T23:00Z; end 2026-12-06T23:00Z"
const stages = [
  session("stage", "For a user of a later stage the forced logout waits until that begins", notBegun, {
    twoFactor: late,
  }),
  session(
    "stage-last-moment",
    "The forced logout waits to the last millisecond before a later stage begins",
    notBegun,
    { twoFactor: late, now: lateStageAt - 1 },
  ),
  session("stage-begins", "When a later stage begins the sessions of its users are over", out, {
    twoFactor: late,
    now: lateStageAt,
  }),
  session("stages", "Of several stages that a user is in the earliest counts", out, {
    twoFactor: on(forcedAt, stageOf("ann", lateStageAt), stageOfGroup("berlin", earlyStageAt)),
    user: { deviceGroupId: "berlin" },
  }),
  session("no-stage", "The stages of others put off nothing", out, {
    twoFactor: on(forcedAt, stageOf("bob", lateStageAt)),
  }),
  session("stage-reset", "A stage puts off nothing for a user whose factor was reset", out, {
    twoFactor: late,
    user: { epochRaisedBy: "reset" },
  }),
]

/** Sessions around the enablement and its forced logout. */
export const forcedSessions = [...deferred, ...forced, ...drains, ...exemptions, ...excuses, ...stages]
