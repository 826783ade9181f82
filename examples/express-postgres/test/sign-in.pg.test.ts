import { afterAll, beforeAll, expect, test } from "vitest"
import { type App, ann, openApp, otherThan, password } from "./open-app.js"

let app: App
beforeAll(async () => {
  app = await openApp()
})
afterAll(() => app.close())

let phone: { code(): string }

test("before two-factor is on, the password gives a session, as it did before Muster", async () => {
  const browser = app.newClient()
  expect((await browser.get("/me")).status).toBe(401)
  const reply = await browser.post("/muster/sign-in", ann)
  expect(reply).toMatchObject({ status: 200, body: { kind: "signed-in", session: { userId: "ann" } } })
  expect(reply.setCookies).toEqual([expect.stringMatching(/^sid=.+; Path=\/; Expires=.+; HttpOnly; SameSite=Lax$/)])
  expect(await browser.get("/me")).toMatchObject({ status: 200, body: { userId: "ann", session: "continue" } })
  expect(await app.lastLogin()).toBeInstanceOf(Date)
})

test.each([
  { email: ann.email, password: "guess" },
  { email: "nobody@acme.example", password },
  { email: [ann.email], password },
  { email: ann.email },
  { email: "ann@acme.example\0", password },
])("wrong credentials of any form give 401 and no cookie: %j", async (credentials) => {
  const reply = await app.newClient().post("/muster/sign-in", { client: ann.client, ...credentials })
  expect(reply).toMatchObject({ status: 401, setCookies: [], body: { kind: "wrong-credentials" } })
})

test("a user on a phone enrolls with JSON alone, and is signed in", async () => {
  await app.enable()
  const client = app.newClient()
  const begun = await client.post("/muster/sign-in", { ...ann, client: { platform: "ios", build: "v4.3 b1575" } })
  expect(begun).toMatchObject({ status: 200, setCookies: [], body: { kind: "enroll", ticket: expect.any(String) } })
  const { key, enrolled, ...made } = await app.enroll(client, { ...ann, client: { platform: "ios" } })
  phone = made.phone
  expect(key.body).toMatchObject({ kind: "key-issued", present: "type", label: ann.email })
  expect(enrolled.body).toMatchObject({ kind: "enrolled", next: { kind: "signed-in", session: { userId: "ann" } } })
  expect(enrolled.body.recoveryCodes).toHaveLength(10)
  expect(await client.get("/me")).toMatchObject({ status: 200, body: { capabilities: { hostSession: true } } })
  expect(app.mails.at(-1)?.to).toBe(ann.email)
})

test("the password step sets no cookie at all, and what it answers opens nothing", async () => {
  const client = app.newClient()
  const begun = await client.post("/muster/sign-in", ann)
  expect(begun.body.kind).toBe("challenge")
  expect(begun.setCookies).toEqual([])
  for (const headers of [
    { Authorization: `Bearer ${begun.body.ticket}` },
    { Cookie: `sid=${begun.body.ticket}` },
    { Cookie: `sid=s:${begun.body.ticket}.x; assurance=1` },
  ]) {
    expect((await client.get("/me", headers)).status).toBe(401)
    expect((await client.post("/support-sessions", {}, headers)).status).toBe(401)
    const asked = await client.post("/muster/enrollment/begin", { client: ann.client }, headers)
    expect(asked.body.kind).toBe("not-signed-in")
  }
})

test("in a browser the password step sets the ticket's cookie alone, which is no session", async () => {
  const browser = app.newClient()
  const headers = { "Sec-Fetch-Site": "same-origin", "Muster-Ticket": "cookie" }
  const begun = await browser.post("/muster/sign-in", ann, headers)
  expect(begun.setCookies).toEqual([
    expect.stringMatching(/^__Host-muster-ticket=[^;]+; Max-Age=600; Path=\/; Secure; HttpOnly; SameSite=Strict$/),
  ])
  expect((await browser.get("/me")).status).toBe(401)
  const [name, value] = [...browser.cookies][0] ?? []
  expect((await browser.get("/me", { Cookie: `sid=${value}; ${name}=${value}` })).status).toBe(401)

  const done = await browser.post("/muster/sign-in/verify", { code: phone.code() }, headers)
  expect(done).toMatchObject({ status: 200, body: { kind: "signed-in" } })
  // The spent ticket is there for as long as a lost answer can be asked for again; with it alone nobody is signed in.
  expect(done.setCookies).toContainEqual(expect.stringMatching(/^__Host-muster-ticket=[^;]+; Max-Age=60;/))
  expect((await app.newClient().get("/me", { Cookie: `${name}=${value}` })).status).toBe(401)
  expect((await browser.get("/me")).status).toBe(200)
  app.clock.advance({ seconds: 30 })
})

test("a session that was there before the sign-in is not the one after it, and is gone", async () => {
  const browser = app.newClient()
  const signIn = async () => {
    const { ticket } = (await browser.post("/muster/sign-in", ann)).body
    expect((await browser.post("/muster/sign-in/verify", { ticket, code: phone.code() })).status).toBe(200)
    app.clock.advance({ seconds: 30 })
    return browser.cookies.get("sid") ?? ""
  }
  const planted = await signIn()
  const after = await signIn()
  expect(after).not.toBe(planted)
  expect((await app.newClient().get("/me", { Cookie: `sid=${planted}` })).status).toBe(401)
  expect((await browser.get("/me")).status).toBe(200)
  browser.cookies.set("sid", "s%3Achosen-by-somebody.signature")
  expect(await signIn()).not.toContain("chosen-by-somebody")
})

test("an old client is told to update with 426, before any code", async () => {
  const old = { ...ann, client: { platform: "windows", build: "v4.2 b1400" } }
  const reply = await app.newClient().post("/muster/sign-in", old)
  expect(reply).toMatchObject({
    status: 426,
    setCookies: [],
    body: { kind: "update-client", updateUrl: "https://acme.example/download", minimum: { number: 1575 } },
  })
})

test("a code works once: its second use is 401 for the ticket, and 422 for another", async () => {
  const client = app.newClient()
  const [first, second] = [await client.post("/muster/sign-in", ann), await client.post("/muster/sign-in", ann)]
  const code = phone.code()
  expect((await client.post("/muster/sign-in/verify", { ticket: first.body.ticket, code })).status).toBe(200)
  const again = await client.post("/muster/sign-in/verify", { ticket: first.body.ticket, code })
  expect(again).toMatchObject({ status: 401, body: { kind: "ticket-rejected", reason: "spent" } })
  const other = await client.post("/muster/sign-in/verify", { ticket: second.body.ticket, code })
  expect(other).toMatchObject({ status: 422, body: { kind: "wrong-code", why: "already-used" } })
  app.clock.advance({ seconds: 30 })
})

test("wrong codes are 422, then 429 with the seconds to wait, and at last a lock", async () => {
  const client = app.newClient()
  const { ticket } = (await client.post("/muster/sign-in", ann)).body
  const wrong = async () => {
    const begun = await client.post("/muster/sign-in", ann)
    return client.post("/muster/sign-in/verify", { ticket: begun.body.ticket, code: otherThan(phone.code()) })
  }
  for (let left = 4; left >= 0; left--) {
    expect(await wrong()).toMatchObject({
      status: 422,
      body: { kind: "wrong-code", attemptsLeft: left },
      setCookies: [],
    })
  }
  const throttled = await client.post("/muster/sign-in/verify", { ticket, code: phone.code() })
  expect(throttled).toMatchObject({ status: 429, headers: { "retry-after": "30" }, body: { limit: "attempts" } })
  let last = throttled
  for (let tries = 0; tries < 60 && last.body.kind !== "locked"; tries++) {
    app.clock.advance({ days: 1 })
    last = await wrong()
  }
  expect(last).toMatchObject({ status: 429, body: { kind: "locked", recoveryCodeWorks: true } })
  expect(app.errors).toEqual([])
})
