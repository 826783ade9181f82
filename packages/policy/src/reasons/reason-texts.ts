import { formatBuild } from "../builds/build.js"
import type { ReasonCode, ReasonParams, Source } from "./reason.js"

/** A reason in English. */
export interface Explanation {
  /** A heading of a few words, without a full stop. */
  readonly title: string
  /** One or two sentences: what is so, and what can be done. */
  readonly detail: string
}

type ReasonTexts = { readonly [C in ReasonCode]: (params: ReasonParams[C], source: Source) => Explanation }

/** The catalogue in English; a code without a text does not compile. */
export const reasonTexts: ReasonTexts = {
  "group-below-minimum": ({ groupId, effective, minimum }, source) => ({
    title: "Device group below the minimum",
    detail: `Device group "${groupId}" is set to ${formatBuild(effective)}${origin(groupId, source)}; ${formatBuild(minimum)} or later is needed.`,
  }),
  "group-parent-missing": ({ groupId, parentId }) => ({
    title: "Parent group missing",
    detail: `Device group "${groupId}" lies in group "${parentId}", which does not exist. Move it to another group.`,
  }),
  "group-cycle": ({ path }) => ({
    title: "Device groups in a circle",
    detail: `These device groups lie in each other: ${abridged(path)}. Move one of them out.`,
  }),
  "group-duplicate": ({ groupId }) => ({
    title: "Device group listed twice",
    detail: `More than one device group has the id "${groupId}". Remove or rename all but one.`,
  }),
  "group-unknown": ({ groupId }) => ({
    title: "Device group not found",
    detail: `There is no device group "${groupId}" in this account. It may have been removed meanwhile.`,
  }),
  "pin-unknown": ({ build }, source) => ({
    title: "Unknown build",
    detail: `${owner(source)} set to the build "${build}", which cannot be installed. Choose a build from the list.`,
  }),
  "pin-withdrawn": ({ pinned, effective }, source) => ({
    title: "Build withdrawn",
    detail: `${owner(source)} set to ${formatBuild(pinned)}, which was withdrawn, so clients move to ${formatBuild(effective)}.`,
  }),
  "minimum-unreachable": ({ newestDefault, minimum }) => ({
    title: "Minimum not released as a default",
    detail: `Frequent updates lead to ${formatBuild(newestDefault)}, but ${formatBuild(minimum)} or later is needed. Choose a build, or ask the vendor.`,
  }),
  "newest-default-unknown": () => ({
    title: "Newest build unknown",
    detail: "The vendor names no default build, so nobody can say where frequent updates lead. Choose a build instead.",
  }),
  "no-device-groups": () => ({
    title: "No device groups",
    detail: "The account has no device groups, so no client was checked against the minimum.",
  }),
  "build-below-minimum": ({ build, minimum }) => ({
    title: "Update needed",
    detail: `This app is ${formatBuild(build)}. Update it to ${formatBuild(minimum)} or later, then sign in again.`,
  }),
  "build-unknown": ({ minimum }) => ({
    title: "App version unknown",
    detail: `This app does not say which build it is. ${formatBuild(minimum)} or later is needed.`,
  }),
  "date-malformed": () => ({ title: "Not a date", detail: "Enter a date of the calendar, such as 2027-01-31." }),
  "date-in-past": ({ firstDate }) => ({
    title: "Date is over",
    detail: `Choose ${firstDate}, which means now, or a later date.`,
  }),
  "date-too-late": ({ lastDate }) => ({
    title: "Date too late",
    detail: `Choose a date no later than ${lastDate}: users have 14 days from the day two-factor is switched on.`,
  }),
  "time-zone-unknown": ({ timeZone }) => ({
    title: "Unknown time zone",
    detail: `"${timeZone}" is not the name of a time zone. Use a name such as Europe/Berlin.`,
  }),
  "forced-logout-fired": ({ at }) => ({
    title: "Forced logout is over",
    detail: `Users were signed out at ${utc(at)}. That cannot be changed any more.`,
  }),
  "short-notice": ({ hours }) => ({
    title: "Short notice",
    detail:
      hours === 0
        ? "Users who have not enrolled are signed out within the hour."
        : `Users who have not enrolled are signed out in ${hours} ${hours === 1 ? "hour" : "hours"}.`,
  }),
  "unbounded-deferral": () => ({
    title: "No date",
    detail: "Users who are signed in stay signed in without two-factor until they log out. Choose a date to end that.",
  }),
  "not-enabled": () => ({ title: "Two-factor is off", detail: "Switch two-factor on first." }),
  "changed-meanwhile": () => ({
    title: "Changed meanwhile",
    detail: "Somebody has changed these settings since you opened the page. Look at them again.",
  }),
  "two-factor-off": () => ({ title: "Two-factor is off", detail: "The account does not ask for two-factor." }),
  "required-by-account": ({ enabledAt }) => ({
    title: "Two-factor required",
    detail: `The account has asked for two-factor since ${utc(enabledAt)}. Set it up when you sign in.`,
  }),
  "acting-admin-not-enrolled": () => ({
    title: "You are not enrolled",
    detail: "You have not set up two-factor yourself. You will be asked to at your next sign-in.",
  }),
  "second-factor-needed": () => ({
    title: "Second factor needed",
    detail: "Sign in with a code from your authenticator app to do this.",
  }),
  exempt: ({ until }) => ({
    title: "Exempt for now",
    detail: `This user need not set up two-factor until ${utc(until)}.`,
  }),
  "service-user": () => ({ title: "Service user", detail: "This user is a program, which cannot set up two-factor." }),
  "sso-user": () => ({
    title: "Single sign-on",
    detail: "This user signs in through the organisation's identity provider, which asks for the second factor.",
  }),
  "factor-active": () => ({
    title: "Two-factor is set up",
    detail: "This user has an authenticator app, and each sign-in asks for its code.",
  }),
  "signed-in-before-enablement": ({ enabledAt }) => ({
    title: "Signed in before",
    detail: `This session is from before two-factor was switched on at ${utc(enabledAt)}. Two-factor is set up at the next sign-in.`,
  }),
  "forced-logout": ({ at }) => ({
    title: "Signed out",
    detail: `The account signed everybody out at ${utc(at)} who had not set up two-factor. Sign in to set it up.`,
  }),
  "activity-running": ({ since }) => ({
    title: "Session still running",
    detail: `What has been running since ${utc(since)} may be finished. Nothing new can be started.`,
  }),
  "epoch-raised": ({ by }) => ({ title: "Signed out", detail: `${epochTexts[by]} Sign in again.` }),
  "assurance-missing": () => ({
    title: "Signed out",
    detail: "This session does not say how it began. Sign in again.",
  }),
  "assurance-invalid": () => ({ title: "Signed out", detail: "This session does not match the user. Sign in again." }),
}

const epochTexts: { readonly [By in ReasonParams["epoch-raised"]["by"]]: string } = {
  enrolled: "Two-factor was set up for this user.",
  replaced: "The authenticator app of this user was replaced.",
  removed: "Two-factor was removed for this user.",
  reset: "An admin reset two-factor for this user.",
  "primary-changed": "The password, the address or the way to sign in of this user changed.",
}

function origin(groupId: string, source: Source): string {
  if (source.kind === "account") return " by the account's setting"
  return source.kind === "group" && source.groupId !== groupId ? ` by the setting of group "${source.groupId}"` : ""
}

function owner(source: Source): string {
  return source.kind === "group" ? `Device group "${source.groupId}" is` : "The account is"
}

function abridged(path: readonly string[]): string {
  const shown = path.length <= 10 ? path : [...path.slice(0, 9), "…"]
  return shown.join(", ")
}

function utc(at: number): string {
  const date = new Date(at)
  return Number.isNaN(date.valueOf()) ? "an unknown time" : `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`
}
