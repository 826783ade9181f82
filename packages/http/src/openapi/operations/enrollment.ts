import type { enrollmentRoutes } from "../../routes/enrollment.js"
import { cancelled, emailCodeSent, emailVerified, keyIssued, notStarted } from "../schemas/enrollment.js"
import { codeRefusals, refusals } from "../schemas/refusals.js"
import { enroll, enrolled } from "../schemas/sign-in.js"
import { describeRoutes, type OperationsOf } from "./operation.js"

const { busy, locked, throttled, "ticket-rejected": ticketRejected, "update-client": updateClient } = refusals
const wrongStep = refusals["wrong-step"]

/** Of enrolling. */
export const enrollmentOperations: OperationsOf<keyof typeof enrollmentRoutes> = describeRoutes<
  keyof typeof enrollmentRoutes
>()({
  "/enrollment/begin": {
    summary: "Begins to set up an authenticator, for somebody who is signed in",
    answers: {
      enroll,
      "update-client": updateClient,
      "already-enrolled": refusals["already-enrolled"],
      "session-ended": refusals["session-ended"],
    },
  },
  "/enrollment/current": {
    summary: "Reads the step, for a page that is loaded again",
    answers: {
      "not-started": notStarted,
      "email-code-sent": emailCodeSent,
      "email-verified": emailVerified,
      "key-issued": keyIssued,
      "ticket-rejected": ticketRejected,
    },
  },
  "/enrollment/send-email-code": {
    summary: "Mails a code; called again, another one",
    answers: {
      "email-code-sent": emailCodeSent,
      "no-email": refusals["no-email"],
      throttled,
      locked,
      busy,
      "wrong-step": wrongStep,
      "ticket-rejected": ticketRejected,
    },
  },
  "/enrollment/verify-email-code": {
    summary: "Verifies the mailed code, and gives another ticket",
    answers: { "email-verified": emailVerified, "wrong-step": wrongStep, ...codeRefusals },
  },
  "/enrollment/issue-key": {
    summary: "Makes the key for the authenticator, or shows it again",
    answers: { "key-issued": keyIssued, busy, "wrong-step": wrongStep, "ticket-rejected": ticketRejected },
  },
  "/enrollment/confirm": {
    summary: "Confirms the authenticator with its first code",
    answers: { enrolled, "update-client": updateClient, "wrong-step": wrongStep, ...codeRefusals },
  },
  "/enrollment/cancel": {
    summary: "Gives the enrollment up",
    answers: { cancelled, busy, "ticket-rejected": ticketRejected },
  },
})
