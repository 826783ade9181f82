import type { HostTransaction, Muster } from "@muster/sdk"
import type * as z from "zod"
import { bodies } from "./bodies.js"
import type { HostSession, HttpHost, PrimaryPassed, TransactionCall } from "./host.js"

/** What every call is given. */
export interface CallContext {
  readonly muster: Muster
  readonly host: HttpHost
  readonly request: Request
}

/** Everything that the calls answer. */
export type Answer = Awaited<
  | ReturnType<Muster["signIn"][keyof Muster["signIn"]]>
  | ReturnType<Muster["enrollment"][keyof Muster["enrollment"]]>
  | ReturnType<Muster["factors"]["beginReplacement"]>
>

/** A route: what it needs beside its body, and what it asks of Muster. */
export type Call =
  | {
      readonly needs: "primary"
      readonly body: z.ZodType
      readonly run: (context: CallContext, body: unknown, passed: PrimaryPassed) => Promise<Answer>
    }
  | {
      readonly needs: "ticket"
      readonly body: z.ZodType
      readonly run: (context: CallContext, body: unknown, ticket: string) => Promise<Answer>
    }
  | {
      readonly needs: "session"
      readonly body: z.ZodType
      readonly run: (context: CallContext, body: unknown, session: HostSession) => Promise<Answer>
    }

/** Checks that a body's schema and its use belong together, and then forgets what it is. */
function withPrimary<T>(
  body: z.ZodType<T>,
  run: (context: CallContext, body: T, passed: PrimaryPassed) => Promise<Answer>,
): Call {
  return { needs: "primary", body, run: (context, parsed, passed) => run(context, parsed as T, passed) }
}

function withTicket<T>(
  body: z.ZodType<T>,
  run: (context: CallContext, body: T, ticket: string) => Promise<Answer>,
): Call {
  return { needs: "ticket", body, run: (context, parsed, ticket) => run(context, parsed as T, ticket) }
}

function withSession<T>(
  body: z.ZodType<T>,
  run: (context: CallContext, body: T, session: HostSession) => Promise<Answer>,
): Call {
  return { needs: "session", body, run: (context, parsed, session) => run(context, parsed as T, session) }
}

/** The host's transaction of one call, if the host has any. */
function transactionOf({ host, request }: CallContext, action: TransactionCall["action"]): HostTransaction | undefined {
  if (host.transaction === undefined) return undefined
  return async (save, user) => host.transaction?.(save, { user, action, request })
}

/**
 * Every path there is; all others are 404. Each is asked for by POST: tickets and codes have no business in an address.
 */
export const calls: ReadonlyMap<string, Call> = new Map([
  [
    "/sign-in",
    withPrimary(bodies.begin, ({ muster }, { client }, { accountId, user, primary }) =>
      muster.signIn.begin({ accountId, user, client, primary }),
    ),
  ],
  [
    "/sign-in/verify",
    withTicket(bodies.code, (context, { code, attemptId }, ticket) =>
      context.muster.signIn.verify({ ticket, code, attemptId, transaction: transactionOf(context, "verify") }),
    ),
  ],
  [
    "/sign-in/recovery-code",
    withTicket(bodies.code, (context, { code, attemptId }, ticket) => {
      const transaction = transactionOf(context, "use-recovery-code")
      return context.muster.signIn.useRecoveryCode({ ticket, code, attemptId, transaction })
    }),
  ],
  [
    "/sign-in/lost-phone",
    withTicket(bodies.lostPhone, ({ muster }, { recoveryCode, attemptId }, ticket) =>
      muster.factors.beginReplacement({ ticket, recoveryCode, attemptId }),
    ),
  ],
  [
    "/sign-in/step-up",
    withSession(bodies.fromSession, ({ muster }, { client }, { assurance }) =>
      muster.signIn.stepUp({ assurance, client }),
    ),
  ],
  [
    "/factors/begin-replacement",
    withSession(bodies.fromSession, ({ muster }, { client }, { assurance, user }) =>
      muster.factors.beginReplacement({ assurance, user, client }),
    ),
  ],
  [
    "/enrollment/begin",
    withSession(bodies.fromSession, ({ muster }, { client }, { assurance, user }) =>
      muster.enrollment.begin({ assurance, user, client }),
    ),
  ],
  [
    "/enrollment/current",
    withTicket(bodies.ticketAlone, ({ muster }, _, ticket) => muster.enrollment.current({ ticket })),
  ],
  [
    "/enrollment/send-email-code",
    withTicket(bodies.ticketAlone, ({ muster }, _, ticket) => muster.enrollment.sendEmailCode({ ticket })),
  ],
  [
    "/enrollment/verify-email-code",
    withTicket(bodies.emailCode, ({ muster }, { code }, ticket) => muster.enrollment.verifyEmailCode({ ticket, code })),
  ],
  [
    "/enrollment/issue-key",
    withTicket(bodies.ticketAlone, ({ muster }, _, ticket) => muster.enrollment.issueKey({ ticket })),
  ],
  [
    "/enrollment/confirm",
    withTicket(bodies.code, (context, { code, attemptId }, ticket) =>
      context.muster.enrollment.confirm({ ticket, code, attemptId, transaction: transactionOf(context, "confirm") }),
    ),
  ],
  [
    "/enrollment/cancel",
    withTicket(bodies.ticketAlone, ({ muster }, _, ticket) => muster.enrollment.cancel({ ticket })),
  ],
])
