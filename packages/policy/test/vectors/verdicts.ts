import { type AccountRules, disableTwoFactor } from "../../src/index.js"
import { at, briefInstant } from "./brief.js"
import { epochSessions } from "./epoch-sessions.js"
import { forcedSessions } from "./forced-sessions.js"
import { answerSession, briefSession } from "./session-case.js"
import { signIns } from "./sign-ins.js"
import { type Case, suite, type VectorFile } from "./suite.js"
import { accountOf, forcedAt, on } from "./verdict-account.js"

interface Disabling {
  readonly forcedLogoutAt: number | null
  readonly lastForcedLogoutAt: number | null
  readonly now: number
}

type Remembered = Pick<AccountRules, "lastForcedLogoutAt">

function disable({ forcedLogoutAt, lastForcedLogoutAt, now }: Disabling): Remembered {
  const disabled = disableTwoFactor({ account: accountOf(on(forcedLogoutAt), {}, lastForcedLogoutAt), now })
  if (disabled.kind === "refused") throw new Error(disabled.reasons[0].code)
  return { lastForcedLogoutAt: disabled.account.lastForcedLogoutAt }
}

const earlier = at("2026-11-20T00:00Z")

type Row = readonly [id: string, forced: number | null, last: number | null, now: number, says: string, title: string]

const rows: readonly Row[] = [
  ["fired", forcedAt, null, forcedAt, "2026-12-03T23:00Z", "A forced logout that has fired is remembered"],
  ["not-fired", forcedAt, null, forcedAt - 1, "none", "A forced logout that has not fired is forgotten"],
  [
    "no-date",
    null,
    earlier,
    forcedAt,
    "2026-11-20T00:00Z",
    "Without another forced logout the last one stays remembered",
  ],
  [
    "not-fired-again",
    forcedAt,
    earlier,
    forcedAt - 1,
    "2026-11-20T00:00Z",
    "The last forced logout stays remembered if the new one has not fired",
  ],
  [
    "fired-again",
    forcedAt,
    earlier,
    forcedAt,
    "2026-12-03T23:00Z",
    "Of several that have fired the last is remembered",
  ],
]

/** Verdicts on sign-ins and sessions. */
export const verdicts: VectorFile = {
  name: "verdicts",
  description: "What follows the primary method of a sign-in, and whether a session of the host may go on.",
  suites: {
    signIn: signIns,
    session: suite({
      description: "Decides whether a session may go on, what it may do, and when that changes.",
      answer: answerSession,
      brief: briefSession,
      cases: [...forcedSessions, ...epochSessions],
    }),
    disable: suite({
      description: "Finds the forced logout that is remembered when two-factor is switched off.",
      answer: disable,
      brief: ({ lastForcedLogoutAt }: Remembered) => briefInstant(lastForcedLogoutAt),
      cases: rows.map(([id, forcedLogoutAt, lastForcedLogoutAt, now, says, title]): Case<Disabling> => {
        return { id, title, input: { forcedLogoutAt, lastForcedLogoutAt, now }, says }
      }),
    }),
  },
}
