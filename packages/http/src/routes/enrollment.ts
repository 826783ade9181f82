import { bodies } from "../bodies/sign-in.js"
import { transactionOf } from "./host-transaction.js"
import { withSession, withTicket } from "./route.js"

/** Enrolling, step by step. */
export const enrollmentRoutes = {
  "/enrollment/begin": withSession("enrollment.begin", bodies.client, ({ muster }, { client }, { assurance, user }) =>
    muster.enrollment.begin({ assurance, user, client }),
  ),
  "/enrollment/current": withTicket("enrollment.current", bodies.nothing, ({ muster }, _, ticket) =>
    muster.enrollment.current({ ticket }),
  ),
  "/enrollment/send-email-code": withTicket("enrollment.sendEmailCode", bodies.nothing, ({ muster }, _, ticket) =>
    muster.enrollment.sendEmailCode({ ticket }),
  ),
  "/enrollment/verify-email-code": withTicket(
    "enrollment.verifyEmailCode",
    bodies.emailCode,
    ({ muster }, { code }, ticket) => muster.enrollment.verifyEmailCode({ ticket, code }),
  ),
  "/enrollment/issue-key": withTicket("enrollment.issueKey", bodies.nothing, ({ muster }, _, ticket) =>
    muster.enrollment.issueKey({ ticket }),
  ),
  "/enrollment/confirm": withTicket("enrollment.confirm", bodies.code, (context, { code, attemptId }, ticket) =>
    context.muster.enrollment.confirm({ ticket, code, attemptId, transaction: transactionOf(context, "confirm") }),
  ),
  "/enrollment/cancel": withTicket("enrollment.cancel", bodies.nothing, ({ muster }, _, ticket) =>
    muster.enrollment.cancel({ ticket }),
  ),
}
