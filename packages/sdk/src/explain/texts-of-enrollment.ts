import { explainReasons } from "@muster/policy"
import type { Enrollment } from "../api/enrollment.js"
import type { WrongStep } from "../api/enrollment-steps.js"
import type { Enroll } from "../api/sign-in.js"
import type { TextsFor } from "./explainable.js"
import { textOf } from "./text-of.js"
import { textsOfSteps } from "./texts-of-steps.js"
import { counted } from "./words.js"

type Begun = Awaited<ReturnType<Enrollment["begin"]>>
type Ended = Awaited<ReturnType<Enrollment["confirm"] | Enrollment["cancel"]>>
type Own = Extract<Begun, { readonly kind: "already-enrolled" | "session-ended" }> | Enroll | WrongStep | OfEnd
type OfEnd = Extract<Ended, { readonly kind: "enrolled" | "cancelled" }>

/** How an enrollment begins and ends, apart from its steps. */
export const textsOfEnrollment: TextsFor<Own> = {
  enroll: ({ reasons, current }) => ({
    title: "Set up two-factor",
    detail: `${explainReasons(reasons.slice(0, 1))} ${textOf(textsOfSteps, current).detail}`,
  }),
  "wrong-step": ({ current }) => ({
    title: "Page out of date",
    detail: `You are on another step meanwhile. ${textOf(textsOfSteps, current).detail}`,
  }),
  enrolled: ({ recoveryCodes, next }) => ({
    title: "Two-factor is set up",
    detail: `Keep the ${counted(recoveryCodes.length, "recovery code")} in a safe place: they are not shown again, and each works once in place of the app.${
      next.kind === "sign-in-again" ? " Now sign in again with a code from the app." : ""
    }`,
  }),
  cancelled: () => ({
    title: "Cancelled",
    detail: "Setting up was stopped, and nothing has changed. You can begin again when you sign in.",
  }),
  "already-enrolled": () => ({
    title: "Two-factor is set up",
    detail: "There is an authenticator app already, so there is nothing to do.",
  }),
  "session-ended": () => ({
    title: "Signed out",
    detail: "This session is over. Sign in again to go on.",
  }),
}
