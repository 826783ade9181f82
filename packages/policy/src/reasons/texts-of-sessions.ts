import type { ReasonTexts } from "./explanation.js"
import type { ReasonParams } from "./reason.js"
import { utc } from "./wording.js"

/** Reasons why a session goes on or ends. */
export const textsOfSessions = {
  "signed-in-before-enablement": ({ enabledAt }) => ({
    title: "Signed in before",
    detail: `This session is from before two-factor was switched on at ${utc(enabledAt)}. Two-factor is set up at the next sign-in.`,
  }),
  // Told before it and after it, of this enablement and of an earlier one.
  "forced-logout": ({ at }) => ({
    title: "Forced logout",
    detail: `The forced logout of ${utc(at)} ends the sessions without two-factor of all who are asked for it. The next sign-in asks for it, or has it set up.`,
  }),
  "excuse-over": () => ({
    title: "Two-factor required now",
    detail:
      "This session began while the user did not have to set up two-factor, and that time is over. Sign in again.",
  }),
  "activity-running": ({ since }) => ({
    title: "Session still running",
    detail: `What has been running since ${utc(since)} may be finished. Nothing new can be started.`,
  }),
  "epoch-raised": ({ by }) => ({ title: "Sign in again", detail: `${epochText(by)} Sign in again.` }),
  "assurance-missing": () => ({
    title: "Signed out",
    detail: "This session does not say how it began. Sign in again.",
  }),
  "assurance-invalid": () => ({ title: "Signed out", detail: "This session does not match the user. Sign in again." }),
} satisfies Partial<ReasonTexts>

type EpochTexts = { readonly [By in ReasonParams["epoch-raised"]["by"]]: string }

const epochTexts: EpochTexts = {
  enrolled: "Two-factor was set up for this user.",
  imported: "An authenticator app of this user was taken over from elsewhere.",
  replaced: "The authenticator app of this user was replaced.",
  removed: "Two-factor was removed for this user.",
  reset: "An admin reset two-factor for this user.",
  erased: "What was kept about the two-factor of this user was deleted.",
  "primary-changed": "The password, the address or the way to sign in of this user changed.",
}

function epochText(by: keyof EpochTexts): string {
  return typeof by === "string" && Object.hasOwn(epochTexts, by)
    ? epochTexts[by]
    : "Something about the sign-in of this user changed."
}
