import { bodies } from "../bodies/sign-in.js"
import { transactionOf } from "./host-transaction.js"
import { withPrimary, withSession, withTicket } from "./route.js"

/** Signing in, and what helps somebody who cannot. */
export const signInRoutes = {
  "/sign-in": withPrimary("signIn.begin", bodies.client, ({ muster }, { client }, { accountId, user, primary }) =>
    muster.signIn.begin({ accountId, user, client, primary }),
  ),
  "/sign-in/verify": withTicket("signIn.verify", bodies.code, (context, { code, attemptId }, ticket) =>
    context.muster.signIn.verify({ ticket, code, attemptId, transaction: transactionOf(context, "verify") }),
  ),
  "/sign-in/recovery-code": withTicket(
    "signIn.useRecoveryCode",
    bodies.code,
    (context, { code, attemptId }, ticket) => {
      const transaction = transactionOf(context, "use-recovery-code")
      return context.muster.signIn.useRecoveryCode({ ticket, code, attemptId, transaction })
    },
  ),
  "/sign-in/lost-phone": withTicket(
    "factors.beginReplacement",
    bodies.lostPhone,
    ({ muster }, { recoveryCode, attemptId }, ticket) =>
      muster.factors.beginReplacement({ ticket, recoveryCode, attemptId }),
  ),
  "/sign-in/step-up": withSession("signIn.stepUp", bodies.client, ({ muster }, { client }, { assurance }) =>
    muster.signIn.stepUp({ assurance, client }),
  ),
}
