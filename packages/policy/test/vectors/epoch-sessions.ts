import { at } from "./brief.js"
import { session } from "./session-case.js"
import { enabledAt, forcedAt, lateStageAt, off, on, stageOf } from "./verdict-account.js"

const startedAt = at("2026-11-25T10:00Z")
const enrolledAt = at("2026-11-25T11:00Z")
const noon = at("2026-11-25T12:00Z")
const since = "activity-running 2026-11-25T10:00Z"
const raised = { epoch: 1 }
const enrolled = { user: { ...raised, epochRaisedBy: "enrolled", enrolledAt }, now: noon } as const
const hour = 3_600_000

const epochs = [
  session(
    "no-assurance",
    "A session that cannot say what its sign-in proved is over",
    "logout nothing; assurance-missing",
    {
      assurance: null,
    },
  ),
  session(
    "replaced",
    "A change of the factor ends sessions from before, whatever runs in them",
    "logout nothing; epoch-raised replaced",
    {
      user: { ...raised, epochRaisedBy: "replaced" },
      activity: { startedAt },
      now: noon,
    },
  ),
  session("reset", "A reset ends sessions from before, those with a code too", "logout nothing; epoch-raised reset", {
    user: { ...raised, epochRaisedBy: "reset" },
    assurance: { method: "totp" },
    now: noon,
  }),
  session(
    "password-changed",
    "A change of the password ends sessions from before, while two-factor is off too",
    "logout nothing; epoch-raised primary-changed",
    {
      twoFactor: off,
      user: { ...raised, epochRaisedBy: "primary-changed" },
      now: noon,
    },
  ),
  session(
    "epoch-ahead",
    "An assurance of a later epoch than the user's cannot be the user's",
    "logout nothing; assurance-invalid",
    {
      assurance: { epoch: 1 },
      now: noon,
    },
  ),
  session(
    "epoch-without-cause",
    "An assurance of an earlier epoch cannot be the user's if the epoch never rose",
    "logout nothing; assurance-invalid",
    {
      user: raised,
      now: noon,
    },
  ),
  session(
    "enrolled",
    "One's own first enrollment ends the session in which nothing runs",
    "logout nothing; epoch-raised enrolled",
    enrolled,
  ),
  session(
    "enrolled-running",
    "One's own first enrollment lets end by itself what began before",
    `drain finishSession; epoch-raised enrolled, ${since}`,
    {
      ...enrolled,
      activity: { startedAt },
    },
  ),
  session(
    "enrolled-began-too-late",
    "What began at the instant of one's own first enrollment may not go on",
    "logout nothing; epoch-raised enrolled",
    {
      ...enrolled,
      activity: { startedAt: enrolledAt },
    },
  ),
  session(
    "enrolled-capped",
    "After one's own first enrollment the limit of a drain counts from it",
    `drain finishSession; epoch-raised enrolled, ${since}; next 2026-11-25T23:00Z; end 2026-11-25T23:00Z; drained 2026-11-25T23:00Z`,
    {
      ...enrolled,
      activity: { startedAt },
      maxDrainHours: 12,
    },
  ),
  session(
    "enrolled-unknown",
    "If nobody knows when the enrollment was, nothing drains",
    "logout nothing; epoch-raised enrolled",
    {
      user: { ...enrolled.user, enrolledAt: null },
      now: noon,
      activity: { startedAt },
      maxDrainHours: 12,
    },
  ),
  session(
    "enrolled-long-ago",
    "Only a session of the epoch just before the enrollment drains",
    "logout nothing; epoch-raised enrolled",
    {
      user: { ...enrolled.user, epoch: 2 },
      now: noon,
      activity: { startedAt },
    },
  ),
  session(
    "enrolled-and-forced",
    "Of two ends that drain, both are told and the limit counts from the earlier",
    `drain finishSession; epoch-raised enrolled, forced-logout 2026-12-03T23:00Z, ${since}; next 2026-12-04T11:00Z; end 2026-12-04T11:00Z; drained 2026-12-04T11:00Z`,
    {
      ...enrolled,
      activity: { startedAt },
      maxDrainHours: 216,
      now: forcedAt,
    },
  ),
  session(
    "replaced-and-forced",
    "Of two ends of which one does not drain nothing drains",
    "logout nothing; epoch-raised replaced, forced-logout 2026-12-03T23:00Z",
    {
      user: { ...raised, epochRaisedBy: "replaced" },
      activity: { startedAt },
    },
  ),
]

const lastForcedLogoutAt = at("2026-11-20T00:00Z")
const again = { twoFactor: on(), lastForcedLogoutAt, now: noon }
const ended = "logout nothing; forced-logout 2026-11-20T00:00Z"
const revived = [
  session("again", "Switching off and on again revives no session that a forced logout ended", ended, {
    ...again,
    assurance: { signedInAt: lastForcedLogoutAt - 1 },
  }),
  session("again-from-then", "A session of the very instant of the last forced logout was ended by it", ended, {
    ...again,
    assurance: { signedInAt: lastForcedLogoutAt },
  }),
  session(
    "again-from-after",
    "A session from after the last forced logout was not ended by it",
    "continue everything; signed-in-before-enablement 2026-11-24T09:00Z",
    {
      ...again,
      assurance: { signedInAt: lastForcedLogoutAt + 1 },
    },
  ),
  session(
    "again-off",
    "While two-factor is off a session that a forced logout ended may go on",
    "continue everything; two-factor-off",
    {
      ...again,
      twoFactor: off,
      assurance: { signedInAt: lastForcedLogoutAt - 1 },
    },
  ),
  session("again-stage", "A session that an earlier forced logout ended waits for no stage", ended, {
    ...again,
    twoFactor: on(forcedAt, stageOf("ann", lateStageAt)),
    assurance: { signedInAt: lastForcedLogoutAt - 1 },
  }),
  session("again-exempt", "A session that an earlier forced logout ended waits for no exemption", ended, {
    ...again,
    user: { exemptUntil: forcedAt, exemptedAt: lastForcedLogoutAt - hour },
    assurance: { signedInAt: lastForcedLogoutAt - 1 },
  }),
  session(
    "again-running",
    "What began while two-factor was off may end by itself when it is on again",
    `drain finishSession; forced-logout 2026-11-20T00:00Z, activity-running 2026-11-24T08:59:59.999Z`,
    {
      ...again,
      assurance: { signedInAt: lastForcedLogoutAt - 1 },
      activity: { startedAt: enabledAt - 1 },
    },
  ),
  session("again-began-too-late", "What began at the instant at which two-factor came back may not go on", ended, {
    ...again,
    assurance: { signedInAt: lastForcedLogoutAt - 1 },
    activity: { startedAt: enabledAt },
  }),
  session(
    "again-clock-behind",
    "A session that an earlier forced logout ended stays so whatever the clock shows",
    `${ended}, clock-before-enablement 2026-11-24T09:00Z`,
    {
      ...again,
      assurance: { signedInAt: lastForcedLogoutAt - 1 },
      now: lastForcedLogoutAt - hour,
    },
  ),
]

/** Sessions after a change of the factor, and after switching off and on again. */
export const epochSessions = [...epochs, ...revived]
