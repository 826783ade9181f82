import { memoryStore } from "@muster/adapters-memory"
import { staticKeyring } from "@muster/core"
import { expect, test } from "vitest"
import { countingStore, keysWhile, openRotation, randomKey, signIn } from "../../test/rotating-keys.js"
import { accountId, ann, openWorld, system } from "../../test/world.js"

const wrong = staticKeyring({ active: "2025", keys: { "2025": randomKey() } })
const wrongKey = { code: "ERR_CONFIGURATION", field: "keys" }

test("a machine with a wrong key under a known id fails before it writes anything or takes mail from the others", async () => {
  const { store, machine, first } = await openRotation()
  await first.muster.users.reset({ accountId, userId: ann.id, actor: system, reason: "phone lost" })
  const { store: counted, calls } = countingStore(store)
  const { muster, begin } = machine(wrong, counted)
  await expect(begin()).rejects.toMatchObject(wrongKey)
  await expect(muster.jobs.run()).rejects.toMatchObject(wrongKey)
  await expect(muster.keys.status()).rejects.toMatchObject(wrongKey)
  const ticket = await first.enrollTicket()
  await expect(muster.enrollment.sendEmailCode({ ticket })).rejects.toMatchObject(wrongKey)
  for (const verb of ["saveUser", "saveAccount", "chargeUser", "claimMail", "settleMail"]) {
    expect(calls).not.toContain(verb)
  }
})

test("a machine that knows an older key wrongly spends nobody's attempt, and seals nothing again", async () => {
  const { machine, of, store, sealedUnder } = await openRotation()
  const young = randomKey()
  const half = machine(staticKeyring({ active: "2027", keys: { "2025": randomKey(), "2027": young } }))
  await expect(signIn(half, "ann", of("ann").app.code())).rejects.toMatchObject(wrongKey)
  await expect(half.muster.jobs.run()).rejects.toMatchObject(wrongKey)
  expect((await store.loadUser({ accountId, userId: "ann" })).throttles.codes.failures).toBe(0)
  expect(await sealedUnder("ann")).toEqual(["2025"])
})

test("a key is compared once in a process, whatever is done with it", async () => {
  const { store, calls } = countingStore(memoryStore())
  const world = openWorld({ store, keys: keysWhile.before })
  await world.enable()
  const { app } = await world.enrollUser()
  const compared = () => calls.filter((verb) => verb === "checkKey").length
  // One for tickets, email codes, mail and secrets each.
  expect(compared()).toBe(4)
  await signIn(world, "ann", app.code())
  await world.muster.jobs.run()
  await world.muster.keys.status()
  expect(compared()).toBe(4)
})

test("while the database does not answer, nothing is sealed with a key that was not compared", async () => {
  const store = memoryStore()
  let isDown = true
  const world = openWorld({
    keys: keysWhile.before,
    store: {
      ...store,
      checkKey: (check) => (isDown ? Promise.reject(new Error("connection refused")) : store.checkKey(check)),
    },
  })
  await world.muster.accounts.enable({ accountId, actor: system })
  await expect(world.begin()).rejects.toThrow()
  isDown = false
  expect((await world.begin()).kind).toBe("enroll")
})
