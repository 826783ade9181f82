/**
 * What the compiler has to accept and to refuse; nothing here is run.
 *
 * @module
 */
import type { AnswerOf, RoutePath } from "../routes/routes.js"
import type { Answers } from "./answers.js"
import { createClient, type MusterClient } from "./index.js"

interface Token {
  readonly token: string
}
const options = { baseUrl: "https://acme.example/muster", client: { platform: "ios" } } as const
export const app: MusterClient<{ readonly password: string }, Token> = createClient(options)
export const page: MusterClient<{ readonly password: string }, null, "cookie"> = createClient({
  ...options,
  tickets: "cookie",
})

/** Each `switch` is whole: a kind that is left out, or one that cannot come, does not compile. */
export async function wholeSignIn(password: string): Promise<string | undefined> {
  const begun = await app.begin({ password })
  switch (begun.kind) {
    case "signed-in":
      return begun.session.token
    case "wrong-credentials":
      return begun.title
    case "update-client":
      return begun.updateUrl ?? begun.detail
    case "challenge":
    case "enroll":
      return begun.ticket
    default:
      return begun satisfies never
  }
}

export async function wholeLostPhone(ticket: string): Promise<unknown> {
  const answer = await app.lostPhone({ ticket, recoveryCode: "a" })
  switch (answer.kind) {
    case "enroll":
      return answer.ticket
    case "held":
      // @ts-expect-error it is no refusal, and comes without words
      return answer.title ?? answer.until
    case "proof-needed":
    case "admin-only":
    case "not-enrolled":
    case "update-client":
    case "wrong-code":
    case "throttled":
    case "locked":
    case "busy":
    case "ticket-rejected":
      return answer.title
    default:
      return answer satisfies never
  }
}

export async function wholeConfirm(): Promise<unknown> {
  const answer = await page.enrollment.confirm({ code: "123456" })
  switch (answer.kind) {
    case "enrolled":
      return answer.next.kind === "signed-in" ? answer.next.session : answer.recoveryCodes
    case "wrong-step":
      // @ts-expect-error in a cookie's way of travelling no step has a ticket
      return answer.current.kind === "email-verified" ? answer.current.ticket : answer.current
    case "update-client":
    case "wrong-code":
    case "throttled":
    case "locked":
    case "busy":
    case "ticket-rejected":
      return answer.detail
    default:
      return answer satisfies never
  }
}

export async function wholeSession(): Promise<boolean> {
  const verdict = await page.checkSession()
  switch (verdict.kind) {
    case "continue":
    case "drain":
      return verdict.capabilities.hostSession
    case "logout":
      return false
    default:
      return verdict satisfies never
  }
}

export async function refused(): Promise<void> {
  // @ts-expect-error an app needs its ticket
  await app.verify({ code: "123456" })
  // @ts-expect-error a page has none
  await page.verify({ ticket: "a", code: "123456" })
  // @ts-expect-error nor here
  await page.enrollment.current({ ticket: "a" })
  await page.enrollment.current()
  // @ts-expect-error the same for a call that takes nothing else
  await app.enrollment.current()
  // @ts-expect-error these are no credentials of this host
  await app.begin({ user: "ann" })
  const answer = await app.begin({ password: "a" })
  // @ts-expect-error the assurance stays on the server
  if (answer.kind === "signed-in") answer.assurance satisfies never
  const begun = await page.begin({ password: "a" })
  // @ts-expect-error a page is shown no ticket
  if (begun.kind === "challenge") begun.ticket satisfies never
  // @ts-expect-error there is no other way to travel
  createClient({ ...options, tickets: "header" })
}

/** The kinds that a path answers and the call of the client does not know. */
type Missed<Path extends RoutePath, Call extends keyof Answers, Impossible extends string = never> = Exclude<
  AnswerOf<Path>["kind"],
  Answers[Call]["kind"] | Impossible
>
/** Does not compile when there is one. */
type None<Kinds extends never> = Kinds
export type Missing = None<
  | Missed<"/sign-in", "begin">
  | Missed<"/sign-in/verify", "verify">
  | Missed<"/sign-in/recovery-code", "useRecoveryCode">
  | Missed<"/sign-in/lost-phone", "lostPhone", "session-ended">
  | Missed<"/sign-in/step-up", "stepUp">
  | Missed<"/session/check", "checkSession">
  | Missed<"/enrollment/begin", "beginEnrollment">
  | Missed<"/enrollment/current", "current">
  | Missed<"/enrollment/send-email-code", "sendEmailCode">
  | Missed<"/enrollment/verify-email-code", "verifyEmailCode">
  | Missed<"/enrollment/issue-key", "issueKey">
  | Missed<"/enrollment/confirm", "confirm">
  | Missed<"/enrollment/cancel", "cancel">
  | Missed<"/factors/status", "status">
  | Missed<"/factors/begin-replacement", "beginReplacement", "wrong-code" | "locked" | "ticket-rejected">
  | Missed<"/factors/cancel-replacement", "cancelReplacement">
  | Missed<"/factors/regenerate-recovery-codes", "regenerateRecoveryCodes">
  | Missed<"/factors/acknowledge-recovery-codes", "acknowledgeRecoveryCodes">
  | Missed<"/factors/remove", "remove">
>
