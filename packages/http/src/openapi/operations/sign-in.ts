import type { signInRoutes } from "../../routes/sign-in.js"
import { held } from "../schemas/factors.js"
import { codeRefusals, refusals } from "../schemas/refusals.js"
import { challenge, enroll, signedIn } from "../schemas/sign-in.js"
import { describeRoutes, type OperationsOf } from "./operation.js"

const { "update-client": updateClient, "not-enrolled": notEnrolled, "session-ended": sessionEnded } = refusals
const verified = { "signed-in": signedIn, "update-client": updateClient, ...codeRefusals }

/** What begins a replacement, from the sign-in and from a session. */
export const replacing = {
  enroll,
  held,
  "proof-needed": refusals["proof-needed"],
  "admin-only": refusals["admin-only"],
  "not-enrolled": notEnrolled,
  "update-client": updateClient,
  "session-ended": sessionEnded,
  ...codeRefusals,
}

/** Of signing in. */
export const signInOperations: OperationsOf<keyof typeof signInRoutes> = describeRoutes<keyof typeof signInRoutes>()({
  "/sign-in": {
    summary: "Signs in with the password, or what else the application checks",
    answers: { "signed-in": signedIn, challenge, enroll, "update-client": updateClient },
  },
  "/sign-in/verify": { summary: "Answers the challenge with the authenticator's code", answers: verified },
  "/sign-in/recovery-code": { summary: "Answers the challenge with a recovery code", answers: verified },
  "/sign-in/lost-phone": { summary: "Begins to set up another authenticator from the challenge", answers: replacing },
  "/sign-in/step-up": {
    summary: "Asks somebody who is signed in for a code again",
    answers: { challenge, "not-enrolled": notEnrolled, "update-client": updateClient, "session-ended": sessionEnded },
  },
})
