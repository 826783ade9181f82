import {
  type ForcedLogout,
  type ForcedLogoutSaved,
  newAccountRules,
  type Refused,
  setForcedLogout,
  type TwoFactorOff,
  type TwoFactorOn,
} from "../../src/index.js"
import { at, briefInstant, briefly, briefReasons } from "./brief.js"
import { type Case, suite } from "./suite.js"

interface Input {
  readonly enabledAt: number | null
  readonly timeZone: string
  readonly forcedLogoutAt: number | null
  readonly requested: ForcedLogout | null
  readonly now: number
}

type Saved = Pick<TwoFactorOn, "forcedLogout" | "forcedLogoutAt"> & Pick<ForcedLogoutSaved, "kind" | "warnings">

function answer({ enabledAt, timeZone, forcedLogoutAt, requested, now }: Input): Saved | Refused {
  const on = { kind: "on", enablementId: "e1", enabledBy: { userId: "ada" }, stages: [] } as const
  // Which date the present instant came from is not asked.
  const forcedLogout = forcedLogoutAt === null ? null : { date: "2026-12-01", timeZone }
  const twoFactor: TwoFactorOn | TwoFactorOff =
    enabledAt === null ? { kind: "off" } : { ...on, enabledAt, forcedLogout, forcedLogoutAt }
  const saved = setForcedLogout({
    account: { ...newAccountRules({ timeZone }), twoFactor },
    forcedLogout: requested,
    now,
  })
  if (saved.kind === "refused") return saved
  const after = saved.account.twoFactor as TwoFactorOn
  const { kind, warnings } = saved
  return { kind, forcedLogout: after.forcedLogout, forcedLogoutAt: after.forcedLogoutAt, warnings }
}

const enabled = "2026-11-24T09:00Z"

function ask(
  id: string,
  title: string,
  requested: ForcedLogout | null,
  says: string,
  {
    enabledAt = enabled as string | null,
    now = enabled,
    forcedLogoutAt = null as string | null,
    timeZone = "America/New_York",
  } = {},
): Case<Input> {
  const instant = (iso: string | null) => (iso === null ? null : at(iso))
  const input = {
    enabledAt: instant(enabledAt),
    timeZone,
    forcedLogoutAt: instant(forcedLogoutAt),
    requested,
    now: at(now),
  }
  return { id, title, input, says }
}

const on = (date: string, timeZone: string) => ({ date, timeZone })
const berlin = (date: string) => on(date, "Europe/Berlin")
const fired = "2026-12-03T23:00Z"
const soon = "short-notice"

const chosen: readonly Case<Input>[] = [
  ask("date", "A date means its first instant in the zone that it names", berlin("2026-12-04"), fired),
  ask("day-14", "The 14th day after enabling can be chosen", berlin("2026-12-08"), "2026-12-07T23:00Z"),
  ask("day-15", "The 15th day after enabling cannot be chosen", berlin("2026-12-09"), "date-too-late 2026-12-08"),
  ask("yesterday", "A date that is over cannot be chosen", berlin("2026-11-23"), "date-in-past 2026-11-24"),
  ask("today", "Today means now, not this morning", berlin("2026-11-24"), `2026-11-24T09:00Z; ${soon} 0`),
  ask("now", "Now is written down as today in the account's zone", "now", `2026-11-24T22:00Z; ${soon} 0`, {
    now: "2026-11-24T22:00Z",
  }),
  ask("now-at-night", "Today of the account's zone may be yesterday in UTC", "now", `2026-11-25T03:00Z; ${soon} 0`, {
    now: "2026-11-25T03:00Z",
  }),
  ask(
    "no-date",
    "Without a date sessions last until people log out, and a warning says so",
    null,
    "none; unbounded-deferral",
  ),
  ask("off", "While two-factor is off there is nothing to date", berlin("2026-12-04"), "not-enabled", {
    enabledAt: null,
  }),
]

const notice: readonly Case<Input>[] = [
  ask(
    "notice-14-hours",
    "Less than a day of notice is warned about, in whole hours",
    berlin("2026-11-25"),
    `2026-11-24T23:00Z; ${soon} 14`,
  ),
  ask("notice-24-hours", "A day of notice is enough", berlin("2026-11-25"), "2026-11-24T23:00Z", {
    enabledAt: "2026-11-23T23:00Z",
    now: "2026-11-23T23:00Z",
  }),
  ask(
    "notice-below-24-hours",
    "A millisecond less than a day of notice is warned about",
    berlin("2026-11-25"),
    `2026-11-24T23:00Z; ${soon} 23`,
    {
      enabledAt: "2026-11-23T23:00Z",
      now: "2026-11-23T23:00:00.001Z",
    },
  ),
]

const moved: readonly Case<Input>[] = [
  ask("earlier", "A date may be brought forward", berlin("2026-12-02"), "2026-12-01T23:00Z", { forcedLogoutAt: fired }),
  ask("later", "A date may be put off within the 14 days", berlin("2026-12-08"), "2026-12-07T23:00Z", {
    forcedLogoutAt: fired,
    now: "2026-12-01T09:00Z",
  }),
  ask(
    "too-late",
    "The 14 days count from enabling, not from the edit",
    berlin("2026-12-09"),
    "date-too-late 2026-12-08",
    {
      forcedLogoutAt: fired,
      now: "2026-12-01T09:00Z",
    },
  ),
  ask("cleared", "A date may be taken back before it comes", null, "none; unbounded-deferral", {
    forcedLogoutAt: fired,
  }),
  ask(
    "before-it-fires",
    "The last millisecond before a forced logout can still put it off",
    berlin("2026-12-08"),
    "2026-12-07T23:00Z",
    {
      forcedLogoutAt: fired,
      now: "2026-12-03T22:59:59.999Z",
    },
  ),
  ask(
    "fires",
    "At its instant a forced logout has happened, and cannot be put off any more",
    berlin("2026-12-08"),
    `forced-logout-fired ${fired}`,
    {
      forcedLogoutAt: fired,
      now: fired,
    },
  ),
  ask("fired-clear", "A forced logout that has happened cannot be taken back", null, `forced-logout-fired ${fired}`, {
    forcedLogoutAt: fired,
    now: "2026-12-04T09:00Z",
  }),
  ask(
    "after-14-days",
    "After the 14 days everybody can still be signed out today",
    berlin("2027-01-10"),
    `2027-01-10T09:00Z; ${soon} 0`,
    {
      now: "2027-01-10T09:00Z",
    },
  ),
  ask(
    "after-14-days-tomorrow",
    "After the 14 days tomorrow cannot be chosen",
    berlin("2027-01-11"),
    "date-too-late 2027-01-10",
    {
      now: "2027-01-10T09:00Z",
    },
  ),
  ask(
    "clock-behind",
    "A clock before the enablement is remarked on, and the rules hold",
    berlin("2026-12-04"),
    `${fired}; clock-before-enablement ${enabled}`,
    {
      now: "2026-11-24T08:59:59.999Z",
    },
  ),
]

const zones: readonly Case<Input>[] = [
  ask(
    "kiritimati-day-14",
    "The 14 days are days of the zone, where it was tomorrow already",
    on("2026-12-09", "Pacific/Kiritimati"),
    "2026-12-08T10:00Z",
    {
      enabledAt: "2026-11-24T11:00Z",
      now: "2026-11-24T11:00Z",
    },
  ),
  ask(
    "pago-pago-yesterday",
    "The date of yesterday in UTC may be today in the zone",
    on("2026-11-23", "Pacific/Pago_Pago"),
    `2026-11-24T09:00Z; ${soon} 0`,
  ),
  ask(
    "skips-midnight",
    "On a day without midnight the forced logout comes with the first time shown",
    on("2024-03-10", "America/Havana"),
    "2024-03-10T05:00Z",
    {
      enabledAt: "2024-03-01T12:00Z",
      now: "2024-03-01T12:00Z",
    },
  ),
  ask(
    "midnight-twice",
    "On a day with two midnights the forced logout comes at the first",
    on("2024-11-03", "America/Havana"),
    "2024-11-03T04:00Z",
    {
      enabledAt: "2024-10-25T12:00Z",
      now: "2024-10-25T12:00Z",
    },
  ),
  ask(
    "fourteen-days-and-an-hour",
    "Where clocks go back the 14th day begins up to 14 days and an hour after enabling",
    on("2026-11-03", "America/New_York"),
    "2026-11-03T05:00Z",
    {
      enabledAt: "2026-10-20T04:00Z",
      now: "2026-10-20T04:00Z",
    },
  ),
]

const refused: readonly Case<Input>[] = [
  ask("skipped-date", "A date that the zone skipped is no date", on("2011-12-30", "Pacific/Apia"), "date-malformed", {
    enabledAt: "2011-12-20T12:00Z",
    now: "2011-12-20T12:00Z",
  }),
  ask("not-on-the-calendar", "A date that the calendar has not is no date", berlin("2026-11-31"), "date-malformed"),
  ask("word", "Another word than now is no date", "tomorrow" as never, "date-malformed"),
  ask(
    "unknown-zone",
    "An unknown zone is refused by its name",
    on("2026-12-04", "Mars/Olympus"),
    "time-zone-unknown Mars/Olympus",
  ),
  ask(
    "account-zone-unknown",
    "Now cannot be written down in an unknown zone of the account",
    "now",
    "time-zone-unknown Mars/Olympus",
    {
      timeZone: "Mars/Olympus",
    },
  ),
]

/** What becomes of a wish for a forced logout. */
export const forcedLogouts = suite({
  description: "A wish for a forced logout, new or another: what is saved, or why it is refused.",
  answer,
  brief: (answer: Saved | Refused) =>
    answer.kind === "refused"
      ? briefReasons(answer.reasons)
      : briefly(briefInstant(answer.forcedLogoutAt), briefReasons(answer.warnings)),
  cases: [...chosen, ...notice, ...moved, ...zones, ...refused],
})
