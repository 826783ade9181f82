import { memoryStore } from "@muster/adapters-memory"
import { untouchedThrottle } from "@muster/enrollment"
import { describe, expect, test } from "vitest"
import { directoryOf, directoryUser, saveRecord, someFactor } from "../../test/directory.js"
import { accountId, openWorld, otherThan, system } from "../../test/world.js"
import { type Actor, expectKind } from "../index.js"
import type { MusterStore } from "../ports/index.js"

const reason = "phone lost, identity checked by video"
const { directory } = directoryOf([
  directoryUser("ada", { isAdmin: true }),
  directoryUser("ann"),
  directoryUser("bob", { isAdmin: true }),
  directoryUser("bot", { isAdmin: true, isService: true }),
  directoryUser("cid", { email: null }),
])

/** An account with two-factor on and an admin who has just signed in with both factors. */
async function openDesk(options: Parameters<typeof openWorld>[0] = {}) {
  const world = openWorld({ directory, ...options })
  await world.enable()
  const actor: Actor = await world.enrollAdmin("ada")
  const reset = (userId: string, as: Actor = actor) =>
    world.muster.users.reset({ accountId, userId, actor: as, reason })
  return { ...world, actor, reset }
}

describe("a reset", () => {
  test("ends the user's sessions at the next check, and the next sign-in leads into enrollment", async () => {
    const { muster, clock, enrollUser, begin, reset } = await openDesk()
    const { enrolled } = await enrollUser()
    clock.advance({ minutes: 1 })
    const { assurance } = expectKind(enrolled.next, "signed-in")
    expect(await reset("ann")).toEqual({ kind: "reset", epoch: 2 })
    expect(await muster.sessions.check({ assurance })).toMatchObject({
      kind: "logout",
      reasons: [{ code: "epoch-raised", params: { by: "reset" } }],
    })
    expect((await begin()).kind).toBe("enroll")
    await enrollUser()
    expect((await begin()).kind).toBe("challenge")
  })

  test("kills the open challenge and the recovery codes", async () => {
    const { muster, enrollUser, challengeTicket, reset } = await openDesk()
    const { app, enrolled } = await enrollUser()
    const ticket = await challengeTicket()
    await reset("ann")
    const superseded = { kind: "ticket-rejected", reason: "superseded" }
    expect(await muster.signIn.verify({ ticket, code: app.code() })).toEqual(superseded)
    const [code = ""] = enrolled.recoveryCodes
    expect(await muster.signIn.useRecoveryCode({ ticket, code })).toEqual(superseded)
  })

  test("is in the audit log with who did it and why, and without an address", async () => {
    const { muster, enrollUser, reset } = await openDesk()
    await enrollUser()
    await reset("ann")
    const [event] = (await muster.accounts.events({ accountId, userId: "ann" })).items
    expect(event).toMatchObject({
      kind: "factor-reset",
      actor: { userId: "ada" },
      reason,
      before: { epoch: 1 },
      after: { epoch: 2 },
    })
    expect(JSON.stringify(event)).not.toContain("@")
  })

  test("ends every wait, since the new authenticator has nothing to do with wrong codes of the old one", async () => {
    const { muster, store, enrollUser, challengeTicket, reset } = await openDesk()
    const { app } = await enrollUser()
    const ticket = await challengeTicket()
    for (let wrong = 0; wrong < 5; wrong++) await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
    for (let wrong = 0; wrong < 3; wrong++) await muster.signIn.useRecoveryCode({ ticket, code: "wrong code" })
    await reset("ann")
    const { throttles } = await store.loadUser({ accountId, userId: "ann" })
    expect(throttles).toEqual({ codes: untouchedThrottle, "recovery-codes": untouchedThrottle })
  })

  test("takes back email codes that have not gone out", async () => {
    const { muster, store, clock, enable, enrollTicket } = openWorld({ directory, sendMail: "jobs" })
    await enable()
    await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })
    expect(await store.nextMailAt()).not.toBeNull()
    await muster.users.reset({ accountId, userId: "ann", actor: system, reason })
    expect(await store.claimMail({ now: clock.now(), limit: 100, leaseSeconds: 0 })).toEqual([])
  })

  test("of somebody without a factor raises the epoch, mails nobody, and the open tickets are dead", async () => {
    const { muster, mailer, enrollTicket, reset } = await openDesk()
    const ticket = await enrollTicket()
    const sent = mailer.sent.length
    expect(await reset("ann")).toEqual({ kind: "reset", epoch: 1 })
    expect(mailer.sent).toHaveLength(sent)
    expect(await muster.enrollment.sendEmailCode({ ticket })).toEqual({ kind: "ticket-rejected", reason: "superseded" })
  })

  test("may be asked for twice", async () => {
    const { enrollUser, reset } = await openDesk()
    await enrollUser()
    expect([await reset("ann"), await reset("ann")]).toEqual([
      { kind: "reset", epoch: 2 },
      { kind: "reset", epoch: 3 },
    ])
  })

  test("keeps the exemption", async () => {
    const { muster, clock, actor, begin, enrollUser, reset } = await openDesk()
    await enrollUser()
    const until = clock.now() + 86_400_000
    await muster.users.exempt({ accountId, userId: "ann", actor, reason, until })
    await reset("ann")
    expect((await begin()).kind).toBe("signed-in")
  })

  test("of somebody without an address is done all the same", async () => {
    const { reset } = await openDesk()
    expect((await reset("cid")).kind).toBe("reset")
  })
})

describe("a reset is refused", () => {
  test("for oneself", async () => {
    const { reset } = await openDesk()
    expect(await reset("ada")).toMatchObject({ kind: "refused", reasons: [{ code: "self-reset" }] })
  })

  test("for an id that the directory does not know, and for one of another account", async () => {
    const { muster, reset } = await openDesk()
    expect(await reset("nobody")).toMatchObject({ kind: "refused", reasons: [{ code: "user-unknown" }] })
    const elsewhere = { accountId: "other", userId: "ann", actor: system, reason }
    expect(await muster.users.reset(elsewhere)).toMatchObject({ kind: "refused", reasons: [{ code: "user-unknown" }] })
  })

  test("for the last enrolled admin, of whom programs are none", async () => {
    const { reset, enrollUser } = await openDesk()
    await enrollUser({ id: "bot", email: "bot@acme.example" })
    expect(await reset("ada", system)).toMatchObject({ kind: "refused", reasons: [{ code: "last-enrolled-admin" }] })
    await enrollUser({ id: "bob", email: "bob@acme.example" })
    expect((await reset("ada", system)).kind).toBe("reset")
    expect(await reset("bob", system)).toMatchObject({ kind: "refused", reasons: [{ code: "last-enrolled-admin" }] })
  })

  test("by an admin of another account, and by one who was reset", async () => {
    const { muster, actor, reset, enrollAdmin } = await openDesk()
    const bob = await enrollAdmin("bob")
    const elsewhere = { accountId: "other", userId: "ann", actor, reason }
    const invalid = { kind: "refused", reasons: [{ code: "assurance-invalid" }] }
    expect(await muster.users.reset(elsewhere)).toMatchObject(invalid)
    await reset("bob")
    expect(await reset("ann", bob)).toMatchObject(invalid)
  })
})

test("an admin who acts is the other enrolled admin, and while two-factor is off none is asked for: no list is read", async () => {
  const counting = directoryOf([directoryUser("ada", { isAdmin: true }), directoryUser("bob", { isAdmin: true })])
  const { reset, enrollAdmin, actor, muster } = await openDesk({ directory: counting.directory })
  await enrollAdmin("bob")
  const before = counting.calls.list
  expect((await reset("bob")).kind).toBe("reset")
  await muster.accounts.disable({ accountId, actor, reason: "audit" })
  expect((await reset("ada", system)).kind).toBe("reset")
  expect(counting.calls.list).toBe(before)
})

test("a program with a factor is reset although no admin in person is enrolled", async () => {
  const { muster, store, enable } = openWorld({ directory })
  await enable()
  await saveRecord(store, "bot", { factor: someFactor, epoch: 1 })
  expect((await muster.users.reset({ accountId, userId: "bot", actor: system, reason })).kind).toBe("reset")
})

test("of two admins who reset each other at once exactly one succeeds", async () => {
  const { muster, actor, enrollAdmin } = await openDesk()
  const bob = await enrollAdmin("bob")
  const answers = await Promise.all([
    muster.users.reset({ accountId, userId: "bob", actor, reason }),
    muster.users.reset({ accountId, userId: "ada", actor: bob, reason }),
  ])
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["refused", "reset"])
  const admins = (await muster.users.list({ accountId, state: "enrolled" })).items.filter(({ isAdmin }) => isAdmin)
  expect(admins).toHaveLength(1)
})

test("an admin who is reset in the middle of a call does not finish it", async () => {
  const store = memoryStore()
  let between: (() => Promise<unknown>) | undefined
  const { muster, clock, actor, enrollAdmin } = await openDesk({
    store: {
      ...store,
      loadUser: async (key) => {
        const loaded = await store.loadUser(key)
        const act = between
        between = undefined
        await act?.()
        return loaded
      },
    },
  })
  const bob = await enrollAdmin("bob")
  const invalid = { kind: "refused", reasons: [{ code: "assurance-invalid" }] }
  between = () => muster.users.reset({ accountId, userId: "bob", actor, reason })
  expect(await muster.users.reset({ accountId, userId: "ann", actor: bob, reason })).toMatchObject(invalid)

  clock.advance({ minutes: 2 })
  const again = await enrollAdmin("bob")
  between = () => muster.users.reset({ accountId, userId: "bob", actor, reason })
  const updates = { mode: "frequent", lock: true } as const
  expect(await muster.accounts.setUpdates({ accountId, actor: again, updates })).toMatchObject(invalid)
})

test("of two resets by programs that would leave no enrolled admin one succeeds", async () => {
  const { muster, enrollAdmin } = await openDesk()
  await enrollAdmin("bob")
  const answers = await Promise.all(
    ["ada", "bob"].map((userId) => muster.users.reset({ accountId, userId, actor: system, reason })),
  )
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["refused", "reset"])
  expect(answers).toContainEqual(
    expect.objectContaining({ reasons: [expect.objectContaining({ code: "last-enrolled-admin" })] }),
  )
})

test("a reset changes the account's version for an enrolled admin alone, so that an open form stays good", async () => {
  const { muster, enrollUser, enrollAdmin, reset } = await openDesk()
  await enrollUser()
  await enrollAdmin("bob")
  const version = async () => (await muster.accounts.status({ accountId })).version
  const before = await version()
  await reset("ann")
  expect(await version()).toBe(before)
  await reset("bob")
  expect(await version()).toBe(before + 1)
})

test("a reset that loses its race is decided again, three times at most", async () => {
  const store = memoryStore()
  let losing = 0
  const racing: MusterStore = {
    ...store,
    saveUser: async (key, next, version, writes) =>
      losing-- > 0 ? { kind: "version-conflict" } : store.saveUser(key, next, version, writes),
  }
  const { enrollUser, reset } = await openDesk({ store: racing })
  await enrollUser()
  losing = 2
  expect(await reset("ann")).toEqual({ kind: "reset", epoch: 2 })
  losing = 3
  expect(await reset("ann")).toMatchObject({ kind: "refused", reasons: [{ code: "changed-meanwhile" }] })
  losing = 0
})

test.each(["", " ", "x".repeat(501), undefined])(
  "a reset without a reason, or with one too long, is the caller's fault: %j",
  async (wrong) => {
    const { muster, actor } = await openDesk()
    const input = { accountId, userId: "ann", actor, reason: wrong as string }
    await expect(muster.users.reset(input)).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "reason" })
  },
)

test("while two-factor is off the last enrolled admin may be reset, since nobody is locked out by it", async () => {
  const { muster, store } = openWorld({ directory })
  await saveRecord(store, "ada", { factor: someFactor, epoch: 1 })
  const answer = await muster.users.reset({ accountId, userId: "ada", actor: system, reason })
  expect(answer).toEqual({ kind: "reset", epoch: 2 })
})
