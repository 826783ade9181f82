import { expect, test } from "vitest"
import { countingStore, keysWhile, openRotation, signIn } from "../../test/rotating-keys.js"
import { ann } from "../../test/world.js"
import { expectKind } from "../index.js"

test("a key is rotated without a moment in which somebody cannot sign in, and the old one can be taken away", async () => {
  const { machine, first, of, clock } = await openRotation(["ann", "bob", "eve"])
  const [added, active, removed] = [
    machine(keysWhile.added),
    machine(keysWhile.active),
    machine(keysWhile.removed),
  ] as const
  const everybodySignsInOn = async (...worlds: readonly (typeof first)[]) => {
    for (const world of worlds) {
      for (const id of ["ann", "bob", "eve"]) {
        expectKind(await signIn(world, id, of(id).app.code()), "signed-in")
      }
      clock.advance({ seconds: 30 })
    }
  }
  // The new key is added everywhere, one machine after the other.
  await everybodySignsInOn(first, added)
  expect(await added.muster.keys.status()).toEqual([{ keyId: "2025", state: "active", records: 3 }])
  // It becomes active, one machine after the other: either opens what the other seals.
  expectKind(await signIn(active, "ann", of("ann").app.code()), "signed-in")
  clock.advance({ seconds: 30 })
  await everybodySignsInOn(added)
  expect(await active.muster.keys.status()).toEqual([
    { keyId: "2025", state: "decrypt-only", records: 3 },
    { keyId: "2026", state: "active", records: 0 },
  ])
  // Everywhere: who signs in is sealed again, the rest is left to the jobs.
  expectKind(await signIn(active, "ann", of("ann").app.code()), "signed-in")
  expect(await active.muster.keys.retire({ keyId: "2025" })).toEqual({ kind: "in-use", records: 2 })
  expect((await active.muster.jobs.run()).resealed).toBe(2)
  expect((await active.muster.jobs.run()).resealed).toBe(0)
  expect(await active.muster.keys.retire({ keyId: "2025" })).toEqual({ kind: "retired" })
  // It is gone: everybody signs in, and is still told at the address that was confirmed under it.
  clock.advance({ seconds: 30 })
  await everybodySignsInOn(removed)
  expect(await removed.muster.keys.status()).toEqual([{ keyId: "2026", state: "active", records: 3 }])
  const { assurance } = expectKind(await signIn(removed, "ann", of("ann").app.code()), "signed-in")
  const { setId } = expectKind(await removed.muster.factors.regenerateRecoveryCodes({ assurance }), "regenerated")
  await removed.muster.factors.acknowledgeRecoveryCodes({ assurance, setId })
  expect(removed.mailer.sent.map(({ to, message }) => [to, message.kind])).toEqual([
    [ann.email, "recovery-codes-regenerated"],
  ])
})

test("who signs in is sealed under the active key by the save that is made anyway, with no statement more", async () => {
  const { store, machine, of, clock, sealedUnder } = await openRotation()
  const { store: counted, calls } = countingStore(store)
  const active = machine(keysWhile.active, counted)
  const callsOf = async (code: string) => {
    const ticket = await active.challengeTicket()
    calls.length = 0
    expectKind(await active.muster.signIn.verify({ ticket, code }), "signed-in")
    return calls.filter((verb) => verb !== "checkKey")
  }
  const whileOld = await callsOf(of("ann").app.code())
  expect(await sealedUnder("ann")).toEqual(["2026"])
  clock.advance({ seconds: 30 })
  expect(whileOld).toEqual(await callsOf(of("ann").app.code()))
  expect(whileOld).toEqual(["chargeUser", "saveUser"])
})

test("a recovery code works while the key of the authenticator is missing, and leaves the record as it is", async () => {
  const { machine, of, sealedUnder } = await openRotation()
  const removed = machine(keysWhile.removed)
  await expect(signIn(removed, "ann", of("ann").app.code())).rejects.toMatchObject({ code: "ERR_KEY_UNAVAILABLE" })
  const [code = ""] = of("ann").enrolled.recoveryCodes
  const ticket = await removed.challengeTicket()
  expectKind(await removed.muster.signIn.useRecoveryCode({ ticket, code }), "signed-in")
  expect(await sealedUnder("ann")).toEqual(["2025"])
  expect(await removed.muster.keys.status()).toEqual([
    { keyId: "2025", state: "missing", records: 1 },
    { keyId: "2026", state: "active", records: 0 },
  ])
  expect(await removed.muster.keys.retire({ keyId: "2025" })).toEqual({ kind: "in-use", records: 1 })
})

test("the active key is never retired, nor one that is no id", async () => {
  const { first } = await openRotation([])
  expect(await first.muster.keys.retire({ keyId: "2025" })).toEqual({ kind: "in-use", records: 0 })
  expect(await first.muster.keys.retire({ keyId: "constructor" })).toEqual({ kind: "retired" })
  for (const keyId of ["", "a key", "k".repeat(33), 7]) {
    await expect(first.muster.keys.retire({ keyId: keyId as string })).rejects.toMatchObject({
      code: "ERR_INVALID_INPUT",
      field: "keyId",
    })
  }
})
