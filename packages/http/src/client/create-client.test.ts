import { authenticator } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import { expect, test } from "vitest"
import { accountId, ann, otherThan, system } from "../../../sdk/test/world.js"
import { openClientApp, right } from "../../test/client-app.js"
import { createClient } from "./index.js"

test("wrong credentials are an answer, with words to show", async () => {
  const { api } = openClientApp()
  expect(await api.begin({ password: "guess" })).toEqual({
    kind: "wrong-credentials",
    title: "Sign-in refused",
    detail: "The credentials are not right.",
  })
})

test("credentials cannot say what the app is", async () => {
  const { phone, enable, mailer } = openClientApp()
  await enable()
  const forged = createClient<object>(phone)
  const enroll = expectKind(await forged.begin({ ...right, client: { platform: "web" } }), "enroll")
  await forged.enrollment.sendEmailCode(enroll)
  const verified = await forged.enrollment.verifyEmailCode({ ...enroll, code: mailer.lastCodeTo(ann.email) })
  // A web page would be told to show a QR code.
  const key = await forged.enrollment.issueKey(expectKind(verified, "email-verified"))
  expect(key).toMatchObject({ kind: "key-issued", present: "type" })
})

test("an app enrolls and signs in, and each refusal on the way says what to do", async () => {
  const { api, enable, enrollThrough, challenged, mailer, clock } = openClientApp()
  expect(await api.begin(right)).toMatchObject({ kind: "signed-in", session: { name: "Ann" } })
  await enable()
  const { ticket } = expectKind(await api.begin(right), "enroll")
  expect(await api.enrollment.current({ ticket })).toEqual({ kind: "not-started", maskedEmail: "a•••@acme.example" })
  expect(await api.enrollment.issueKey({ ticket })).toMatchObject({
    kind: "wrong-step",
    title: expect.any(String),
    current: { kind: "not-started" },
  })
  await api.enrollment.sendEmailCode({ ticket })
  const wrong = await api.enrollment.verifyEmailCode({ ticket, code: otherThan(mailer.lastCodeTo(ann.email)) })
  expect(wrong).toMatchObject({ kind: "wrong-code", attemptsLeft: 4, detail: expect.stringContaining("4 tries") })
  expect(wrong).not.toHaveProperty("status")
  expect(wrong).not.toHaveProperty("type")
  expect(await api.enrollment.cancel({ ticket })).toEqual({ kind: "cancelled" })

  clock.advance({ minutes: 5 })
  const { app, enrolled } = await enrollThrough()
  expect(enrolled).toMatchObject({ next: { kind: "signed-in", session: { name: "Ann" } } })
  expect(enrolled.recoveryCodes).toHaveLength(10)
  const answer = expectKind(await api.verify({ ticket: await challenged(), code: app.code() }), "signed-in")
  expect(answer).toEqual({ kind: "signed-in", session: { name: "Ann" }, reasons: expect.anything() })
})

test("an app that is too old is told so, and not that a code is wrong", async () => {
  const builds = { minimum: "v4.3 b1575", minimumByPlatform: { ios: "v5.0 b2000" }, catalogue: [] }
  const { api, muster } = openClientApp({ muster: { builds } })
  await muster.accounts.configure({ accountId, actor: system, settings: { readiness: "warn" } })
  await muster.accounts.enable({ accountId, actor: system })
  expect(await api.begin(right)).toMatchObject({ kind: "update-client", minimum: { number: 2000 } })
})

test("after too many wrong codes the answer says when the next is heard", async () => {
  const { api, enable, enrollThrough, challenged, clock } = openClientApp()
  await enable()
  const { app } = await enrollThrough()
  const ticket = await challenged()
  for (let tries = 0; tries < 5; tries++) await api.verify({ ticket, code: otherThan(app.code()) })
  expect(await api.verify({ ticket, code: app.code() })).toMatchObject({
    kind: "throttled",
    retryAt: clock.now() + 30_000,
  })
})

test("a lost phone: a recovery code signs in, or leads into another enrollment", async () => {
  const { api, enable, enrollThrough, challenged, mailer, clock } = openClientApp()
  await enable()
  const { enrolled } = await enrollThrough()
  clock.advance({ minutes: 5 })
  const [first = "", second = ""] = enrolled.recoveryCodes
  const ticket = await challenged()
  expect(await api.lostPhone({ ticket })).toMatchObject({ kind: "proof-needed", title: expect.any(String) })
  expect(await api.useRecoveryCode({ ticket, code: first })).toMatchObject({ kind: "signed-in", recoveryCodesLeft: 9 })
  const begun = expectKind(await api.lostPhone({ ticket: await challenged(), recoveryCode: second }), "enroll")
  await api.enrollment.sendEmailCode(begun)
  const verified = await api.enrollment.verifyEmailCode({ ...begun, code: mailer.lastCodeTo(ann.email) })
  const { ticket: enrollment } = expectKind(verified, "email-verified")
  const key = expectKind(await api.enrollment.issueKey({ ticket: enrollment }), "key-issued")
  const code = authenticator(key.otpauthUri, clock).code()
  expectKind(await api.enrollment.confirm({ ticket: enrollment, code }), "enrolled")
})

test("whoever is signed in looks after their factor", async () => {
  const { api, enable, enrollThrough, clock } = openClientApp()
  expect(await api.factors.status()).toMatchObject({ kind: "not-signed-in" })
  expect(await api.checkSession()).toMatchObject({ kind: "logout" })
  await enable()
  const { app } = await enrollThrough()
  expect(await api.checkSession()).toMatchObject({ kind: "continue", capabilities: { hostSession: true } })
  expect(await api.factors.status()).toMatchObject({ kind: "factor-status", recoveryCodesLeft: 10 })
  expect(await api.enrollment.begin()).toMatchObject({ kind: "already-enrolled" })
  expect(await api.factors.cancelReplacement()).toEqual({ kind: "cancelled", changed: false })
  expect(await api.factors.remove()).toMatchObject({ kind: "refused", reasons: [{ code: "required-by-account" }] })

  clock.advance({ minutes: 20 })
  expect(await api.factors.regenerateRecoveryCodes()).toMatchObject({ kind: "proof-needed" })
  const { ticket } = expectKind(await api.stepUp(), "challenge")
  expectKind(await api.verify({ ticket, code: app.code() }), "signed-in")
  const { setId } = expectKind(await api.factors.regenerateRecoveryCodes(), "regenerated")
  expect(await api.factors.acknowledgeRecoveryCodes({ setId })).toEqual({ kind: "acknowledged" })
  expectKind(await api.factors.beginReplacement(), "enroll")
})

test("a page signs in with its tickets in a cookie that no answer shows", async () => {
  const { page, inPage, enable, mailer, clock } = openClientApp()
  await enable()
  const seen = [await page.begin(right), await page.enrollment.sendEmailCode()]
  const verified = await page.enrollment.verifyEmailCode({ code: mailer.lastCodeTo(ann.email) })
  const current = await page.enrollment.current()
  const key = expectKind(await page.enrollment.issueKey(), "key-issued")
  expect(JSON.stringify([...seen, verified, current, key])).not.toContain("ticket")
  expect(inPage.fetch.cookies.has("__Host-muster-ticket")).toBe(true)
  const app = authenticator(key.otpauthUri, clock)
  expectKind(await page.enrollment.confirm({ code: app.code() }), "enrolled")
  expect([...inPage.fetch.cookies.keys()]).toEqual(["__Host-muster-ticket", "sid"])

  clock.advance({ seconds: 30 })
  expect(await page.begin(right)).not.toHaveProperty("ticket")
  expectKind(await page.verify({ code: app.code() }), "signed-in")
  expect(await page.verify({ code: app.code() })).toMatchObject({ kind: "ticket-rejected", reason: "spent" })
})

test("the headers of the application are asked for anew for each call, and cannot change what the client says", async () => {
  const sent: unknown[] = []
  let calls = 0
  const api = createClient({
    ...openClientApp().phone,
    headers: async () => ({ Authorization: `Bearer ${++calls}`, "Content-Type": "text/html" }),
    fetch: async (_url, { headers }) => {
      sent.push(headers)
      return Response.json({ kind: "logout" })
    },
  })
  await api.checkSession()
  await api.checkSession()
  const common = { accept: expect.any(String), "content-type": "application/json" }
  expect(sent).toEqual([
    { authorization: "Bearer 1", ...common },
    { authorization: "Bearer 2", ...common },
  ])
})

test.each([
  ["baseUrl", { baseUrl: "acme.example/muster" }],
  ["baseUrl", { baseUrl: "https://acme.example/muster/" }],
  ["baseUrl", { baseUrl: "https://acme.example/muster?x" }],
  ["client.platform", { client: {} }],
  ["timeoutSeconds", { timeoutSeconds: 0 }],
  ["timeoutSeconds", { timeoutSeconds: Number.NaN }],
])("a wrong option is refused at the start, and %s is named", (field, wrong) => {
  const options = { baseUrl: "/muster", client: { platform: "web" }, ...wrong }
  expect(() => createClient(options as never)).toThrow(expect.objectContaining({ code: "ERR_CONFIGURATION", field }))
})
