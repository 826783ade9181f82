import { expect, test } from "vitest"
import { accountId, ann, openWorld, system, web } from "../../test/world.js"
import { expectKind, parseAssurance } from "../index.js"

const stages = [{ begins: { date: "2026-12-01", timeZone: "UTC" }, deviceGroupIds: ["field"] }]
const forcedLogout = { date: "2026-11-26", timeZone: "UTC" }

test("a session keeps the device group that the host named, so that its stage holds at the forced logout too", async () => {
  const { muster, clock, begin } = openWorld()
  const inField = expectKind(await begin({ ...ann, deviceGroupId: "field" }), "signed-in").assurance
  const adopted = muster.sessions.adopt({ accountId, userId: "old", signedInAt: 0, deviceGroupId: "field" })
  const elsewhere = muster.sessions.adopt({ accountId, userId: "old", signedInAt: 0 })
  await muster.accounts.enable({ accountId, actor: system, forcedLogout, stages })
  clock.set("2026-11-30T23:59:59.999Z")
  const kept = parseAssurance(JSON.parse(JSON.stringify(inField)))
  for (const assurance of [inField, kept, adopted]) {
    expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
  }
  expect((await muster.sessions.check({ assurance: elsewhere })).kind).toBe("logout")
  clock.set("2026-12-01T00:00:00Z")
  expect((await muster.sessions.check({ assurance: inField })).kind).toBe("logout")
})

test("setting up now is open to somebody whose stage has not begun", async () => {
  const { muster, clock, begin } = openWorld()
  const user = { ...ann, deviceGroupId: "field" }
  const { assurance } = expectKind(await begin(user), "signed-in")
  await muster.accounts.enable({ accountId, actor: system, forcedLogout, stages })
  clock.set("2026-11-27T00:00:00Z")
  expect((await muster.enrollment.begin({ assurance, user, client: web })).kind).toBe("enroll")
})
