import { afterEach, beforeEach, expect, test } from "vitest"
import { type App, ann, olivia, openApp } from "./open-app.js"

let app: App
beforeEach(async () => {
  app = await openApp()
})
afterEach(() => app.close())

test("an admin switches it on for now: every password session ends at its next request, the admin's too", async () => {
  const [agent, admin] = [app.newClient(), app.newClient()]
  await agent.post("/muster/sign-in", ann)
  await admin.post("/muster/sign-in", olivia)
  expect((await agent.post("/admin/two-factor", { forcedLogout: "now" })).status).toBe(403)
  expect((await agent.get("/me")).status).toBe(200)

  expect(await admin.post("/admin/two-factor", { forcedLogout: "now" })).toMatchObject({
    status: 200,
    body: { kind: "enabled", twoFactor: { kind: "on" } },
  })
  for (const client of [agent, admin]) {
    expect(await client.get("/me")).toMatchObject({ status: 401, body: { kind: "logout", title: expect.any(String) } })
    expect(await client.get("/me")).toMatchObject({ status: 401, body: { kind: "not-signed-in" } })
  }
  expect((await app.pool.query("select from session")).rowCount).toBe(0)
  expect((await agent.post("/muster/sign-in", ann)).body.kind).toBe("enroll")
})

test("a date ends the sessions at its first instant in the admin's zone, and a running support session may finish", async () => {
  const [agent, admin] = [app.newClient(), app.newClient()]
  await agent.post("/muster/sign-in", ann)
  await admin.post("/muster/sign-in", olivia)
  await admin.post("/admin/two-factor", { forcedLogout: "2026-12-01" })
  expect((await agent.post("/muster/sign-in", ann)).body.kind).toBe("enroll")
  app.clock.set("2026-11-30T22:59:00Z")
  expect((await agent.get("/me")).body.session).toBe("continue")
  expect((await agent.post("/support-sessions", {})).status).toBe(201)

  app.clock.set("2026-11-30T23:00:00Z")
  expect((await agent.get("/me")).body).toMatchObject({ session: "drain", capabilities: { finishSession: true } })
  expect((await agent.post("/support-sessions", {})).status).toBe(403)
  expect((await admin.get("/me")).body.kind).toBe("logout")
})

test("a refused date says why, and switches nothing on", async () => {
  const admin = app.newClient()
  await admin.post("/muster/sign-in", olivia)
  expect(await admin.post("/admin/two-factor", { forcedLogout: "2027-06-01" })).toMatchObject({
    status: 409,
    body: { kind: "refused", reasons: [{ title: expect.any(String) }] },
  })
  expect((await admin.post("/admin/two-factor", { forcedLogout: 7 })).status).toBe(400)
  expect((await app.newClient().post("/muster/sign-in", ann)).body.kind).toBe("signed-in")
})

test("a session from before Muster is taken in as a password session, and ends as one", async () => {
  const browser = app.newClient()
  await browser.post("/muster/sign-in", ann)
  await app.pool.query("update session set sess = (sess::jsonb - 'assurance')::json")
  expect((await browser.post("/muster/enrollment/begin", { client: ann.client })).body.kind).toBe("enroll")
  await app.pool.query("update session set sess = (sess::jsonb - 'assurance')::json")
  expect((await browser.get("/me")).status).toBe(200)
  await app.muster.accounts.enable({ accountId: "acme", actor: { system: "test" }, forcedLogout: "now" })
  expect((await browser.get("/me")).body.kind).toBe("logout")
})

test("enrolling ends the user's other sessions at once", async () => {
  const [old, phone] = [app.newClient(), app.newClient()]
  await old.post("/muster/sign-in", ann)
  await app.enable()
  await app.enroll(phone)
  expect((await old.get("/me")).status).toBe(401)
  expect((await phone.get("/me")).status).toBe(200)
})

test("an admin's reset ends the session that a code has made", async () => {
  await app.enable()
  const client = app.newClient()
  await app.enroll(client)
  expect((await client.get("/me")).status).toBe(200)
  const reset = await app.muster.users.reset({
    accountId: "acme",
    userId: "ann",
    actor: { system: "test" },
    reason: "lost",
  })
  expect(reset.kind).toBe("reset")
  expect((await client.get("/me")).body.kind).toBe("logout")
})

test("a database that is down is a 503 and no logout", async () => {
  const browser = app.newClient()
  await browser.post("/muster/sign-in", ann)
  await app.pool.query("alter schema muster rename to elsewhere")
  const reply = await browser.get("/me")
  expect(reply.status).toBeGreaterThanOrEqual(500)
  expect(reply.text).not.toMatch(/muster|schema|relation/)
  const signIn = await app.newClient().post("/muster/sign-in", ann)
  expect(signIn).toMatchObject({ status: 503, setCookies: [], body: { kind: "unavailable" } })
  await app.pool.query("alter schema elsewhere rename to muster")
  expect((await browser.get("/me")).status).toBe(200)
})
