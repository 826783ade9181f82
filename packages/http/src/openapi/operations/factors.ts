import type { factorRoutes } from "../../routes/factors.js"
import type { sessionRoutes } from "../../routes/session.js"
import { acknowledged, factorStatus, regenerated, removed, replacementCancelled } from "../schemas/factors.js"
import { refusals } from "../schemas/refusals.js"
import { continued, drained, loggedOut } from "../schemas/session.js"
import { describeRoutes, type OperationsOf } from "./operation.js"
import { replacing } from "./sign-in.js"

const { busy, refused, superseded } = refusals
const proofNeeded = refusals["proof-needed"]
const notEnrolled = refusals["not-enrolled"]
const sessionEnded = refusals["session-ended"]

/** Of the user's own factor, and session. */
export const factorOperations: OperationsOf<keyof typeof factorRoutes | keyof typeof sessionRoutes> = describeRoutes<
  keyof typeof factorRoutes | keyof typeof sessionRoutes
>()({
  "/factors/status": {
    summary: "Says whether there is a factor, and how many recovery codes are left",
    answers: { "factor-status": factorStatus, "session-ended": sessionEnded },
  },
  "/factors/begin-replacement": { summary: "Begins to set up another authenticator", answers: replacing },
  "/factors/cancel-replacement": {
    summary: "Calls off a replacement that waits or is under way",
    answers: { cancelled: replacementCancelled, "proof-needed": proofNeeded, "session-ended": sessionEnded, busy },
  },
  "/factors/regenerate-recovery-codes": {
    summary: "Makes new recovery codes, which work once they are acknowledged",
    answers: {
      regenerated,
      "proof-needed": proofNeeded,
      "not-enrolled": notEnrolled,
      "session-ended": sessionEnded,
      busy,
    },
  },
  "/factors/acknowledge-recovery-codes": {
    summary: "Puts the new recovery codes in the place of the others",
    answers: { acknowledged, superseded, "not-enrolled": notEnrolled, "session-ended": sessionEnded, busy },
  },
  "/factors/remove": {
    summary: "Takes the factor away, where the account does not ask for one",
    answers: {
      removed,
      "proof-needed": proofNeeded,
      "not-enrolled": notEnrolled,
      "session-ended": sessionEnded,
      refused,
      busy,
    },
  },
  "/session/check": {
    summary: "Says whether the session goes on; without one `logout`",
    answers: { continue: continued, drain: drained, logout: loggedOut },
  },
})
