import type { userRoutes } from "../../routes/users.js"
import { refusals } from "../schemas/refusals.js"
import {
  exempted,
  givenUp,
  namedUserStatus,
  queuedAgain,
  reset,
  undeliveredMail,
  unlocked,
  users,
} from "../schemas/users.js"
import { describeRoutes, type OperationsOf } from "./operation.js"

const read = { "session-ended": refusals["session-ended"] }
const mailed = { ...read, refused: refusals.refused, "mail-gone": refusals["mail-gone"] }
const changed = { ...read, refused: refusals.refused, "proof-needed": refusals["proof-needed"] }

/** Of the account's users, for admins. */
export const userOperations: OperationsOf<keyof typeof userRoutes> = describeRoutes<keyof typeof userRoutes>()({
  "/admin/users/list": { summary: "Lists the users of the account", answers: { users, ...read } },
  "/admin/users/status": { summary: "Says where a user stands", answers: { "user-status": namedUserStatus, ...read } },
  "/admin/users/reset": {
    summary: "Takes a user's factor away, for somebody who has lost the phone",
    answers: { reset, ...changed },
  },
  "/admin/users/unlock": {
    summary: "Ends the waits and locks that wrong codes have led to",
    answers: { unlocked, ...changed },
  },
  "/admin/users/exempt": {
    summary: "Excuses a user from enrolling, or ends that",
    answers: { exempted, ...changed },
  },
  "/admin/outbox/undelivered": {
    summary: "Lists the mail that could not be delivered",
    answers: { "undelivered-mail": undeliveredMail, ...read },
  },
  "/admin/outbox/send-again": {
    summary: "Has a mail tried again",
    answers: { "queued-again": queuedAgain, ...mailed },
  },
  "/admin/outbox/give-up": { summary: "Deletes a mail unsent", answers: { "given-up": givenUp, ...mailed } },
})
