import type { ReasonTexts } from "./explanation.js"
import type { Source } from "./reason.js"
import { capital, counted, localDay, named, utc } from "./wording.js"

/** Reasons about the forced logout, its date, and the dates of stages. */
export const textsOfDates = {
  "date-malformed": (_, source) => ({
    title: "Not a date",
    detail: capital(`${inStage(source)}enter a date of the calendar, such as 2027-01-31.`),
  }),
  "date-in-past": ({ firstDate }, source) => ({
    title: "Date is over",
    // Where a user is exempted, the first date is no way to say "now".
    detail: capital(
      `${inStage(source)}choose ${localDay(firstDate)}${source.kind === "user" ? "" : ", which means now,"} or a later date.`,
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
    detail: `Users were signed out at ${utc(at)}. That cannot be changed any more.`,
  }),
  "short-notice": ({ hours }) => ({
    title: "Short notice",
    detail: `Users who have not enrolled are signed out ${hours === 0 ? "within the hour" : `in ${counted(hours, "hour")}`}.`,
  }),
  "unbounded-deferral": () => ({
    title: "No date",
    detail: "Users who are signed in stay signed in without two-factor until they log out. Choose a date to end that.",
  }),
  "window-restarted": ({ times }) => ({
    title: "The 14 days begin again",
    detail: `Two-factor has been on before, so users get another 14 days. With this one it has been switched on ${counted(times, "time")}.`,
  }),
  "clock-before-enablement": ({ enabledAt }) => ({
    title: "Clock is behind",
    detail: `The server's clock shows a time before ${utc(enabledAt)}, when two-factor was switched on. The rules hold all the same; have the clock checked.`,
  }),
} satisfies Partial<ReasonTexts>

/** Admins count stages from one. */
function inStage(source: Source): string {
  return source.kind === "stage" && Number.isSafeInteger(source.index) ? `for stage ${source.index + 1}, ` : ""
}
