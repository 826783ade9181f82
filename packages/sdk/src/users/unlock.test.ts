import { expect, test } from "vitest"
import { accountId, openWorld, otherThan, system } from "../../test/world.js"
import { expectKind } from "../index.js"

const input = { accountId, userId: "ann", actor: system, reason: "knows the desk's number" }

test("a locked user is heard again once unlocked, and keeps the factor and the sessions", async () => {
  const { muster, clock, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app, enrolled } = await enrollUser()
  const { assurance } = expectKind(enrolled.next, "signed-in")
  for (let day = 0; day < 60; day++) {
    const ticket = await challengeTicket()
    await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
    clock.advance({ days: 1 })
  }
  expect(await muster.users.status({ accountId, userId: "ann" })).toMatchObject({ lockedUntil: "until-unlocked" })
  expect((await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })).kind).toBe("locked")

  expect(await muster.users.unlock(input)).toEqual({ kind: "unlocked" })
  expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
  expect((await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })).kind).toBe("signed-in")
  const [, event] = (await muster.accounts.events({ accountId, userId: "ann" })).items.filter(
    ({ kind }) => kind !== "attempt-charged",
  )
  expect(event).toMatchObject({ kind: "unlocked", actor: system, reason: input.reason })
})

test("recovery codes are heard again too", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { enrolled } = await enrollUser()
  const ticket = await challengeTicket()
  const [code = "", other = ""] = enrolled.recoveryCodes
  const wrong = `${code.slice(0, -1)}${code.endsWith("A") ? "B" : "A"}`
  for (let tries = 0; tries < 20; tries++) await muster.signIn.useRecoveryCode({ ticket, code: wrong })
  expect((await muster.signIn.useRecoveryCode({ ticket, code: other })).kind).toBe("throttled")
  await muster.users.unlock(input)
  expect((await muster.signIn.useRecoveryCode({ ticket, code: other })).kind).toBe("signed-in")
})

test("unlocking somebody who was never charged writes nothing", async () => {
  const { muster, store } = openWorld()
  expect(await muster.users.unlock(input)).toEqual({ kind: "unlocked" })
  expect((await store.loadUser({ accountId, userId: "ann" })).user).toBeUndefined()
})
