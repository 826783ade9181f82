import { expect, test } from "vitest"
import { ann, otherThan } from "../../sdk/test/world.js"
import { fromBrowser, openApp, type Reply } from "../test/app.js"

const attributes = "Path=/; Secure; HttpOnly; SameSite=Strict"
const ticketOf = ({ headers }: Reply) =>
  headers.getSetCookie().find((cookie) => cookie.startsWith("__Host-muster-ticket=")) ?? ""
/** What a browser sends back of a Set-Cookie. */
const sentBack = (reply: Reply) => ticketOf(reply).split(";")[0] ?? ""
const cleared = `__Host-muster-ticket=; Max-Age=0; ${attributes}`

/** A user who is enrolled and asked for a code, in a browser. */
async function openChallenge() {
  const app = openApp()
  await app.enable()
  const enrolled = await app.enroll()
  const begun = await app.passwordStep(fromBrowser)
  const verify = (code: string, headers: Record<string, string> = {}) =>
    app.post("/sign-in/verify", { code }, { ...fromBrowser, Cookie: sentBack(begun), ...headers })
  return { ...app, authenticator: enrolled.app, begun, verify }
}

test("on request a ticket travels in a cookie that no script reads, and stands in no JSON", async () => {
  const { begun } = await openChallenge()
  expect(begun.body).toMatchObject({ kind: "challenge", digits: 6 })
  expect(begun.body).not.toHaveProperty("ticket")
  expect(begun.text).not.toContain("mt1.")
  expect(ticketOf(begun)).toMatch(
    /^__Host-muster-ticket=mt1\.[\w-]+; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
  )
})

test("the cookie answers the challenge, and success leaves it for the minute in which the answer can be asked for again", async () => {
  const { begun, verify, authenticator } = await openChallenge()
  const wrong = await verify(otherThan(authenticator.code()))
  expect(wrong).toMatchObject({ status: 422 })
  expect(ticketOf(wrong)).toBe("")
  const done = await verify(authenticator.code())
  expect(done).toMatchObject({ status: 200, body: { kind: "signed-in" } })
  expect(ticketOf(done)).toBe(`${sentBack(begun)}; Max-Age=60; ${attributes}`)
  expect(done.headers.getSetCookie()).toHaveLength(2)
})

test("a whole enrollment by cookie: it changes when the address is verified, and no answer shows the ticket", async () => {
  const { enable, passwordStep, post, mailer } = openApp()
  await enable()
  let last = await passwordStep(fromBrowser)
  let cookie = sentBack(last)
  const step = async (path: string, body: object = {}) => {
    last = await post(path, body, { ...fromBrowser, Cookie: cookie })
    expect(last.text).not.toContain("mt1.")
    cookie = sentBack(last) || cookie
    return last
  }
  await step("/enrollment/send-email-code")
  const before = cookie
  expect((await step("/enrollment/verify-email-code", { code: mailer.lastCodeTo(ann.email) })).body).toEqual({
    kind: "email-verified",
    expiresAt: expect.any(Number),
  })
  expect(cookie).not.toBe(before)
  expect((await step("/enrollment/current")).body.kind).toBe("email-verified")
  const { groups } = (await step("/enrollment/issue-key")).body.setupKey
  expect(groups).toHaveLength(8)
  expect((await step("/enrollment/verify-email-code", { code: "123456" })).body).toMatchObject({
    kind: "wrong-step",
    current: { kind: "key-issued" },
  })
  await step("/enrollment/cancel")
  expect(ticketOf(last)).toBe(cleared)
})

test("a cookie counts only for a request that asks for it, and a ticket in the body only for one that does not", async () => {
  const { verify, post, passwordStep, authenticator } = await openChallenge()
  const unasked = await verify(authenticator.code(), { "Muster-Ticket": "" })
  expect(unasked).toMatchObject({ status: 400, body: { field: "Muster-Ticket" } })
  const { ticket } = (await passwordStep()).body
  const body = { ticket, code: authenticator.code() }
  const asked = await post("/sign-in/verify", body, fromBrowser)
  expect(asked).toMatchObject({ status: 401, body: { kind: "ticket-rejected" } })
  expect((await post("/sign-in/verify", body)).status).toBe(200)
})

test.each(["http://acme.example", "http://192.168.0.7:3000", "http://localhost.acme.example"])(
  "a page of %s, whose browser would drop the cookie, is told so, and gets none",
  async (page) => {
    const { passwordStep, enable } = openApp({ trustedOrigins: [page] })
    await enable()
    const reply = await passwordStep({ "Muster-Ticket": "cookie", Origin: page })
    expect(reply).toMatchObject({ status: 403, body: { kind: "insecure-page" } })
    expect(reply.headers.getSetCookie()).toEqual([])
    expect((await passwordStep({ Origin: page })).body).toHaveProperty("ticket")
  },
)

test.each([
  "http://localhost:3000",
  "http://app.localhost",
  "http://127.0.0.1",
  "http://[::1]:3000",
  "https://a.example",
])("a page of %s, whose browser keeps the cookie, gets it", async (page) => {
  const { passwordStep, enable } = openApp({ trustedOrigins: [page] })
  await enable()
  expect(ticketOf(await passwordStep({ "Muster-Ticket": "cookie", Origin: page }))).not.toBe("")
})

test("a cookie's request has to show that no other page sent it; a request without one takes none away", async () => {
  const { verify, begun, post, authenticator } = await openChallenge()
  const code = authenticator.code()
  const silent = await post("/sign-in/verify", { code }, { "Muster-Ticket": "cookie", Cookie: sentBack(begun) })
  expect(silent).toMatchObject({ status: 403, body: { kind: "cross-origin" } })
  const missing = await verify(code, { Cookie: "other=1" })
  expect(missing).toMatchObject({ status: 401, body: { kind: "ticket-rejected" } })
  expect(ticketOf(missing)).toBe("")
  expect((await verify(code)).status).toBe(200)
})

test("of two clicks on one step the later answer leaves the ticket that the first has brought", async () => {
  const { enable, passwordStep, post, mailer } = openApp()
  await enable()
  const begun = await passwordStep(fromBrowser)
  const verify = (code: string) =>
    post("/enrollment/verify-email-code", { code }, { ...fromBrowser, Cookie: sentBack(begun) })
  await post("/enrollment/send-email-code", {}, { ...fromBrowser, Cookie: sentBack(begun) })
  const code = mailer.lastCodeTo(ann.email)
  expect(ticketOf(await verify(code))).toContain("mt1.")
  const second = await verify(code)
  expect(second.status).toBeGreaterThanOrEqual(400)
  expect(ticketOf(second)).toBe("")
})
