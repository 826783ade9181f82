import type { MemoryMailer } from "@muster/adapters-memory"
import { authenticator } from "@muster/core/testing"
import type { Client } from "@muster/policy"
import type { Muster, MusterOptions, SignedIn, SignInUser } from "@muster/sdk"
import { accountId, ann, openWorld } from "../../sdk/test/world.js"
import { createHandler, type HandlerOptions, type HostSession, type HttpHost } from "../src/index.js"
import { faultOfReply } from "./documented.js"

/** What came back: every header, and the body as JSON. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests read what they expect, and fail where it is not
  readonly body: any
}

export const origin = "https://acme.example"
/** What a browser's script sends beside the body. */
export const fromBrowser = { "Sec-Fetch-Site": "same-origin", Origin: origin, "Muster-Ticket": "cookie" }

/** An application with a password and sessions of its own over Muster in memory, asked through the handler. */
export function openApp({
  muster: musterOptions = {},
  recorded,
  host: hostParts = {},
  ...options
}: Partial<Omit<HandlerOptions, "muster" | "host">> & {
  readonly muster?: Partial<MusterOptions> & { readonly mailer?: MemoryMailer }
  /** In place of the services that the options would make. */
  readonly recorded?: Muster
  readonly host?: Partial<HttpHost>
} = {}) {
  const world = openWorld(musterOptions)
  const { clock } = world
  const muster = recorded ?? world.muster
  const mailer = musterOptions.mailer ?? world.mailer
  const sessions = new Map<string, HostSession>()
  const errors: unknown[] = []
  const userOf = (id: string): SignInUser => ({ id, email: `${id}@acme.example` })
  const sessionOf = (request: Request) =>
    sessions.get(/sid=([^;]+)/.exec(request.headers.get("cookie") ?? "")?.[1] ?? "") ?? null

  const host: HttpHost = {
    async verifyPrimary(_request, { password, as = ann.id }) {
      return password === "correct horse" ? { accountId, user: userOf(String(as)), primary: "password" } : null
    },
    async signedIn({ assurance }: SignedIn) {
      const id = crypto.randomUUID()
      sessions.set(id, { assurance, user: userOf(assurance.userId) })
      return { headers: { "Set-Cookie": `sid=${id}; HttpOnly` }, body: { name: "Ann" } }
    },
    authenticate: async (request) => sessionOf(request),
    async authorizeAdmin(request, call) {
      const session = sessionOf(request)
      return session?.user.id === "ada" && call.accountId === accountId ? session : null
    },
    ...hostParts,
  }
  const handler = createHandler({ muster, host, clock, onError: (error) => errors.push(error), ...options })

  const send = async (path: string, init: RequestInit): Promise<Reply> => {
    const response = await handler(new Request(`${origin}/muster${path}`, init))
    const text = await response.text()
    const fault = faultOfReply(path, init.method, JSON.parse(text))
    if (fault !== null) throw new Error(`${path} ${text}: ${fault}`)
    return { status: response.status, headers: response.headers, text, body: JSON.parse(text) }
  }
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    send(path, {
      method: "POST",
      body: JSON.stringify(body),
      headers: { "Content-Type": "application/json", ...headers },
    })
  const passwordStep = (headers = {}, client: Client = { platform: "web" }, as = ann.id) =>
    post("/sign-in", { password: "correct horse", client, as }, headers)

  /** Leads a JSON client from the password to the key. */
  const toKey = async (client?: Client, as?: string) => {
    const begun = await passwordStep({}, client, as)
    await post("/enrollment/send-email-code", { ticket: begun.body.ticket })
    const code = mailer.lastCodeTo(userOf(as ?? ann.id).email ?? "")
    const { ticket } = (await post("/enrollment/verify-email-code", { ticket: begun.body.ticket, code })).body
    const key = await post("/enrollment/issue-key", { ticket })
    return { ticket: ticket as string, key, app: authenticator(key.body.otpauthUri, clock) }
  }
  /** Enrolls, and moves on to a step whose code is fresh. */
  const enroll = async (as?: string) => {
    const { ticket, app } = await toKey(undefined, as)
    const enrolled = await post("/enrollment/confirm", { ticket, code: app.code() })
    clock.advance({ seconds: 30 })
    return { app, enrolled, cookie: enrolled.headers.getSetCookie()[0]?.split(";")[0] ?? "" }
  }
  return { ...world, handler, sessions, errors, send, post, passwordStep, toKey, enroll }
}
