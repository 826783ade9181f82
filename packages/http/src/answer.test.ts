import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { accountId, ann, otherThan, system } from "../../sdk/test/world.js"
import { openApp } from "../test/app.js"
import { statuses } from "./statuses.js"

const web = { platform: "web" } as const

test("the assurance and what the host owes never leave: not after a password, a code, nor a confirmation", async () => {
  const { enable, passwordStep, enroll, post, sessions } = openApp()
  const alone = await passwordStep()
  expect(alone.body).toEqual({ kind: "signed-in", reasons: expect.anything(), session: { name: "Ann" } })
  await enable()
  const { app, enrolled } = await enroll()
  expect(enrolled.body).toMatchObject({ kind: "enrolled", next: { kind: "signed-in", session: { name: "Ann" } } })
  expect(enrolled.body.recoveryCodes).toHaveLength(10)
  const { ticket } = (await passwordStep()).body
  const verified = await post("/sign-in/verify", { ticket, code: app.code() })
  expect(verified.body).toEqual({ kind: "signed-in", reasons: expect.anything(), session: { name: "Ann" } })
  expect(sessions.size).toBe(3)
  for (const { text } of [alone, enrolled, verified]) expect(text).not.toMatch(/assurance|hostMust|epoch|amr|rotate/)
})

test("a session begins with the code and not before it", async () => {
  const { enable, enroll, passwordStep, post, sessions } = openApp()
  await enable()
  const { app } = await enroll()
  sessions.clear()
  const begun = await passwordStep()
  expect(begun.body).toMatchObject({ kind: "challenge", digits: 6, lostPhone: "authenticator-or-recovery-code" })
  expect(begun.headers.getSetCookie()).toEqual([])
  const wrong = await post("/sign-in/verify", { ticket: begun.body.ticket, code: otherThan(app.code()) })
  expect(wrong.headers.getSetCookie()).toEqual([])
  expect(sessions.size).toBe(0)
  const done = await post("/sign-in/verify", { ticket: begun.body.ticket, code: app.code() })
  expect(done.headers.getSetCookie()).toEqual([expect.stringMatching(/^sid=/)])
})

test("after enrolling, an account may ask to sign in again: then there is no session", async () => {
  const { muster, enable, enroll, sessions } = openApp()
  await enable()
  await muster.accounts.configure({ accountId, actor: system, settings: { afterEnrollment: "sign-in-again" } })
  const { enrolled } = await enroll()
  expect(enrolled.body.next).toEqual({ kind: "sign-in-again" })
  expect(sessions.size).toBe(0)
})

test("wrong codes are 422, then tries are throttled with 429 and whole seconds, then locked", async () => {
  const { clock, enable, enroll, passwordStep, post } = openApp()
  await enable()
  const { app } = await enroll()
  const { ticket } = (await passwordStep()).body
  const wrong = () => post("/sign-in/verify", { ticket, code: otherThan(app.code()) })
  const first = await wrong()
  expect(first).toMatchObject({ status: 422, body: { kind: "wrong-code", why: "mismatch", attemptsLeft: 4 } })
  expect(first.body.detail).toContain("4 tries")
  expect(await post("/sign-in/verify", { ticket, code: "12" })).toMatchObject({
    status: 422,
    body: { why: "malformed" },
  })
  for (let tries = 0; tries < 4; tries++) await wrong()
  clock.advance({ seconds: 0.4 })
  const throttled = await wrong()
  expect(throttled).toMatchObject({ status: 429, body: { kind: "throttled", limit: "attempts" } })
  expect(throttled.headers.get("retry-after")).toBe("30")
})

test("somebody who is locked for good gets 429 without a time to come back", async () => {
  const { clock, enable, enroll, passwordStep, post } = openApp()
  await enable()
  const { app } = await enroll()
  let ticket: string | undefined
  for (let tries = 0; tries < 60; tries++) {
    clock.advance({ days: 2 })
    ticket = (await passwordStep()).body.ticket
    await post("/sign-in/verify", { ticket, code: otherThan(app.code()) })
  }
  const locked = await post("/sign-in/verify", { ticket, code: app.code() })
  expect(locked).toMatchObject({ status: 429, body: { kind: "locked", until: null, recoveryCodeWorks: true } })
  expect(locked.headers.has("retry-after")).toBe(false)
})

test("an old client is told to update with 426, and no code is asked for", async () => {
  const build = "v4.3 b1575"
  const builds = {
    minimum: build,
    catalogue: [{ build, availableFrom: 0, defaultFrom: 0 }],
    updateUrl: "https://acme.example/download",
  }
  const { enable, passwordStep } = openApp({ muster: { builds } })
  await enable()
  const reply = await passwordStep({}, { platform: "windows", build: "v4.2 b1400" })
  expect(reply).toMatchObject({
    status: 426,
    body: { kind: "update-client", minimum: { number: 1575 }, updateUrl: "https://acme.example/download" },
  })
})

test("a ticket that is none is 401, a call at another step 409 with the step to show", async () => {
  const { enable, passwordStep, post } = openApp()
  await enable()
  expect(await post("/sign-in/verify", { ticket: "mt1.x", code: "123456" })).toMatchObject({
    status: 401,
    body: { kind: "ticket-rejected", reason: "invalid" },
  })
  const { ticket } = (await passwordStep()).body
  expect(await post("/enrollment/verify-email-code", { ticket, code: "123456" })).toMatchObject({
    status: 409,
    body: { kind: "wrong-step", current: { kind: "not-started", maskedEmail: "a•••@acme.example" } },
  })
  expect((await post("/enrollment/current", { ticket })).body.kind).toBe("not-started")
})

test("a code is not mailed again at once: 429 with the time of the cool-down", async () => {
  const { enable, passwordStep, post } = openApp()
  await enable()
  const { ticket } = (await passwordStep()).body
  expect((await post("/enrollment/send-email-code", { ticket })).status).toBe(200)
  const again = await post("/enrollment/send-email-code", { ticket })
  expect(again).toMatchObject({ status: 429, body: { kind: "throttled", limit: "resend" } })
  expect(Number(again.headers.get("retry-after"))).toBeGreaterThan(0)
})

test("a phone gets the key for typing; cancelling ends the enrollment", async () => {
  const { enable, toKey, post } = openApp()
  await enable()
  const { key, ticket } = await toKey({ platform: "ios" })
  expect(key.body).toMatchObject({ kind: "key-issued", present: "type" })
  expect(key.body.otpauthUri).toMatch(/^otpauth:/)
  expect(await post("/enrollment/cancel", { ticket })).toMatchObject({ status: 200, body: { kind: "cancelled" } })
  expect((await post("/enrollment/issue-key", { ticket })).status).toBe(401)
})

test("somebody signed in sets up two-factor before they have to", async () => {
  const { passwordStep, post } = openApp()
  const cookie = (await passwordStep()).headers.getSetCookie()[0] ?? ""
  const begun = await post("/enrollment/begin", { client: web }, { Cookie: cookie })
  expect(begun).toMatchObject({ status: 200, body: { kind: "enroll", current: { kind: "not-started" } } })
})

test("stepping up asks a signed-in user for a code again, and makes a new session", async () => {
  const { enable, enroll, post } = openApp()
  await enable()
  const { app, cookie } = await enroll()
  const asked = await post("/sign-in/step-up", { client: web }, { Cookie: cookie })
  expect(asked).toMatchObject({ status: 200, body: { kind: "challenge" } })
  const done = await post("/sign-in/verify", { ticket: asked.body.ticket, code: app.code() })
  expect(done.headers.getSetCookie()[0]).toMatch(/^sid=/)
})

test("a lost phone: 403 says what would prove it, and a recovery code leads into an enrollment", async () => {
  const { enable, enroll, passwordStep, post } = openApp()
  await enable()
  const { enrolled } = await enroll()
  const { ticket } = (await passwordStep()).body
  expect(await post("/sign-in/lost-phone", { ticket })).toMatchObject({ status: 403, body: { kind: "proof-needed" } })
  const [recoveryCode] = enrolled.body.recoveryCodes
  expect(await post("/sign-in/lost-phone", { ticket, recoveryCode })).toMatchObject({
    status: 200,
    body: { kind: "enroll" },
  })
})

test("a recovery code for a lost phone whose answer was lost is asked for again with the same attempt", async () => {
  const { enable, enroll, passwordStep, post } = openApp()
  await enable()
  const { enrolled } = await enroll()
  const { ticket } = (await passwordStep()).body
  const body = { ticket, recoveryCode: enrolled.body.recoveryCodes[0], attemptId: crypto.randomUUID() }
  expect((await post("/sign-in/lost-phone", body)).body.kind).toBe("enroll")
  expect((await post("/sign-in/lost-phone", body)).body.kind).toBe("enroll")
  const other = await post("/sign-in/lost-phone", { ...body, attemptId: crypto.randomUUID() })
  expect(other.status).toBeGreaterThan(399)
})

test("a recovery code signs in and says how many are left", async () => {
  const { enable, enroll, passwordStep, post } = openApp()
  await enable()
  const { enrolled } = await enroll()
  const { ticket } = (await passwordStep()).body
  const done = await post("/sign-in/recovery-code", { ticket, code: enrolled.body.recoveryCodes[0] })
  expect(done).toMatchObject({ status: 200, body: { kind: "signed-in", recoveryCodesLeft: 9 } })
})

test("the same attempt asked for again gives the same answer, since a response may be lost", async () => {
  const { enable, enroll, passwordStep, post } = openApp()
  await enable()
  const { app } = await enroll()
  const body = { ticket: (await passwordStep()).body.ticket, code: app.code(), attemptId: crypto.randomUUID() }
  const [first, again] = [await post("/sign-in/verify", body), await post("/sign-in/verify", body)]
  expect(again.body).toEqual(first.body)
  expect(await post("/sign-in/verify", { ...body, attemptId: crypto.randomUUID() })).toMatchObject({ status: 401 })
})

test("the host's own headers come along and cannot loosen ours", async () => {
  const headers = new Headers({ "Cache-Control": "public", "X-Request-Id": "7", "Content-Type": "text/html" })
  headers.append("Set-Cookie", "a=1")
  headers.append("Set-Cookie", "b=2")
  const reply = await openApp({ host: { signedIn: async () => ({ headers }) } }).passwordStep()
  expect(reply.headers.getSetCookie()).toEqual(["a=1", "b=2"])
  expect(reply.headers.get("x-request-id")).toBe("7")
  expect(reply.headers.get("cache-control")).toBe("no-store")
  expect(reply.headers.get("content-type")).toBe("application/json")
  expect(reply.body.session).toBeNull()
})

test("fields, headers and parameters that nobody asked for change no decision", async () => {
  const { enable, enroll, passwordStep, post, sessions } = openApp()
  await enable()
  const { app } = await enroll()
  sessions.clear()
  const claims = { kind: "signed-in", method: "totp", mfa: true, bypass: true, primary: "sso", user: { id: "bob" } }
  const headers = { "X-MFA": "done", "X-Forwarded-For": "127.0.0.1", "x-middleware-subrequest": "middleware" }
  const begun = await post(
    "/sign-in?mfa=done&kind=signed-in",
    { ...claims, accountId: "other", client: { ...web, mfa: true }, password: "correct horse" },
    headers,
  )
  expect(begun.body.kind).toBe("challenge")
  const body = { ...claims, ticket: (await passwordStep()).body.ticket, code: otherThan(app.code()) }
  expect((await post(`/sign-in/verify?code=${app.code()}`, body, headers)).body.kind).toBe("wrong-code")
  expect(sessions.size).toBe(0)
})

test("the README lists every kind with its status", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8")
  const rows = [...readme.matchAll(/^\| (\d{3}) \| (.+?) \|/gm)]
  const listed = rows.flatMap(([, status, kinds = ""]) =>
    [...kinds.matchAll(/`([a-z-]+)`/g)].map(([, kind]) => [kind, Number(status)] as const),
  )
  expect(Object.fromEntries(listed)).toEqual(statuses)
})

test("a problem repeats neither an address nor a code", async () => {
  const { enable, passwordStep, post } = openApp()
  await enable()
  const { ticket } = (await passwordStep()).body
  const reply = await post("/enrollment/verify-email-code", { ticket, code: "canary-90817" })
  expect(reply.status).toBeGreaterThan(399)
  expect(reply.text).not.toContain("90817")
  expect(reply.text).not.toContain(ann.email)
})
