import { memoryStore } from "@muster/adapters-memory"
import { MusterError } from "@muster/core"
import { expect, test } from "vitest"
import { accountId, ann, system } from "../../sdk/test/world.js"
import { openApp } from "../test/app.js"

const path = "/session/check"

test("without a session, or with one that has ended, the answer is logout, and no failure", async () => {
  const { post, passwordStep, muster } = openApp()
  expect(await post(path, {})).toMatchObject({
    status: 200,
    body: { kind: "logout", reasons: [{ code: "assurance-missing" }], capabilities: { hostSession: false } },
  })
  const Cookie = (await passwordStep()).headers.getSetCookie()[0] ?? ""
  expect((await post(path, {}, { Cookie })).body.kind).toBe("continue")
  await muster.users.primaryChanged({ accountId, userId: ann.id })
  expect(await post(path, {}, { Cookie })).toMatchObject({ status: 200, body: { kind: "logout" } })
})

test("a store that is down is no logout", async () => {
  const kept = memoryStore()
  let isDown = false
  const loadUser: typeof kept.loadUser = (key) => {
    if (isDown) throw new MusterError("ERR_STORE_UNAVAILABLE", "down")
    return kept.loadUser(key)
  }
  const { post, passwordStep, errors } = openApp({ muster: { store: { ...kept, loadUser } } })
  const Cookie = (await passwordStep()).headers.getSetCookie()[0] ?? ""
  isDown = true
  expect(await post(path, {}, { Cookie })).toMatchObject({ status: 503, body: { kind: "unavailable" } })
  expect(errors).toHaveLength(1)
})

test("an activity drains where the host has recorded it, and not where a client claims it", async () => {
  const { post, passwordStep, sessions, clock, muster } = openApp()
  const Cookie = (await passwordStep()).headers.getSetCookie()[0] ?? ""
  const activity = { id: "support-1", startedAt: clock.now() }
  clock.advance({ seconds: 1 })
  await muster.accounts.enable({ accountId, actor: system, forcedLogout: "now" })
  clock.advance({ seconds: 1 })
  expect((await post(path, { activity }, { Cookie })).body.kind).toBe("logout")
  for (const [id, session] of sessions) sessions.set(id, { ...session, activity })
  expect((await post(path, {}, { Cookie })).body).toMatchObject({
    kind: "drain",
    capabilities: { finishSession: true, hostSession: false },
  })
})
