import { describe, expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { adminOnly, key, openReplacing, selfService, withCode, withHold } from "../../test/replacing.js"
import { ann, system } from "../../test/world.js"
import { type Assurance, expectKind } from "../index.js"

const superseded = { kind: "ticket-rejected", reason: "superseded" }
const day = 24 * 3_600_000

/** Somebody has asked with the password alone, and waits. */
async function openHeld(options: Parameters<typeof openReplacing>[1] = {}) {
  const world = await openReplacing(withHold, options)
  const sentBefore = world.mailer.sent.length
  const { until } = expectKind(await world.lost(), "held")
  return { ...world, until, told: world.mailer.sent.slice(sentBefore) }
}

/** The hold is over, and a new authenticator is about to be confirmed. */
async function openWaited() {
  const world = await openHeld()
  world.clock.set(world.until)
  const prepared = await world.prepare(expectKind(await world.lost(), "enroll"))
  return { ...world, ...prepared }
}

describe("a replacement that rests on the password and the mailbox waits", () => {
  test("as long as the account says; its owner is told, and it is recorded", async () => {
    const { clock, until, told, events, record } = await openHeld()
    expect(until).toBe(clock.now() + day)
    const message = { kind: "replacement-held", at: clock.now(), until }
    expect(told).toMatchObject([{ to: ann.email, message }])
    expect((await events())[0]).toBe("replacement-held")
    expect((await record()).replacement).toMatchObject({ opensAt: until, isProved: false })
  })

  test("no longer and no shorter when it is asked for again, and nobody is told twice", async () => {
    const { clock, until, lost, mailer, events, record } = await openHeld()
    const before = [await record(), await events(), mailer.sent.length]
    for (const hours of [0, 12, 11]) {
      clock.advance({ hours })
      expect(await lost()).toEqual({ kind: "held", until })
    }
    expect([await record(), await events(), mailer.sent.length]).toEqual(before)
  })

  test("to the millisecond, and then leads into an enrollment for a day; after that it waits again", async () => {
    const { clock, until, lost } = await openHeld()
    clock.set(until - 1)
    expect((await lost()).kind).toBe("held")
    clock.set(until)
    expect((await lost()).kind).toBe("enroll")
    clock.set(until + day - 1)
    expect((await lost()).kind).toBe("enroll")
    clock.set(until + day)
    expect(await lost()).toEqual({ kind: "held", until: until + 2 * day })
  })

  test("and then ends in a new factor, at which the old authenticator is dead", async () => {
    const { confirm, app, newApp, signIn, clock } = await openWaited()
    expect((await confirm()).kind).toBe("enrolled")
    clock.advance({ minutes: 1 })
    expect(await signIn(app.code())).toMatchObject({ kind: "wrong-code" })
    expect((await signIn(newApp.code())).kind).toBe("signed-in")
  })

  test("not for whoever proves more meanwhile, and what waited is over with that", async () => {
    const { lost, recoveryCode, prepare, record } = await openHeld()
    const { id } = (await record()).replacement
    const { confirm } = await prepare(expectKind(await lost(recoveryCode), "enroll"))
    expect((await record()).replacement.id).not.toBe(id)
    expect((await confirm()).kind).toBe("enrolled")
  })
})

describe("a replacement without proof ends, and its tickets with it", () => {
  test("with the next code of the old authenticator", async () => {
    const { app, signIn, confirm, muster, ticket, events, record, lost, clock } = await openWaited()
    expect((await signIn(app.code())).kind).toBe("signed-in")
    expect((await events()).slice(0, 2).sort()).toEqual(["replacement-cancelled", "signed-in"])
    expect(await confirm()).toEqual(superseded)
    expect(await muster.enrollment.current({ ticket })).toEqual(superseded)
    expect(await record()).toMatchObject({ epoch: 1, replacement: null, enrollment: null })
    expect(await lost()).toEqual({ kind: "held", until: clock.now() + day })
  })

  test("while it waits too: asked again, the whole hold begins anew", async () => {
    const { clock, app, signIn, lost } = await openHeld()
    clock.advance({ hours: 23 })
    expect((await signIn(app.code())).kind).toBe("signed-in")
    expect(await lost()).toEqual({ kind: "held", until: clock.now() + day })
  })

  test("with a password change, and with a reset", async () => {
    const changed = await openWaited()
    await changed.muster.users.primaryChanged(key)
    expect(await changed.confirm()).toEqual(superseded)
    expect((await changed.record()).replacement).toBeNull()
    expect((await changed.lost()).kind).toBe("held")
    const reset = await openWaited()
    await reset.muster.users.reset({ ...key, actor: system, reason: "phone lost" })
    expect(await reset.confirm()).toEqual(superseded)
    expect((await reset.record()).replacement).toBeNull()
  })

  test("not with a recovery code: whoever signs in with that has no old authenticator", async () => {
    const { muster, recoveryCode, challengeTicket, confirm } = await openWaited()
    const code = recoveryCode
    expectKind(await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code }), "signed-in")
    expect((await confirm()).kind).toBe("enrolled")
  })
})

describe("the rule of now holds, where it is the stricter one", () => {
  test.each([
    ["only an admin may help", adminOnly],
    ["a code is asked for", withCode],
    ["the hold is longer", { rule: "self-service", holdHours: 72 } as const],
  ])("at the confirmation: %s", async (_, tightened) => {
    const { setRule, confirm, store, app, signIn, record } = await openWaited()
    await setRule(tightened)
    const { factor } = await record()
    expect(await confirm()).toEqual(superseded)
    expect((await store.loadUser(key)).throttles.codes.failures).toBe(0)
    expect((await record()).factor).toEqual(factor)
    expect((await signIn(app.code())).kind).toBe("signed-in")
  })

  test("a proved replacement is refused by no rule but that an admin has to help", async () => {
    const { setRule, fromSession, prepare } = await openReplacing(selfService)
    const { confirm } = await prepare(expectKind(await fromSession(), "enroll"))
    await setRule(adminOnly)
    expect(await confirm()).toEqual(superseded)
    await setRule({ rule: "self-service", holdHours: 72 })
    expect((await confirm()).kind).toBe("enrolled")
  })

  test("at each call that asks for it", async () => {
    const { setRule, lost, until, clock } = await openHeld()
    await setRule(adminOnly)
    expect(await lost()).toEqual({ kind: "admin-only" })
    await setRule(withCode)
    expect((await lost()).kind).toBe("proof-needed")
    await setRule({ rule: "self-service", holdHours: 48 })
    clock.set(until)
    expect(await lost()).toEqual({ kind: "held", until: until + day })
    await setRule(selfService)
    expect((await lost()).kind).toBe("enroll")
  })
})

describe("cancelling a replacement", () => {
  test("asks for a second factor, of any age", async () => {
    const { muster, assurance, clock, record } = await openHeld()
    const plain = { ...assurance, method: "primary-only" } as Assurance
    await muster.accounts.disable({ accountId: key.accountId, actor: system, reason: "audit" })
    expect(await muster.factors.cancelReplacement({ assurance: plain })).toEqual({
      kind: "proof-needed",
      accepts: ["fresh-sign-in"],
    })
    expect(await muster.factors.cancelReplacement({ assurance: { ...assurance, epoch: 0 } })).toEqual({
      kind: "session-ended",
    })
    expect((await record()).replacement).not.toBeNull()
    clock.advance({ hours: 20 })
    expect(await muster.factors.cancelReplacement({ assurance })).toEqual({ kind: "cancelled", changed: true })
  })

  test("ends it with its tickets, once, and is recorded once", async () => {
    const { muster, assurance, confirm, events, record } = await openWaited()
    expect(await muster.factors.cancelReplacement({ assurance })).toEqual({ kind: "cancelled", changed: true })
    const after = await record()
    expect(after).toMatchObject({ epoch: 1, replacement: null, enrollment: null, emailCodes: [] })
    expect(await muster.factors.cancelReplacement({ assurance })).toEqual({ kind: "cancelled", changed: false })
    expect(await record()).toEqual(after)
    expect((await events()).filter((kind) => kind === "replacement-cancelled")).toHaveLength(1)
    expect(await confirm()).toEqual(superseded)
  })
})

test("whoever has changed the address first does not keep the hold from the owner of the confirmed one", async () => {
  const { directory } = directoryOf([directoryUser("ann")])
  const { begin, muster, mailer, until } = await openHeld({ directory })
  const sent = mailer.sent.length
  await muster.users.primaryChanged(key)
  const { ticket } = expectKind(await begin({ ...ann, email: "thief@evil.example" }), "challenge")
  expectKind(await muster.factors.beginReplacement({ ticket }), "held")
  expect(mailer.sent.slice(sent)).toMatchObject([
    { to: ann.email, message: { kind: "replacement-held", until } },
    { to: "thief@evil.example", message: { kind: "replacement-held", until } },
  ])
})

describe("admins are told of a hold", () => {
  const admins = ["ada", "bob", "cid"].map((id) => directoryUser(id, { isAdmin: true, locale: "de" }))
  const toAdmins = (told: Awaited<ReturnType<typeof openHeld>>["told"]) =>
    told.filter(({ message }) => message.kind === "user-replacement-held")

  test("once, in their language, with whom it is about and until when", async () => {
    const { directory } = directoryOf([directoryUser("ann"), ...admins])
    const { told, until, clock, lost, mailer } = await openHeld({ directory })
    const message = { kind: "user-replacement-held", at: clock.now(), until, user: ann.email }
    expect(toAdmins(told)).toMatchObject(
      ["ada", "bob", "cid"].map((id) => ({ to: `${id}@acme.example`, locale: "de", key, message })),
    )
    const sent = mailer.sent.length
    expect(await lost()).toEqual({ kind: "held", until })
    expect(mailer.sent).toHaveLength(sent)
  })

  test("but nobody is who is no admin, is a program, has no address, or is the user; and ten at most", async () => {
    const { directory } = directoryOf([
      directoryUser("ann", { isAdmin: true }),
      directoryUser("bot", { isAdmin: true, isService: true }),
      directoryUser("cid"),
      directoryUser("dan", { isAdmin: true, email: null }),
      ...Array.from({ length: 12 }, (_, index) => directoryUser(`x${10 + index}`, { isAdmin: true })),
    ])
    const { told } = await openHeld({ directory })
    expect(toAdmins(told).map(({ to }) => to)).toEqual(
      Array.from({ length: 10 }, (_, index) => `x${10 + index}@acme.example`),
    )
  })

  test("by one page of the directory and no more, and by none where nothing begins", async () => {
    const { directory, calls } = directoryOf([directoryUser("ann"), ...admins])
    const { lost, recoveryCode } = await openReplacing(withHold, { directory })
    const before = calls.list
    await lost()
    expect(calls.list).toBe(before + 1)
    await lost()
    await lost(recoveryCode)
    expect(calls.list).toBe(before + 1)
  })
})
