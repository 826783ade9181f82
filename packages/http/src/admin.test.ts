import { expect, test } from "vitest"
import { accountId, openWorld } from "../../sdk/test/world.js"
import { adminCalls, openDesk } from "../test/admin.js"
import { openApp } from "../test/app.js"
import { recording } from "../test/recording.js"
import type { AdminCall, HttpHost } from "./index.js"

/** Ada is signed in; the services note what they are asked, and the host what it is asked. */
async function openRecorded(host: Partial<HttpHost> = {}) {
  const desk = await openDesk()
  const { muster, calls } = recording(desk.muster)
  const asked: AdminCall[] = []
  const authorizeAdmin: HttpHost["authorizeAdmin"] = async (_request, call) => {
    asked.push(call)
    return { assurance: desk.assurance }
  }
  const { post, errors } = openApp({ recorded: muster, host: { authorizeAdmin, ...host } })
  const changing = () => calls.splice(0).filter(({ verb }) => verb !== "sessions.check")
  return { ...desk, post, errors, calls, changing, asked }
}

test("every route for admins is refused where the host authorizes none, and the body is not read", async () => {
  const { post, calls, cookie } = await openRecorded({ authorizeAdmin: undefined as never })
  for (const { path, body } of adminCalls) {
    const reply = await post(path, body, { Cookie: cookie, "Content-Type": "text/plain" })
    expect(reply, path).toMatchObject({ status: 403, body: { kind: "not-admin" } })
  }
  expect(adminCalls).toHaveLength(22)
  expect(calls).toEqual([])
})

test("every route for admins is refused to whom the host does not call an admin", async () => {
  for (const answer of [null, undefined]) {
    const { post, calls } = await openRecorded({ authorizeAdmin: async () => answer as null })
    for (const { path, body } of adminCalls) {
      expect(await post(path, body), path).toMatchObject({ status: 403, body: { kind: "not-admin" } })
    }
    expect(calls).toEqual([])
  }
})

test("the host is asked about the call and the account that Muster is asked about, and no body names the actor", async () => {
  const { post, asked, changing, assurance } = await openRecorded()
  const actor = { system: "root" }
  const claims = { actor, account: "other", action: "accounts.status", assurance: { userId: "eve" } }
  for (const { path, action, body } of adminCalls) {
    const claimed = await post(`${path}?accountId=other`, { ...claims, ...body }, { "X-Account-Id": "other" })
    // What changes something takes no names that it does not know, and asks nobody.
    if (claimed.status === 400) {
      expect([...asked, ...changing()], path).toEqual([])
      await post(path, body)
    } else {
      expect([200, 403, 404, 409], path).toContain(claimed.status)
    }
    expect(asked.splice(0), path).toEqual([{ action, accountId }])
    const calls = changing()
    expect(calls, path).toMatchObject([{ verb: action, input: { accountId } }])
    for (const { input } of calls) if ("actor" in input) expect(input.actor, path).toEqual({ assurance })
  }
})

test("a slip in the name of what would narrow a change is refused, and nothing is changed", async () => {
  const { post, changing } = await openRecorded()
  for (const [path, slip] of [
    ["/admin/accounts/enable", { forcedLogout: "now", stage: [] }],
    ["/admin/accounts/disable", { reason: "asked for", ifversion: 3 }],
    ["/admin/users/reset", { userId: "ann", reason: "asked for", epoch: 1 }],
  ] as const) {
    expect(await post(path, { accountId, ...slip }), path).toMatchObject({
      status: 400,
      body: { kind: "invalid-request" },
    })
  }
  expect(changing()).toEqual([])
})

test("an admin of another account is refused, whatever the host says", async () => {
  const { post, calls, asked } = await openRecorded()
  for (const { path, body } of adminCalls) {
    const reply = await post(path, { ...body, accountId: "other" })
    expect(reply, path).toMatchObject({ status: 403, body: { kind: "not-admin" } })
    expect(asked.splice(0), path).toMatchObject([{ accountId: "other" }])
  }
  expect(calls).toEqual([])
})

test("an admin whose session has ended neither changes nor reads anything", async () => {
  const { post, changing, muster } = await openRecorded()
  await muster.users.primaryChanged({ accountId, userId: "ada" })
  for (const { path, body } of adminCalls) {
    expect(await post(path, body), path).toMatchObject({ status: 401, body: { kind: "session-ended" } })
  }
  expect(changing()).toEqual([])
})

test("a missing accountId, or what is none, is named, and nobody is asked", async () => {
  const { post, asked } = await openRecorded()
  for (const { path, body } of adminCalls) {
    for (const none of [undefined, null, 7, "", "a\u0000", ["acme"], { id: "acme" }, "x".repeat(201)]) {
      const reply = await post(path, { ...body, accountId: none })
      expect(reply, path).toMatchObject({ status: 400, body: { kind: "invalid-request", field: "accountId" } })
    }
  }
  expect(asked).toEqual([])
})

test.each([true, { system: "root" }, { assurance: "ada" }, { assurance: undefined }, "ada"])(
  "a host that answers %j to who the admin is, which is no session, is told so, and nothing is done",
  async (answer) => {
    const { post, errors, calls } = await openRecorded({ authorizeAdmin: async () => answer as never })
    const reply = await post("/admin/users/reset", { accountId, userId: "ann", reason: "x" })
    expect(reply).toMatchObject({ status: 500, body: { kind: "internal-error" } })
    expect(errors).toEqual([expect.objectContaining({ code: "ERR_CONFIGURATION", field: "host.authorizeAdmin" })])
    expect(calls).toEqual([])
  },
)

test("an assurance that was made up opens nothing", async () => {
  const assurance = { v: 1, accountId, userId: "ada", method: "totp", amr: [], signedInAt: 0, epoch: 0 } as never
  const { post, changing } = await openRecorded({ authorizeAdmin: async () => ({ assurance }) })
  expect(await post("/admin/accounts/events", { accountId })).toMatchObject({ status: 401 })
  expect(changing()).toEqual([])
})

test("an account that there is not answers as one that is somebody else's", async () => {
  const { admin } = await openDesk()
  const other = await admin("accounts/status", { accountId: "other" })
  expect((await admin("accounts/status", { accountId: "nowhere" })).text).toBe(other.text)
})

test("a getter of a body that a framework has parsed cannot show the host one account and Muster another", async () => {
  const { muster, calls } = recording(openWorld().muster)
  const asked: string[] = []
  const authorizeAdmin: HttpHost["authorizeAdmin"] = async (_request, call) => {
    asked.push(call.accountId)
    return null
  }
  let reads = 0
  const body = Object.defineProperty({}, "accountId", { enumerable: true, get: () => `account-${reads++}` })
  const { handler } = openApp({ recorded: muster, host: { authorizeAdmin } })
  const headers = { "Content-Type": "application/json" }
  await handler(new Request("https://acme.example/muster/admin/accounts/status", { method: "POST", headers }), body)
  expect(asked).toEqual(["account-0"])
  expect(calls).toEqual([])
})
