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

  expect(await muster.users.unlock(input)).toEqual({ kind: "unlocked", changed: true })
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
  expect(await muster.users.unlock(input)).toEqual({ kind: "unlocked", changed: true })
  expect((await muster.signIn.useRecoveryCode({ ticket, code: other })).kind).toBe("signed-in")
})

test("unlocking somebody whom nothing keeps waiting writes nothing, and leaves the counts as they are", async () => {
  const { muster, store, clock, enable, enrollUser, challengeTicket } = openWorld()
  expect(await muster.users.unlock(input)).toEqual({ kind: "unlocked", changed: false })
  expect((await store.loadUser({ accountId, userId: "ann" })).user).toBeUndefined()

  await enable()
  const { app } = await enrollUser()
  const ticket = await challengeTicket()
  for (let wrong = 0; wrong < 4; wrong++) await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
  const before = await store.loadUser({ accountId, userId: "ann" })
  expect(await muster.users.unlock(input)).toEqual({ kind: "unlocked", changed: false })
  const after = await store.loadUser({ accountId, userId: "ann" })
  expect({ user: after.user, throttles: after.throttles }).toEqual({ user: before.user, throttles: before.throttles })

  await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
  expect(await muster.users.unlock(input)).toEqual({ kind: "unlocked", changed: true })
  clock.advance({ seconds: 1 })
  expect(await muster.users.unlock(input)).toEqual({ kind: "unlocked", changed: false })
  const { items } = await muster.accounts.events({ accountId, userId: "ann" })
  expect(items.filter(({ kind }) => kind === "unlocked")).toHaveLength(1)
})
