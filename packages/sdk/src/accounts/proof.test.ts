import { expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, openWorld, system } from "../../test/world.js"
import { type Actor, expectKind, type Muster } from "../index.js"

const { directory } = directoryOf([directoryUser("ada", { isAdmin: true }), directoryUser("ann"), directoryUser("eve")])
const input = { accountId, userId: "ann", reason: "asked by phone" }

/** Every verb about a user. */
const verbs = (muster: Muster, actor: Actor) => [
  muster.users.reset({ ...input, actor }),
  muster.users.unlock({ ...input, actor }),
  muster.users.exempt({ ...input, actor, until: null }),
]
const kinds = async (muster: Muster, actor: Actor) => (await Promise.all(verbs(muster, actor))).map(({ kind }) => kind)

const done = ["reset", "unlocked", "exempted"]
const unproved = ["proof-needed", "proof-needed", "proof-needed"]

test("a stolen password-only session of an admin changes nothing about anybody", async () => {
  const { muster, store, begin, enable } = openWorld({ directory })
  const { assurance } = expectKind(await begin({ id: "ada", email: null }), "signed-in")
  await enable()
  for (const verb of verbs(muster, { assurance })) {
    expect(await verb).toEqual({ kind: "proof-needed", accepts: ["fresh-sign-in"] })
  }
  expect((await store.loadUser({ accountId, userId: "ann" })).user).toBeUndefined()
})

test("a second factor proves an admin for fifteen minutes", async () => {
  const { muster, clock, enable, enrollAdmin } = openWorld({ directory })
  await enable()
  const actor = await enrollAdmin("ada")
  clock.set(actor.assurance.signedInAt + 15 * 60_000)
  expect(await kinds(muster, actor)).toEqual(done)
  clock.advance({ seconds: 0.001 })
  expect(await kinds(muster, actor)).toEqual(unproved)
})

test("a host may ask for a second factor of fewer minutes, from one to fifteen and no more", async () => {
  for (const freshProofMinutes of [1, 5]) {
    const { muster, clock, enable, enrollAdmin } = openWorld({ directory, freshProofMinutes })
    await enable()
    const actor = await enrollAdmin("ada")
    clock.set(actor.assurance.signedInAt + freshProofMinutes * 60_000)
    expect(await kinds(muster, actor)).toEqual(done)
    expect((await muster.factors.regenerateRecoveryCodes(actor)).kind).toBe("regenerated")
    clock.set(actor.assurance.signedInAt + freshProofMinutes * 60_000 + 1)
    expect(await kinds(muster, actor)).toEqual(unproved)
    expect((await muster.factors.regenerateRecoveryCodes(actor)).kind).toBe("proof-needed")
  }
  for (const wrong of [0, 0.5, 15.1, 60, Number.NaN, "5", null]) {
    expect(() => openWorld({ freshProofMinutes: wrong as number })).toThrow(/freshProofMinutes is (1 to 15|null)/)
  }
})

test("signing in again is proof again", async () => {
  const { muster, clock, enable, enrollUser, challengeTicket } = openWorld({ directory })
  await enable()
  const ada = { id: "ada", email: "ada@acme.example" }
  const { app } = await enrollUser(ada)
  clock.advance({ hours: 1 })
  const signedIn = await muster.signIn.verify({ ticket: await challengeTicket(ada), code: app.code() })
  expect(await kinds(muster, { assurance: expectKind(signedIn, "signed-in").assurance })).toEqual(done)
})

test("a recovery code is a second factor too", async () => {
  const { muster, clock, enable, enrollUser, challengeTicket } = openWorld({ directory })
  await enable()
  const ada = { id: "ada", email: "ada@acme.example" }
  const { enrolled } = await enrollUser(ada)
  clock.advance({ hours: 1 })
  const [code = ""] = enrolled.recoveryCodes
  const signedIn = await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(ada), code })
  expect(await kinds(muster, { assurance: expectKind(signedIn, "signed-in").assurance })).toEqual(done)
})

test("while two-factor is off a password is enough, however old, since there is nothing else to ask for", async () => {
  const { muster, clock, begin } = openWorld({ directory })
  const { assurance } = expectKind(await begin({ id: "ada", email: null }), "signed-in")
  clock.advance({ days: 1 })
  expect(await kinds(muster, { assurance })).toEqual(done)
})

test("a program needs no proof, and an assurance that does not hold is none", async () => {
  const { muster, enable } = openWorld({ directory })
  await enable()
  expect(await kinds(muster, system)).toEqual(done)
  const mangled = { assurance: { v: 1, accountId, userId: "ada" } } as unknown as Actor
  for (const verb of verbs(muster, mangled)) {
    expect(await verb).toMatchObject({ kind: "refused", reasons: [{ code: "assurance-invalid" }] })
  }
})

test("what an admin has not proved is said before whether the user exists", async () => {
  const { muster, begin, enable } = openWorld({ directory })
  const { assurance } = expectKind(await begin({ id: "ada", email: null }), "signed-in")
  await enable()
  const nobody = { ...input, userId: "nobody", actor: { assurance } }
  expect((await muster.users.reset(nobody)).kind).toBe("proof-needed")
})
