import type { Answer, TextsFor } from "./explainable.js"
import { counted, openingAt } from "./words.js"

type FactorKinds = "held" | "admin-only" | "regenerated" | "acknowledged" | "superseded" | "removed" | "not-enrolled"

/** What users do with their own factor. */
export const textsOfFactors: TextsFor<Extract<Answer, { readonly kind: FactorKinds }>> = {
  held: ({ until }) => ({
    title: "Not yet",
    detail: `A new authenticator app can be set up from ${openingAt(until)} on. A code of the old one ends the wait; if you did not ask for this, sign in with it.`,
  }),
  "admin-only": () => ({
    title: "Ask an admin",
    detail: "In this account an admin has to help. Ask one to reset your two-factor sign-in, then sign in again.",
  }),
  regenerated: ({ recoveryCodes }) => ({
    title: "New recovery codes",
    detail: `Keep the ${counted(recoveryCodes.length, "recovery code")} in a safe place, and then say that you have: they are not shown again, and your earlier ones work until then.`,
  }),
  acknowledged: () => ({
    title: "New recovery codes work",
    detail: "Your new recovery codes work from now on, and your earlier ones do not any more.",
  }),
  superseded: () => ({
    title: "Codes out of date",
    detail: "Newer recovery codes were made since, or your authenticator app has changed. Make new recovery codes.",
  }),
  removed: () => ({
    title: "Authenticator app removed",
    detail:
      "Your authenticator app and your recovery codes do not work any more, and all your sessions end. Sign in again.",
  }),
  "not-enrolled": () => ({
    title: "No authenticator app",
    detail: "You have not set up an authenticator app, so there is none to use or to change.",
  }),
}
