import type { ReasonTexts } from "./explanation.js"
import { capital, counted, inStage, localDay, named, utc } from "./wording.js"

/** Reasons about the forced logout, its date, and the dates of stages. */
export const textsOfDates = {
  "date-malformed": (_, source) => ({
    title: "Not a date",
    detail: capital(`${inStage(source)}enter a date of the calendar, such as 2027-01-31.`),
  }),
  "date-in-past": ({ firstDate }, source) => ({
    title: "Date is over",
    // Where a user is exempted, the first date is no way to say "now". It may be the last as well.
    detail: capital(
      `${inStage(source)}choose no date before ${localDay(firstDate)}${source.kind === "user" ? "" : ", which means now"}.`,
    ),
  }),
  "date-too-late": ({ lastDate }, source) => ({
    title: "Date too late",
    detail: capital(
      `${inStage(source)}choose a date no later than ${localDay(lastDate)}. ${
        source.kind === "user"
          ? "An exemption may not last longer."
          : "Users have 14 days from the day two-factor is switched on."
      }`,
    ),
  }),
  "time-zone-unknown": ({ timeZone }, source) => ({
    title: "Unknown time zone",
    detail: capital(
      `${inStage(source)}${named(timeZone)} is not the name of a time zone. Use a name such as Europe/Berlin.`,
    ),
  }),
  "forced-logout-fired": ({ at }) => ({
    title: "Forced logout is over",
    detail: `It came at ${utc(at)}. Its date cannot be changed any more, and whom it bound cannot be bound later.`,
  }),
  "short-notice": ({ hours }) => ({
    title: "Short notice",
    detail: `Users who are asked for two-factor and have not enrolled are signed out ${hours === 0 ? "within the hour" : `in ${counted(hours, "hour")}`}.`,
  }),
  "unbounded-deferral": () => ({
    title: "No date",
    detail:
      "Users who are signed in stay signed in without two-factor until they log out, or until the exemption or the stage ends that let them in. Choose a date to end that for all.",
  }),
  "window-restarted": ({ times }) => ({
    title: "The 14 days begin again",
    detail: `The 14 days begin again each time that two-factor is switched on. With this enablement, that is ${counted(times, "time")}.`,
  }),
  "clock-before-enablement": ({ enabledAt }) => ({
    title: "Clock is behind",
    detail: `The server's clock shows a time before ${utc(enabledAt)}, when two-factor was switched on. The rules hold all the same; have the clock checked.`,
  }),
  "clock-unreadable": () => ({
    title: "Clock cannot be read",
    detail: "The server's clock shows no time that can be read. Have it set, then try again.",
  }),
} satisfies Partial<ReasonTexts>
