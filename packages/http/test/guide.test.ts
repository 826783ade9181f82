import { authenticator } from "@muster/core/testing"
import { MusterClientError, type MusterClientErrorCode } from "@muster/http/client"
import { Hono } from "hono"
import { afterEach, expect, test, vi } from "vitest"
import { openApi, signIn, type Ui } from "../../../docs/snippets/http/app.js"
import { openHandler } from "../../../docs/snippets/http/behind-a-proxy.js"
import { wordsFor } from "../../../docs/snippets/http/failures.js"
import { openPage, stepAfterReload } from "../../../docs/snippets/http/page.js"
import { ann, otherThan } from "../../sdk/test/world.js"
import { openApp, origin } from "./app.js"
import { mountForOtherOrigin } from "./frameworks/cors.js"
import { fetchOf } from "./page-of.js"

const credentials = { email: ann.email, password: "correct horse" }
const host = { signedIn: async () => ({ body: { token: "t" } }) }

afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** The handler where `fetch` finds it. */
function openGuide(page?: string) {
  const app = openApp({ host })
  const toHandler = (url: string, init: RequestInit) => app.handler(new Request(new URL(url, origin), init))
  vi.stubGlobal("fetch", fetchOf(toHandler, page))
  return app
}

/** A person who types what is called for. */
function person(types: () => string) {
  const said: string[] = []
  const ui: Ui = {
    ask: async () => types(),
    say: (title, detail) => said.push(`${title}: ${detail ?? ""}`),
  }
  return { ui, said }
}

test("the app of the guide enrolls and signs in, and says what stands between", async () => {
  const { mailer, clock, enable } = openGuide()
  await enable()
  const api = openApi(`${origin}/muster`, () => null)
  const wrong = person(() => "")
  expect(await signIn(api, wrong.ui, { ...credentials, password: "guess" })).toBeNull()
  expect(wrong.said).toEqual(["Sign-in refused: The credentials are not right."])

  const key = () => enrolling.said.at(-1)?.split(": ")[1]?.replaceAll(" ", "") ?? ""
  const phone = () => authenticator(`otpauth://totp/Acme:ann?secret=${key()}&issuer=Acme`, clock)
  let asked = 0
  const enrolling = person(() => (asked++ === 0 ? mailer.lastCodeTo(ann.email) : phone().code()))
  expect(await signIn(api, enrolling.ui, credentials)).toEqual({ token: "t" })
  expect(enrolling.said[1]).toMatch(/^Keep these recovery codes: (\S+\n){9}\S+$/)

  clock.advance({ seconds: 30 })
  const app = authenticator(
    `otpauth://totp/Acme:ann?secret=${enrolling.said[0]?.split(": ")[1]?.replaceAll(" ", "")}`,
    clock,
  )
  let tries = 0
  const signing = person(() => (tries++ === 0 ? otherThan(app.code()) : app.code()))
  expect(await signIn(api, signing.ui, credentials)).toEqual({ token: "t" })
  expect(signing.said).toEqual([expect.stringContaining("4 tries")])
})

test("the page of the guide finds its step again after a reload", async () => {
  const { enable } = openGuide(origin)
  await enable()
  const api = openPage(true)
  expect(await stepAfterReload(api)).toBeNull()
  await api.begin(credentials)
  expect(await stepAfterReload(openPage(true))).toMatchObject({ kind: "not-started" })
})

test("the words of the guide cover every code of the client", () => {
  const words = (code: MusterClientErrorCode) => wordsFor(new MusterClientError(code, "x"))
  const told = [
    "ERR_UNREACHABLE",
    "ERR_TIMEOUT",
    "ERR_UNEXPECTED_RESPONSE",
    "ERR_SERVER_FAILED",
    "ERR_UNKNOWN_KIND",
  ] as const
  for (const code of told) expect(words(code)).toMatch(/\.|\?$/)
  for (const code of ["ERR_REQUEST_REFUSED", "ERR_CONFIGURATION"] as const) expect(() => words(code)).toThrow("x")
})

/** A browser behind a proxy that ends TLS and asks for the server by another name. */
async function throughProxy(headers: Record<string, string>) {
  const { muster } = openApp()
  const handler = openHandler(muster, {
    verifyPrimary: async () => null,
    signedIn: async () => ({}),
    authenticate: async () => null,
  })
  const body = JSON.stringify({ client: { platform: "web" } })
  const forwarded = { "X-Forwarded-Proto": "https", "X-Forwarded-Host": "acme.example" }
  const sent = { "Content-Type": "application/json", "Muster-Ticket": "cookie", ...forwarded, ...headers }
  const response = await handler(
    new Request("http://10.0.0.7:3000/muster/sign-in", { method: "POST", headers: sent, body }),
  )
  return ((await response.json()) as { readonly kind: string }).kind
}

test("behind a proxy a page of a trusted origin may ask, whatever the browser says, and no other may", async () => {
  expect(await throughProxy({ Origin: "https://acme.example" })).toBe("wrong-credentials")
  expect(await throughProxy({ Origin: "https://app.acme.example", "Sec-Fetch-Site": "same-site" })).toBe(
    "wrong-credentials",
  )
  expect(await throughProxy({ "Sec-Fetch-Site": "same-origin" })).toBe("wrong-credentials")
  // Neither the scheme nor the host is taken from a header that anybody can send.
  expect(await throughProxy({ Origin: "https://evil.example", "X-Forwarded-Host": "evil.example" })).toBe(
    "cross-origin",
  )
})

test("a page of another origin asks with the cookie once CORS and the handler both allow it", async () => {
  const { handler } = openApp({ host, trustedOrigins: ["https://app.acme.example"] })
  const app = new Hono()
  mountForOtherOrigin(app, handler)
  const from = (page: string) => ({ Origin: page, "Sec-Fetch-Site": "cross-site" })
  const preflight = await app.request(`${origin}/muster/sign-in`, {
    method: "OPTIONS",
    headers: {
      ...from("https://app.acme.example"),
      "Access-Control-Request-Method": "POST",
      "Access-Control-Request-Headers": "content-type,muster-ticket",
    },
  })
  expect(Object.fromEntries(preflight.headers)).toMatchObject({
    "access-control-allow-origin": "https://app.acme.example",
    "access-control-allow-credentials": "true",
    "access-control-allow-headers": "Content-Type,Muster-Ticket",
  })
  const ask = (page: string) =>
    app.request(`${origin}/muster/sign-in`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Muster-Ticket": "cookie", ...from(page) },
      body: JSON.stringify({ ...credentials, client: { platform: "web" } }),
    })
  const answer = await ask("https://app.acme.example")
  expect(await answer.json()).toMatchObject({ kind: "signed-in" })
  expect(answer.headers.get("access-control-allow-origin")).toBe("https://app.acme.example")
  const refused = await ask("https://evil.example")
  expect(refused.status).toBe(403)
  expect(refused.headers.get("access-control-allow-origin")).not.toBe("https://evil.example")
})
