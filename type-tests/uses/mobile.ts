import { createClient } from "@muster/http/client"

declare const ui: { ask(q: string): Promise<string>; show(...x: unknown[]): void; until(at: number): Promise<void> }

const api = createClient<{ email: string; password: string }, { token: string }>({
  baseUrl: "https://acme.example/muster",
  client: { platform: "ios", build: "v4.3 b1575" },
})

export async function signIn(email: string, password: string): Promise<{ token: string } | undefined> {
  const first = await api.begin({ email, password })
  switch (first.kind) {
    case "wrong-credentials":
      ui.show("Email or password is wrong")
      return
    case "update-client":
      ui.show("Update to", first.minimum, first.updateUrl)
      return
    case "signed-in":
      return first.session
    case "enroll":
      return enroll(first.ticket)
    case "challenge": {
      for (;;) {
        const r = await api.verify({
          ticket: first.ticket,
          code: await ui.ask(`${first.digits}-digit code`),
          attemptId: crypto.randomUUID(),
        })
        switch (r.kind) {
          case "signed-in":
            return r.session
          case "wrong-code":
            ui.show(r.why, r.attemptsLeft, r.retryAt)
            if (r.retryAt) await ui.until(r.retryAt)
            continue
          case "throttled":
          case "busy":
            await ui.until(r.retryAt)
            continue
          case "locked":
            ui.show(r.recoveryCodeWorks ? "Use a recovery code" : "Ask your administrator", r.until)
            return
          case "ticket-rejected":
            return signIn(email, password)
          case "update-client":
            ui.show("Update")
            return
          default:
            return r satisfies never
        }
      }
    }
    default:
      return first satisfies never
  }
}
async function enroll(ticket: string): Promise<{ token: string } | undefined> {
  const sent = await api.enrollment.sendEmailCode({ ticket })
  if (sent.kind !== "email-code-sent") {
    ui.show(sent.kind)
    return
  }
  const ok = await api.enrollment.verifyEmailCode({ ticket, code: await ui.ask(`Code sent to ${sent.maskedEmail}`) })
  if (ok.kind !== "email-verified") {
    ui.show(ok.kind)
    return
  }
  const key = await api.enrollment.issueKey({ ticket: ok.ticket })
  if (key.kind !== "key-issued") {
    ui.show(key.kind)
    return
  }
  ui.show(
    "Service",
    key.issuer,
    "Account",
    key.label,
    "Key",
    key.setupKey.groups,
    key.present === "type" ? key.otpauthUri : "scan",
  )
  const r = await api.enrollment.confirm({ ticket: ok.ticket, code: await ui.ask("Code from the app") })
  if (r.kind !== "enrolled") {
    ui.show(r.kind)
    return
  }
  ui.show(r.recoveryCodes)
  return r.next.kind === "signed-in" ? r.next.session : undefined
}
