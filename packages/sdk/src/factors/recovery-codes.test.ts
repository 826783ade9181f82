import { memoryStore } from "@muster/adapters-memory"
import { describe, expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, ann, openWorld, system } from "../../test/world.js"
import { type Assurance, expectKind } from "../index.js"
import type { MusterStore } from "../ports/index.js"

const key = { accountId, userId: "ann" }

/** Ann, enrolled, in the session that her enrollment led to. */
async function openSession(options: Parameters<typeof openWorld>[0] = {}) {
  const world = openWorld(options)
  await world.enable()
  const { app, enrolled } = await world.enrollUser()
  const { assurance } = expectKind(enrolled.next, "signed-in")
  const { factors, signIn } = world.muster
  const regenerate = async () => expectKind(await factors.regenerateRecoveryCodes({ assurance }), "regenerated")
  const acknowledge = (setId: string) => factors.acknowledgeRecoveryCodes({ assurance, setId })
  /** Whether a recovery code signs Ann in. */
  const works = async (code = "") => {
    const answer = await signIn.useRecoveryCode({ ticket: await world.challengeTicket(), code })
    return answer.kind === "signed-in"
  }
  return { ...world, app, assurance, regenerate, acknowledge, works, old: enrolled.recoveryCodes }
}

describe("recovery codes are not made anew", () => {
  test("by a session whose second factor is older than fifteen minutes", async () => {
    const { muster, clock, store, assurance } = await openSession()
    const before = (await store.loadUser(key)).user
    clock.set(assurance.signedInAt + 15 * 60_000 + 1)
    expect(await muster.factors.regenerateRecoveryCodes({ assurance })).toEqual({
      kind: "proof-needed",
      accepts: ["fresh-sign-in"],
    })
    expect((await store.loadUser(key)).user).toEqual(before)
    clock.set(assurance.signedInAt + 15 * 60_000)
    expect((await muster.factors.regenerateRecoveryCodes({ assurance })).kind).toBe("regenerated")
  })

  test("by a session that a reset has ended, one of another epoch, and what is no assurance", async () => {
    const { muster, assurance } = await openSession()
    const ended = { kind: "session-ended" }
    const { factors } = muster
    expect(await factors.regenerateRecoveryCodes({ assurance: { ...assurance, epoch: 0 } })).toEqual(ended)
    for (const none of [null, undefined, {}, "assurance"]) {
      expect(await factors.regenerateRecoveryCodes({ assurance: none as unknown as Assurance })).toEqual(ended)
    }
    await muster.users.reset({ ...key, actor: system, reason: "phone lost" })
    expect(await factors.regenerateRecoveryCodes({ assurance })).toEqual(ended)
    expect(await factors.acknowledgeRecoveryCodes({ assurance, setId: "any" })).toEqual(ended)
  })

  test("for somebody without a factor", async () => {
    const { muster, begin } = openWorld()
    const { assurance } = expectKind(await begin(), "signed-in")
    expect(await muster.factors.regenerateRecoveryCodes({ assurance })).toEqual({ kind: "not-enrolled" })
    expect(await muster.factors.acknowledgeRecoveryCodes({ assurance, setId: "any" })).toEqual({ kind: "not-enrolled" })
  })
})

test("the old set works until the new one is acknowledged, and no code of it after that", async () => {
  const { regenerate, acknowledge, works, old } = await openSession()
  const made = await regenerate()
  expect(made.recoveryCodes).toHaveLength(10)
  expect(await works(made.recoveryCodes[0])).toBe(false)
  expect(await works(old[0])).toBe(true)
  expect(await acknowledge(made.setId)).toEqual({ kind: "acknowledged" })
  expect(await works(old[1])).toBe(false)
  expect(await works(made.recoveryCodes[0])).toBe(true)
  expect(await works(made.recoveryCodes[0])).toBe(false)
})

test("a set is acknowledged as often as it is asked for, and told and recorded once", async () => {
  const { muster, mailer, regenerate, acknowledge } = await openSession()
  const { setId } = await regenerate()
  const before = mailer.sent.length
  for (let time = 0; time < 3; time++) expect(await acknowledge(setId)).toEqual({ kind: "acknowledged" })
  expect(mailer.sent.slice(before)).toMatchObject([
    { to: ann.email, message: { kind: "recovery-codes-regenerated", client: null } },
  ])
  const { items } = await muster.accounts.events(key)
  expect(items.filter(({ kind }) => kind === "recovery-codes-regenerated")).toMatchObject([
    { actor: { userId: "ann" }, before: { left: 10 }, after: { left: 10 } },
  ])
})

test("of two sets that were made the older one never works", async () => {
  const { regenerate, acknowledge, works } = await openSession()
  const [first, second] = [await regenerate(), await regenerate()]
  expect(await acknowledge(first.setId)).toEqual({ kind: "superseded" })
  expect(await acknowledge(second.setId)).toEqual({ kind: "acknowledged" })
  expect(await acknowledge(first.setId)).toEqual({ kind: "superseded" })
  expect(await works(first.recoveryCodes[0])).toBe(false)
})

test("a set that was shown before the factor changed cannot be acknowledged after it", async () => {
  const { muster, clock, regenerate, enrollUser } = await openSession()
  const { setId, recoveryCodes } = await regenerate()
  await muster.users.reset({ ...key, actor: system, reason: "phone lost" })
  clock.advance({ minutes: 1 })
  const { enrolled } = await enrollUser()
  const { assurance } = expectKind(enrolled.next, "signed-in")
  expect(await muster.factors.acknowledgeRecoveryCodes({ assurance, setId })).toEqual({ kind: "superseded" })
  expect(enrolled.recoveryCodes).not.toContain(recoveryCodes[0])
})

test("new codes are told at the confirmed address and at the one that the directory has now", async () => {
  const { directory } = directoryOf([directoryUser("ann", { email: "new@acme.example", locale: "de" })])
  const { mailer, regenerate, acknowledge } = await openSession({ directory })
  const before = mailer.sent.length
  await acknowledge((await regenerate()).setId)
  expect(mailer.sent.slice(before).map(({ to, locale }) => [to, locale])).toEqual([
    [ann.email, "de"],
    ["new@acme.example", "de"],
  ])
})

test("codes are shown only once they are saved, and after three lost races nothing was", async () => {
  const store = memoryStore()
  let losing = 0
  const saveUser: MusterStore["saveUser"] = async (...call) =>
    losing-- > 0 ? { kind: "version-conflict" } : store.saveUser(...call)
  const { muster, assurance, clock } = await openSession({ store: { ...store, saveUser } })
  losing = 2
  expect((await muster.factors.regenerateRecoveryCodes({ assurance })).kind).toBe("regenerated")
  const before = (await store.loadUser(key)).user
  losing = 3
  expect(await muster.factors.regenerateRecoveryCodes({ assurance })).toEqual({
    kind: "busy",
    retryAt: clock.now() + 1000,
  })
  expect((await store.loadUser(key)).user).toEqual(before)
})

test("the database keeps none of the codes", async () => {
  const { store, regenerate } = await openSession()
  const { recoveryCodes } = await regenerate()
  const { user } = await store.loadUser(key)
  for (const code of recoveryCodes) expect(user?.value.json).not.toContain(code)
})

test("a set's id that is no text is the caller's fault", async () => {
  const { muster, assurance } = await openSession()
  const input = { assurance, setId: 1 as unknown as string }
  const fault = { code: "ERR_INVALID_INPUT", field: "setId" }
  await expect(muster.factors.acknowledgeRecoveryCodes(input)).rejects.toMatchObject(fault)
})
