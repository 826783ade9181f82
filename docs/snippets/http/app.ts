import { createClient, type MusterClient } from "@muster/http/client"

export interface Credentials {
  readonly email: string
  readonly password: string
}
/** What `signedIn` of your host returns as `body`. */
export interface Session {
  readonly token: string
}
type Api = MusterClient<Credentials, Session>

/** What your app shows and asks for. */
export interface Ui {
  ask(question: string): Promise<string>
  say(title: string, detail?: string): void
}

export function openApi(baseUrl: string, token: () => string | null): Api {
  return createClient<Credentials, Session>({
    baseUrl, // https://acme.example/muster
    client: { platform: "ios", build: "v4.3 b1575" },
    headers: () => (token() === null ? {} : { Authorization: `Bearer ${token()}` }),
  })
}

/** From the password to the session, or to what has been said instead. */
export async function signIn(api: Api, ui: Ui, credentials: Credentials): Promise<Session | null> {
  const begun = await api.begin(credentials)
  switch (begun.kind) {
    case "signed-in":
      return begun.session
    case "challenge":
      return answerChallenge(api, ui, begun)
    case "enroll":
      return enroll(api, ui, begun)
    case "wrong-credentials":
    case "update-client":
      return stop(ui, begun)
    default:
      return begun satisfies never
  }
}

async function answerChallenge(api: Api, ui: Ui, challenge: { readonly ticket: string; readonly digits: number }) {
  for (;;) {
    const code = await ui.ask(`The ${challenge.digits} digits that your authenticator app shows`)
    const answer = await api.verify({ ticket: challenge.ticket, code })
    if (answer.kind === "signed-in") return answer.session
    ui.say(answer.title, answer.detail)
    // With these the same challenge goes on; the others begin again with the password.
    if (answer.kind !== "wrong-code" && answer.kind !== "throttled" && answer.kind !== "busy") return null
  }
}

/** Says why it goes no further. */
function stop(ui: Ui, { title, detail }: { readonly title: string; readonly detail?: string }): null {
  ui.say(title, detail)
  return null
}

async function enroll(api: Api, ui: Ui, { ticket }: { readonly ticket: string }) {
  const sent = await api.enrollment.sendEmailCode({ ticket })
  if (sent.kind !== "email-code-sent") return stop(ui, sent)
  const mailed = await ui.ask(`The code that was sent to ${sent.maskedEmail}`)
  const verified = await api.enrollment.verifyEmailCode({ ticket, code: mailed })
  if (verified.kind !== "email-verified") return stop(ui, verified)
  // Its ticket takes the place of the one before.
  const key = await api.enrollment.issueKey(verified)
  if (key.kind !== "key-issued") return stop(ui, key)
  ui.say(`Add ${key.label} to your authenticator app`, key.setupKey.groups.join(" "))
  const code = await ui.ask("The code that the app shows now")
  const done = await api.enrollment.confirm({ ticket: verified.ticket, code })
  if (done.kind !== "enrolled") return stop(ui, done)
  ui.say("Keep these recovery codes", done.recoveryCodes.join("\n"))
  return done.next.kind === "signed-in" ? done.next.session : null
}
