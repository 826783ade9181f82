import { afterEach, beforeEach, expect, test } from "vitest"
import { type App, ann, openApp, otherThan } from "./open-app.js"

let app: App
beforeEach(async () => {
  app = await openApp()
  await app.enable()
})
afterEach(() => app.close())

/** Makes the app's own statement fail, after Muster's in the same transaction. */
const breakHost = () =>
  app.pool.query("alter table users add constraint broken check (last_login_at is null) not valid")
const mendHost = () => app.pool.query("alter table users drop constraint broken")

test("the app's row and Muster's are one commit", async () => {
  const client = app.newClient()
  const { phone } = await app.enroll(client)
  await app.pool.query("update users set last_login_at = null")
  const { ticket } = (await client.post("/muster/sign-in", ann)).body
  expect(await app.lastLogin()).toBeNull()
  await client.post("/muster/sign-in/verify", { ticket, code: otherThan(phone.code()) })
  expect(await app.lastLogin()).toBeNull()
  expect((await client.post("/muster/sign-in/verify", { ticket, code: phone.code() })).status).toBe(200)
  expect(await app.lastLogin()).toBeInstanceOf(Date)
})

test("an app that rolls back gives no session, and the code is not lost: only the attempt was spent", async () => {
  const { phone } = await app.enroll(app.newClient())
  await app.pool.query("update users set last_login_at = null")
  const client = app.newClient()
  const { ticket } = (await client.post("/muster/sign-in", ann)).body
  await breakHost()
  const code = phone.code()
  const failed = await client.post("/muster/sign-in/verify", { ticket, code })
  expect(failed).toMatchObject({ status: 500, setCookies: [], body: { kind: "internal-error" } })
  expect(failed.text).not.toMatch(/constraint|broken|users/)
  expect(app.errors).toHaveLength(1)
  expect((await client.get("/me")).status).toBe(401)

  await mendHost()
  expect((await client.post("/muster/sign-in/verify", { ticket, code })).status).toBe(200)
  expect((await client.get("/me")).status).toBe(200)
})

test("an app that rolls back a confirmation has nobody enrolled, mailed or signed in", async () => {
  const client = app.newClient()
  await breakHost()
  const { enrolled, phone, ticket } = await app.enroll(client)
  expect(enrolled).toMatchObject({ status: 500, setCookies: [] })
  expect(enrolled.text).not.toContain("recoveryCodes")
  expect(app.mails).toHaveLength(1)
  expect((await client.post("/muster/sign-in", ann)).body.kind).toBe("enroll")
  await mendHost()
  const again = await client.post("/muster/enrollment/confirm", { ticket, code: phone.code() })
  expect(again).toMatchObject({ status: 200, body: { kind: "enrolled" } })
})

test("fifty wrong codes are compared no more often than the limit, whatever the app's transaction does", async () => {
  const client = app.newClient()
  const { phone } = await app.enroll(client)
  await breakHost()
  const { ticket } = (await client.post("/muster/sign-in", ann)).body
  const replies = await Promise.all(
    Array.from({ length: 50 }, () =>
      app.newClient().post("/muster/sign-in/verify", { ticket, code: otherThan(phone.code()) }),
    ),
  )
  expect(replies.filter(({ status }) => status === 422)).toHaveLength(5)
  expect(replies.filter(({ status }) => status === 429)).toHaveLength(45)
})

test("of many right codes at once one signs in", async () => {
  const { phone } = await app.enroll(app.newClient())
  const { ticket } = (await app.newClient().post("/muster/sign-in", ann)).body
  const code = phone.code()
  const replies = await Promise.all(
    Array.from({ length: 20 }, () => app.newClient().post("/muster/sign-in/verify", { ticket, code })),
  )
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(replies.flatMap(({ setCookies }) => setCookies)).toHaveLength(1)
})
