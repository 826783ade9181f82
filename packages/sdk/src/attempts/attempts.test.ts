import { memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys, type KeyProvider, MusterError } from "@muster/core"
import { expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan } from "../../test/world.js"
import { expectKind } from "../index.js"

/** Keys whose provider can be switched off for secrets, as in an outage. */
function failingKeys() {
  const keys = ephemeralKeys()
  let down = false
  const provider: KeyProvider = {
    current: (purpose) => keys.current(purpose),
    byId: async (purpose, keyId) => {
      if (down && purpose === "totp") throw new MusterError("ERR_KEY_UNAVAILABLE", "down", { retryable: true })
      return keys.byId(purpose, keyId)
    },
  }
  return {
    provider,
    setDown: (value: boolean) => {
      down = value
    },
  }
}

test("while nothing can be compared, no attempt is spent and nobody is told of wrong codes", async () => {
  const { provider, setDown } = failingKeys()
  const { muster, clock, mailer, store, enable, enrollUser, challengeTicket } = openWorld({ keys: provider })
  await enable()
  const { app } = await enrollUser()
  setDown(true)
  for (let tries = 0; tries < 6; tries++) {
    await expect(muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })).rejects.toMatchObject({
      code: "ERR_KEY_UNAVAILABLE",
    })
  }
  setDown(false)
  expect((await store.loadUser({ accountId, userId: ann.id })).throttles.codes.failures).toBe(0)
  expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() }), "signed-in")
  clock.advance({ minutes: 10 })
  await muster.jobs.run()
  expect(mailer.sent.map(({ message }) => message.kind)).not.toContain("failures-noticed")
})

test("a returned attempt withdraws the notice that its own charge wrote, and no other", async () => {
  const { muster, clock, mailer, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const used = app.code()
  expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code: used }), "signed-in")
  const noticed = () => mailer.sent.filter(({ message }) => message.kind === "failures-noticed").length
  const fail = async () => muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(used) })
  const replay = async () => muster.signIn.verify({ ticket: await challengeTicket(), code: used })

  await fail()
  await fail()
  expect(await replay()).toMatchObject({ why: "already-used" })
  clock.advance({ minutes: 2 })
  await muster.jobs.run()
  expect(noticed()).toBe(0)

  await fail()
  await replay()
  clock.advance({ minutes: 2 })
  await muster.jobs.run()
  expect(noticed()).toBe(1)
})

test("a text of the right length that is no number is malformed as an email code too", async () => {
  const { muster, enable, enrollTicket, sendCode } = openWorld()
  await enable()
  const ticket = await enrollTicket()
  await sendCode(ticket)
  for (const code of ["abcdef", "12345x", "١٢٣٤٥x"]) {
    expect(await muster.enrollment.verifyEmailCode({ ticket, code })).toMatchObject({
      kind: "wrong-code",
      why: "malformed",
      attemptsLeft: 5,
    })
  }
})

test("after three lost races the attempt is returned with the answer busy", async () => {
  const store = memoryStore()
  let losing = false
  const world = openWorld({
    store: {
      ...store,
      saveUser: (key, next, version, writes) =>
        store.saveUser(key, next, losing && writes.events.length > 0 ? version - 1 : version, writes),
    },
  })
  await world.enable()
  const { app } = await world.enrollUser()
  losing = true
  const answer = await world.muster.signIn.verify({ ticket: await world.challengeTicket(), code: app.code() })
  expect(answer.kind).toBe("busy")
  expect((await store.loadUser({ accountId, userId: ann.id })).throttles.codes.failures).toBe(0)
})

test("a store is given keys of a user and nothing else: no address comes with them", async () => {
  const store = memoryStore()
  const keys: unknown[] = []
  const watched = openWorld({
    store: {
      ...store,
      loadUser: (key) => {
        keys.push(key)
        return store.loadUser(key)
      },
      chargeUser: (key, rule, now) => {
        keys.push(key)
        return store.chargeUser(key, rule, now)
      },
      saveUser: (key, next, version, writes) => {
        keys.push(key, ...writes.mail.map((mail) => mail.key))
        return store.saveUser(key, next, version, writes)
      },
    },
  })
  await watched.enable()
  const { app, enrolled } = await watched.enrollUser()
  await watched.muster.signIn.verify({ ticket: await watched.challengeTicket(), code: app.code() })
  const [code = ""] = enrolled.recoveryCodes
  await watched.muster.signIn.useRecoveryCode({ ticket: await watched.challengeTicket(), code })
  expect(keys.length).toBeGreaterThan(10)
  for (const key of keys) expect(key).toEqual({ accountId, userId: ann.id })
})
