import {
  type Assurance,
  type EnrollmentStep,
  type Muster,
  parseAssurance,
  type SignedIn,
  type SignInUser,
} from "@muster/sdk"

declare const muster: Muster
declare const session: { assurance?: unknown; ticket?: string; save(result: SignedIn): Promise<void> }
declare function page(name: string, data?: unknown): Response

/** After the password: four answers, and the compiler asks for each. */
export async function login(accountId: string, user: SignInUser) {
  const next = await muster.signIn.begin({ accountId, user, client: { platform: "web" }, primary: "password" })
  switch (next.kind) {
    case "signed-in":
      await session.save(next)
      return page("home")
    case "challenge":
    case "enroll":
      session.ticket = next.ticket
      return page(next.kind)
    case "update-client":
      return page("update", next.minimum)
    default:
      return next satisfies never
  }
}

/** The code form. */
export async function code(typed: string) {
  const r = await muster.signIn.verify({ ticket: session.ticket ?? "", code: typed })
  switch (r.kind) {
    case "signed-in":
      await session.save(r)
      return page("home")
    case "ticket-rejected":
      return page("login")
    case "update-client":
      return page("update", r.minimum)
    case "wrong-code":
    case "throttled":
    case "busy":
    case "locked":
      return page("code", r)
    default:
      return r satisfies never
  }
}

/** One page for the whole enrollment: it shows the step that the user is on. */
export function setup(step: EnrollmentStep) {
  switch (step.kind) {
    case "not-started":
      return page("send", step.maskedEmail)
    case "email-code-sent":
      return page("type-code", step.resendAvailableAt)
    case "email-verified":
      return page("get-an-app", step.ticket)
    case "key-issued":
      return page("key", step.present === "scan-or-type" ? step.otpauthUri : step.setupKey.groups)
    default:
      return step satisfies never
  }
}

/** Every request. */
export async function guard(): Promise<Assurance | Response> {
  const assurance = parseAssurance(session.assurance)
  const verdict = await muster.sessions.check({ assurance })
  return verdict.kind === "logout" || assurance === undefined ? page("login", verdict.reasons) : assurance
}
