import { authenticator } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import { ann } from "../../sdk/test/world.js"
import { createClient, type MusterClient } from "../src/client/index.js"
import { openApp, origin } from "./app.js"
import { fetchOf } from "./page-of.js"

export interface Credentials {
  readonly password: string
}
export interface Session {
  readonly name: string
}
export const right: Credentials = { password: "correct horse" }

/** The application of the other tests, asked through the client: by an app, and by a page of its origin. */
export function openClientApp(options: Parameters<typeof openApp>[0] = {}) {
  const app = openApp(options)
  const toHandler = (url: string, init: RequestInit) => app.handler(new Request(url, init))
  const baseUrl = `${origin}/muster`
  const phone = { baseUrl, client: { platform: "ios", build: "v4.3 b1575" }, fetch: fetchOf(toHandler) } as const
  const inPage = { baseUrl, client: { platform: "web" }, fetch: fetchOf(toHandler, origin) } as const
  const api = createClient<Credentials, Session>(phone)

  /** Leads a client from the password to what it confirms with. */
  const toKeyThrough = async (client: MusterClient<Credentials, unknown>) => {
    const { ticket } = expectKind(await client.begin(right), "enroll")
    expectKind(await client.enrollment.sendEmailCode({ ticket }), "email-code-sent")
    const code = app.mailer.lastCodeTo(ann.email)
    const verified = expectKind(await client.enrollment.verifyEmailCode({ ticket, code }), "email-verified")
    const { otpauthUri } = expectKind(await client.enrollment.issueKey(verified), "key-issued")
    const phoneApp = authenticator(otpauthUri, app.clock)
    return { app: phoneApp, confirm: { ticket: verified.ticket, code: phoneApp.code() } }
  }
  /** Enrolls, and moves on to a step whose code is fresh. */
  const enrollThrough = async () => {
    const { app: phoneApp, confirm } = await toKeyThrough(api)
    const enrolled = expectKind(await api.enrollment.confirm(confirm), "enrolled")
    app.clock.advance({ seconds: 30 })
    return { app: phoneApp, enrolled }
  }
  /** The ticket of a challenge. */
  const challenged = async () => expectKind(await api.begin(right), "challenge").ticket
  const page = createClient<Credentials, Session>({ ...inPage, tickets: "cookie" })
  return { ...app, api, page, phone, inPage, toKeyThrough, enrollThrough, challenged }
}
