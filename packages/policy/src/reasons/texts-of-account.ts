import type { ReasonTexts } from "./explanation.js"
import { utc } from "./wording.js"

/** Reasons about the account's switch and the stages of its roll-out. */
export const textsOfAccount = {
  "not-enabled": () => ({ title: "Two-factor is off", detail: "Switch two-factor on first." }),
  "changed-meanwhile": () => ({
    title: "Changed meanwhile",
    detail: "Somebody has changed these settings since you opened the page. Look at them again.",
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
    detail: `The users of this stage are asked for two-factor from ${utc(beginsAt)} on. They set it up at their next sign-in.`,
  }),
} satisfies Partial<ReasonTexts>
