import { afterAll, beforeAll, expect, test } from "vitest"
import { type App, ann, olivia, openApp, otherThan } from "./open-app.js"

let app: App
let phone: { code(): string }
beforeAll(async () => {
  app = await openApp()
  await app.enable()
  phone = (await app.enroll(app.newClient())).phone
})
afterAll(() => app.close())

const evil = { Origin: "https://evil.example", "Sec-Fetch-Site": "cross-site" }
const claims = {
  kind: "signed-in",
  mfa: true,
  bypass_otp: "true",
  accountId: "other",
  primary: "sso",
  user: { id: "olivia" },
  assurance: { v: 1, accountId: "acme", userId: "ann", method: "totp", amr: ["otp"], signedInAt: 0, epoch: 1 },
}
const headers = {
  "X-MFA": "done",
  "X-Forwarded-For": "127.0.0.1",
  "X-Forwarded-User": "olivia",
  "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware",
}

test("fields, headers and parameters that nobody asked for change no decision", async () => {
  const client = app.newClient()
  const begun = await client.post("/muster/sign-in?mfa=done", { ...claims, ...ann }, headers)
  expect(begun).toMatchObject({ status: 200, setCookies: [], body: { kind: "challenge" } })
  const code = otherThan(phone.code())
  const wrong = await client.post(
    `/muster/sign-in/verify?code=${phone.code()}`,
    { ...claims, ticket: begun.body.ticket, code },
    headers,
  )
  expect(wrong).toMatchObject({ status: 422, setCookies: [], body: { kind: "wrong-code" } })
  const lost = await client.post("/muster/enrollment/current", { ...claims, ticket: begun.body.ticket }, headers)
  expect(lost).toMatchObject({ status: 401, body: { kind: "ticket-rejected" } })
})

test("no header and no path gets around the session check", async () => {
  const paths = [
    "/me",
    "/me?mfa=done",
    "//me",
    "/ME",
    "/me/",
    "/muster/../me",
    "/muster/%2e%2e/me",
    "/admin/two-factor",
  ]
  for (const path of paths) {
    const reply = await app.newClient().get(path, headers)
    expect([401, 404], path).toContain(reply.status)
    expect(reply.text).not.toContain("capabilities")
  }
  const switched = await app.newClient().post("/admin/two-factor", { ...claims, forcedLogout: "now" }, headers)
  expect(switched.status).toBe(401)
})

test("a page of another origin can neither sign in, nor use a session or a ticket, and changes nothing", async () => {
  const victim = app.newClient()
  const { ticket } = (await victim.post("/muster/sign-in", ann)).body
  expect((await victim.post("/muster/sign-in/verify", { ticket, code: phone.code() })).status).toBe(200)
  app.clock.advance({ seconds: 30 })
  const rows = async () =>
    (
      await app.pool.query(
        "select sid, sess::text, (select json_agg(u)::text from muster.users u) from session order by 1",
      )
    ).rows
  const before = await rows()
  const mails = app.mails.length
  for (const origin of [evil, { Origin: "https://evil.example" }, { ...evil, "Sec-Fetch-Site": "same-site" }]) {
    for (const [path, body] of [
      ["/muster/sign-in", olivia],
      ["/muster/sign-in/verify", { code: phone.code() }],
      ["/muster/sign-in/step-up", { client: ann.client }],
      ["/muster/factors/begin-replacement", { client: ann.client }],
      ["/muster/enrollment/begin", { client: ann.client }],
      ["/support-sessions", {}],
      ["/logout", {}],
      ["/admin/two-factor", { forcedLogout: "now" }],
    ] as const) {
      const reply = await victim.post(path, body, { ...origin, "Muster-Ticket": "cookie" })
      expect(reply, path).toMatchObject({ status: 403, setCookies: [], body: { kind: "cross-origin" } })
      expect(reply.headers).not.toHaveProperty("access-control-allow-origin")
    }
  }
  expect(await rows()).toEqual(before)
  expect(app.mails).toHaveLength(mails)
  expect((await victim.get("/me")).status).toBe(200)
})

test("a form that another site's page can send without asking is no sign-in", async () => {
  for (const type of ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x"]) {
    const reply = await app.newClient().post("/muster/sign-in", ann, { "Content-Type": type })
    expect(reply).toMatchObject({ status: 415, setCookies: [] })
  }
})

test("whatever host a request claims to be for, the mail has the same bytes", async () => {
  const mailFor = async (claimed: Record<string, string>) => {
    const client = app.newClient()
    const { ticket } = (await client.post("/muster/sign-in", olivia, claimed)).body
    const sent = await client.post("/muster/enrollment/send-email-code", { ticket }, claimed)
    expect(sent.body.kind).toBe("email-code-sent")
    app.clock.advance({ hours: 1 })
    const { idempotencyKey: _, ...mail } = app.mails.at(-1) ?? { idempotencyKey: "" }
    return JSON.stringify(mail)
      .replaceAll(/\d{6}/g, "######")
      .replaceAll(/\d\d:\d\d/g, "##:##")
  }
  const plain = await mailFor({})
  expect(plain).toContain("######")
  const poisoned = {
    Host: "evil.example",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    Forwarded: "host=evil.example",
  }
  expect(await mailFor(poisoned)).toBe(plain)
  expect(plain).not.toContain("evil")
})

test("nothing that is answered may be stored, and nothing says what runs here", async () => {
  const client = app.newClient()
  const { ticket } = (await client.post("/muster/sign-in", ann)).body
  const replies = [
    await client.get("/me"),
    await client.post("/muster/sign-in/verify", { ticket, code: phone.code() }),
    await client.get("/me"),
    await client.post("/support-sessions", {}),
    await client.post("/admin/two-factor", {}),
    await client.post("/muster/nowhere", {}),
  ]
  expect(replies.map(({ status }) => status)).toEqual([401, 200, 200, 201, 403, 404])
  for (const { headers: answered } of replies) {
    expect(answered["cache-control"]).toBe("no-store")
    expect(answered).not.toHaveProperty("x-powered-by")
  }
})
