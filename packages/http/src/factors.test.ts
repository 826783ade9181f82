import { expect, test } from "vitest"
import { accountId, ann, system } from "../../sdk/test/world.js"
import { openApp } from "../test/app.js"

const web = { platform: "web" } as const

/** Ann is enrolled, and signed in with a second factor. */
async function openSignedIn(options?: Parameters<typeof openApp>[0]) {
  const world = openApp(options)
  await world.enable()
  const { app, cookie, enrolled } = await world.enroll()
  const ask = (path: string, body: object = {}) => world.post(path, body, { Cookie: cookie })
  return { ...world, app, ask, enrolled }
}

const own = [
  "/factors/status",
  "/factors/begin-replacement",
  "/factors/cancel-replacement",
  "/factors/regenerate-recovery-codes",
  "/factors/acknowledge-recovery-codes",
  "/factors/remove",
]

test("nobody without a session sees or changes a factor, and nobody whose session has ended", async () => {
  const { post, ask, muster } = await openSignedIn()
  const body = { client: web, setId: "x" }
  for (const path of own) expect(await post(path, body), path).toMatchObject({ body: { kind: "not-signed-in" } })
  await muster.users.primaryChanged({ accountId, userId: ann.id })
  for (const path of own) {
    expect(await ask(path, body), path).toMatchObject({ status: 401, body: { kind: "session-ended" } })
  }
})

test("no body says whose factor it is", async () => {
  const { ask } = await openSignedIn()
  const claims = { accountId: "other", userId: "bob", user: { id: "bob" }, assurance: { userId: "bob" } }
  expect((await ask("/factors/status", claims)).body).toMatchObject({ kind: "factor-status", state: "enrolled" })
})

test("a user sees how many recovery codes are left, and not what an admin sees", async () => {
  const { ask, clock } = await openSignedIn()
  expect(await ask("/factors/status")).toMatchObject({ status: 200 })
  expect((await ask("/factors/status")).body).toEqual({
    kind: "factor-status",
    state: "enrolled",
    enrolledAt: clock.now() - 30_000,
    recoveryCodesLeft: 10,
    exemptUntil: null,
    lastSignInAt: expect.any(Number),
  })
})

test("new recovery codes work once they are acknowledged, and an older set never does", async () => {
  const { ask, post, passwordStep, enrolled } = await openSignedIn()
  const first = (await ask("/factors/regenerate-recovery-codes")).body
  expect(first).toMatchObject({ kind: "regenerated", recoveryCodes: expect.any(Array) })
  const second = (await ask("/factors/regenerate-recovery-codes")).body
  expect(await ask("/factors/acknowledge-recovery-codes", { setId: first.setId })).toMatchObject({
    status: 409,
    body: { kind: "superseded" },
  })
  expect((await ask("/factors/acknowledge-recovery-codes", { setId: second.setId })).body.kind).toBe("acknowledged")
  const { ticket } = (await passwordStep()).body
  const code = enrolled.body.recoveryCodes[0]
  expect((await post("/sign-in/recovery-code", { ticket, code })).status).toBe(422)
  const done = await post("/sign-in/recovery-code", { ticket, code: second.recoveryCodes[0] })
  expect(done.body).toMatchObject({ kind: "signed-in", recoveryCodesLeft: 9 })
})

test("an old proof is 403, and a step-up makes it fresh", async () => {
  const { ask, clock } = await openSignedIn()
  clock.advance({ minutes: 16 })
  for (const path of ["/factors/regenerate-recovery-codes", "/factors/begin-replacement"]) {
    expect(await ask(path, { client: web })).toMatchObject({ status: 403, body: { kind: "proof-needed" } })
  }
})

test("a replacement that waits is 202, is called off by its user, and completes by the steps of an enrollment", async () => {
  const { ask, post, clock, muster, passwordStep } = await openSignedIn()
  const settings = { replacement: { rule: "self-service", holdHours: 1 } } as const
  await muster.accounts.configure({ accountId, actor: system, settings })
  const lost = async () => post("/sign-in/lost-phone", { ticket: (await passwordStep()).body.ticket })
  expect(await lost()).toMatchObject({ status: 202, body: { kind: "held", until: clock.now() + 3_600_000 } })
  expect((await ask("/factors/cancel-replacement")).body).toEqual({ kind: "cancelled", changed: true })
  expect((await ask("/factors/cancel-replacement")).body).toEqual({ kind: "cancelled", changed: false })
  await lost()
  clock.advance({ hours: 1 })
  const begun = await lost()
  expect(begun.body).toMatchObject({ kind: "enroll", current: { kind: "not-started" } })
  expect((await post("/enrollment/send-email-code", { ticket: begun.body.ticket })).status).toBe(200)
})

test("a factor that the account asks for stays, and one that it does not is removed", async () => {
  const { ask, muster } = await openSignedIn()
  expect(await ask("/factors/remove")).toMatchObject({
    status: 409,
    body: { kind: "refused", reasons: [{ code: "required-by-account" }] },
  })
  await muster.accounts.disable({ accountId, actor: system, reason: "trial is over" })
  expect(await ask("/factors/remove")).toMatchObject({ status: 200, body: { kind: "removed" } })
})
