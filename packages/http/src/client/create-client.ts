import { type AskSettings, ask } from "./ask.js"
import { newAttemptId } from "./attempt-id.js"
import type { CallOptions, MusterClient, NamedInput } from "./muster-client.js"
import { type ClientOptions, checkOptions } from "./options.js"
import { type Route, routes } from "./routes.js"
import type { TicketTravel } from "./seen.js"

/** What is read of the input of any call. An input may be a whole answer, so what is not named here is not sent. */
interface Input extends CallOptions, NamedInput {
  readonly ticket?: string
  readonly code?: string
  readonly recoveryCode?: string | undefined
  readonly setId?: string
}

/**
 * Makes the client of a handler, for pages, apps, terminals and servers: it needs `fetch`, `AbortController` and timers. `Session`
 * is what the host's `signedIn` returns as `body`. Nothing is kept but these options: the caller holds the ticket, and the
 * host's session is a cookie of the platform or a header that `headers` gives.
 *
 * With `tickets: "cookie"`, for pages, tickets travel in an HttpOnly cookie: no answer has one, and no call takes one.
 *
 * @throws MusterClientError ERR_CONFIGURATION with the option at fault
 *
 * @example
 * ```ts
 * const client = { platform: "ios", build: "v4.3 b1575" } as const
 * const api = createClient<{ email: string; password: string }, { token: string }>({ baseUrl, client })
 * const next = await api.begin({ email, password })
 * if (next.kind === "challenge") {
 *   const answer = await api.verify({ ticket: next.ticket, code: await askForCode(next.digits) })
 *   if (answer.kind === "signed-in") keep(answer.session.token)
 *   else show(answer.title, answer.detail)
 * }
 * ```
 */
export function createClient<Credentials extends object, Session = unknown>(
  options: ClientOptions & { readonly tickets: "cookie" },
): MusterClient<Credentials, Session, "cookie">
/** Makes the client of a handler; tickets travel in the JSON of answers. */
export function createClient<Credentials extends object, Session = unknown>(
  options: ClientOptions & { readonly tickets?: "json" | undefined },
): MusterClient<Credentials, Session, "json">
export function createClient({
  client,
  tickets = "json",
  ...options
}: ClientOptions & { readonly tickets?: TicketTravel | undefined }): MusterClient<object, unknown, TicketTravel> {
  checkOptions({ client, ...options })
  const settings: AskSettings = { ...options, tickets }

  const post = (route: Route, body: object, { signal }: CallOptions = {}, attemptId?: string) =>
    // The table of routes has the kinds, and each method below says which call it is: what comes back is of its type.
    ask(settings, { route, body, signal, attemptId }) as Promise<never>
  const withTicket =
    (route: Route) =>
    ({ signal, ...input }: Input = {}) =>
      post(route, bodyOf(input), { signal })
  const named =
    (route: Route) =>
    ({ signal, attemptId = newAttemptId(), ...input }: Input) =>
      post(route, bodyOf(input), { signal }, attemptId)
  // Without a code there is nothing to spend, so the server has no name for it; and in a page the answer that was lost has
  // replaced the cookie with which it was asked for. `current` says what has become of it.
  const lostPhone = (input: Input) =>
    input.recoveryCode === undefined || tickets === "cookie"
      ? post(routes.lostPhone, { ...bodyOf(input), attemptId: input.attemptId }, input)
      : named(routes.lostPhone)(input)
  const withSession = (route: Route) => (call?: CallOptions) => post(route, {}, call)
  const withClient = (route: Route) => (call?: CallOptions) => post(route, { client }, call)
  const bodyOf = ({ ticket, code, recoveryCode, setId }: Input) => ({
    ticket: tickets === "json" ? ticket : undefined,
    code,
    recoveryCode,
    setId,
  })

  return {
    begin: (credentials, call) => post(routes.begin, { ...credentials, client }, call),
    verify: named(routes.verify),
    useRecoveryCode: named(routes.useRecoveryCode),
    lostPhone,
    stepUp: withClient(routes.stepUp),
    checkSession: withSession(routes.checkSession),
    enrollment: {
      begin: withClient(routes.beginEnrollment),
      current: withTicket(routes.current),
      sendEmailCode: withTicket(routes.sendEmailCode),
      verifyEmailCode: withTicket(routes.verifyEmailCode),
      issueKey: withTicket(routes.issueKey),
      confirm: named(routes.confirm),
      cancel: withTicket(routes.cancel),
    },
    factors: {
      status: withSession(routes.status),
      beginReplacement: withClient(routes.beginReplacement),
      cancelReplacement: withSession(routes.cancelReplacement),
      regenerateRecoveryCodes: withSession(routes.regenerateRecoveryCodes),
      acknowledgeRecoveryCodes: ({ setId, signal }) => post(routes.acknowledgeRecoveryCodes, { setId }, { signal }),
      remove: withSession(routes.remove),
    },
  }
}
