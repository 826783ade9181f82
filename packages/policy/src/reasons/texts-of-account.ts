import type { ReasonTexts } from "./explanation.js"
import { capital, counted, inStage, namedPath, utc } from "./wording.js"

/** Reasons about the account's switch and the stages of its roll-out. */
export const textsOfAccount = {
  "not-enabled": () => ({
    title: "Two-factor is off",
    detail: "Two-factor is not on in this account, so there is nothing to change.",
  }),
  "changed-meanwhile": () => ({
    title: "Changed meanwhile",
    detail: "These settings have changed since you opened the page. Look at them again.",
  }),
  "two-factor-off": () => ({ title: "Two-factor is off", detail: "The account does not ask for two-factor." }),
  "required-by-account": ({ enabledAt }) => ({
    title: "Two-factor required",
    detail: `The account has asked for two-factor since ${utc(enabledAt)}. It is set up at sign-in, with an authenticator app.`,
  }),
  "stage-not-begun": ({ beginsAt }) => ({
    title: "Not required yet",
    detail: `The account asks this user for two-factor from ${utc(beginsAt)} on. It can be set up before.`,
  }),
  "stage-begins": ({ beginsAt }) => ({
    title: "Stage begins",
    detail: `The users of this stage are asked for two-factor from ${utc(beginsAt)} on. Whoever has not set it up by then does so at the next sign-in.`,
  }),
  "stage-malformed": (_, source) => ({
    title: "Not a stage",
    detail: capital(`${inStage(source)}enter a date, and the users or device groups who are meant.`),
  }),
  "too-many-stages": ({ max }) => ({
    title: "Too many stages",
    detail: `A roll-out may have ${counted(max, "stage")}. Join some of them.`,
  }),
  "stage-too-large": ({ max }, source) => ({
    title: "Stage too large",
    detail: capital(
      `${inStage(source)}name ${counted(max, "user")} and device groups at most. A device group stands for all its users.`,
    ),
  }),
  "stage-empty": (_, source) => ({
    title: "Stage of nobody",
    detail: capital(`${inStage(source)}no users or device groups are named, so nobody is asked later than the others.`),
  }),
  "stage-group-unknown": ({ groupIds, total }, source) => ({
    title: "Device groups of a stage not found",
    detail: capital(
      `${inStage(source)}${counted(total, "device group")} cannot be found in this account: ${namedPath(groupIds)}. Whoever is meant is asked at once.`,
    ),
  }),
} satisfies Partial<ReasonTexts>
