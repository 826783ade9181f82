import { randomBytes } from "node:crypto"
import { memoryStore } from "@muster/adapters-memory"
import { generateRecoveryCodes } from "@muster/core"
import { expect, test } from "vitest"
import { accountId, openWorld, otherThan, system } from "../../test/world.js"
import type { AuditEvent } from "../index.js"
import type { MusterStore } from "../ports/index.js"

/** An enrolled user, and what has happened since. */
async function openEnrolled(store: MusterStore = memoryStore()) {
  const world = openWorld({ store })
  await world.enable()
  const { app } = await world.enrollUser()
  const { muster, clock, challengeTicket } = world
  /** Signs in with wrong codes, a day apart, so that nothing but the count locks. */
  const fail = async (times: number) => {
    for (let wrong = 0; wrong < times; wrong++) {
      clock.advance({ days: 1 })
      await muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()) })
    }
  }
  const events = async (kind: AuditEvent["kind"]) =>
    (await muster.accounts.events({ accountId, limit: 1000 })).items.filter((event) => event.kind === kind)
  return { ...world, app, fail, events }
}

test("the last attempt before a lock records that the pool is locked, once, after the charge and from the same client", async () => {
  const { muster, fail, events } = await openEnrolled()
  await fail(49)
  expect(await events("locked")).toEqual([])
  await fail(3)
  const [locked, ...others] = await events("locked")
  expect(others).toEqual([])
  expect(locked).toMatchObject({
    userId: "ann",
    actor: { userId: "ann" },
    client: { platform: "web" },
    reason: null,
    before: null,
    after: { pool: "codes", failures: 50 },
  })
  const kinds = (await muster.accounts.events({ accountId, userId: "ann" })).items.map(({ kind }) => kind)
  expect(kinds.slice(0, 2)).toEqual(["locked", "attempt-charged"])
})

test("a lock that follows an unlocking is recorded as the first one was", async () => {
  const { muster, fail, events } = await openEnrolled()
  await fail(50)
  const unlock = { accountId, userId: "ann", actor: system, reason: "called back" }
  expect((await muster.users.unlock(unlock)).kind).toBe("unlocked")
  await fail(50)
  expect(await events("locked")).toHaveLength(2)
})

test("a machine that dies between the charge and the comparison leaves no lock of which the log does not tell", async () => {
  const store = memoryStore()
  let dies = false
  const chargeUser: MusterStore["chargeUser"] = async (...call) => {
    const answer = await store.chargeUser(...call)
    if (dies) throw new Error("connection lost")
    return answer
  }
  const { muster, clock, app, fail, events, challengeTicket } = await openEnrolled({ ...store, chargeUser })
  await fail(49)
  clock.advance({ days: 1 })
  const ticket = await challengeTicket()
  dies = true
  await expect(muster.signIn.verify({ ticket, code: app.code() })).rejects.toThrow("connection lost")
  expect(await events("locked")).toHaveLength(1)
})

test("a right code at the last attempt signs in, which the log shows after the lock", async () => {
  const { muster, clock, app, fail, challengeTicket } = await openEnrolled()
  await fail(49)
  clock.advance({ days: 1 })
  const signedIn = await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })
  expect(signedIn.kind).toBe("signed-in")
  const kinds = (await muster.accounts.events({ accountId, userId: "ann" })).items.map(({ kind }) => kind)
  expect(kinds.slice(0, 3)).toEqual(["signed-in", "locked", "attempt-charged"])
  clock.advance({ days: 1 })
  const again = await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })
  expect(again.kind).toBe("signed-in")
})

test("recovery codes that are guessed lock their own pool, and the log says which", async () => {
  const { muster, clock, challengeTicket, events } = await openEnrolled()
  const [code = ""] = generateRecoveryCodes({ random: { bytes: randomBytes }, count: 1 })
  for (let wrong = 0; wrong < 100; wrong++) {
    clock.advance({ days: 1 })
    await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code })
  }
  expect(await events("locked")).toMatchObject([{ after: { pool: "recovery-codes", failures: 100 } }])
})
