import { describe, expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, openWorld, system } from "../../test/world.js"
import { type Assurance, expectKind, type Muster } from "../index.js"

const reason = "works without a phone this week"
const { directory } = directoryOf([
  directoryUser("ada", { isAdmin: true }),
  directoryUser("ann", { email: "new@acme.example" }),
  directoryUser("bob", { isAdmin: true }),
  directoryUser("bot", { isAdmin: true, isService: true }),
  directoryUser("link", { hasLocalPassword: false }),
  directoryUser("sam", { hasLocalPassword: false, usesSso: true }),
])
const fresh = { kind: "proof-needed", accepts: ["fresh-sign-in"] }
const required = { kind: "refused", reasons: [{ code: "required-by-account" }] }

/** An account with two-factor on, whose people enroll and are then exempt. */
async function openExempt(options: Parameters<typeof openWorld>[0] = { directory }) {
  const world = openWorld(options)
  await world.enable()
  const enrollExempt = async (id: string) => {
    const { assurance } = await world.enrollAdmin(id)
    await exempt(world.muster, id, world.clock.now() + 86_400_000)
    return assurance
  }
  return { ...world, enrollExempt, remove: (assurance: Assurance) => world.muster.factors.remove({ assurance }) }
}

const exempt = (muster: Muster, userId: string, until: number | null) =>
  muster.users.exempt({ accountId, userId, actor: system, reason, until })

describe("a factor is not removed", () => {
  test("where the account asks for it, and that is said before a code is asked for", async () => {
    const { muster, clock, enable, enrollAdmin } = openWorld({ directory })
    await enable()
    const { assurance } = await enrollAdmin("ann")
    expect(await muster.factors.remove({ assurance })).toMatchObject(required)
    clock.advance({ hours: 1 })
    expect(await muster.factors.remove({ assurance })).toMatchObject(required)
  })

  test("once an exemption is over", async () => {
    const { clock, enrollExempt, remove } = await openExempt()
    const assurance = await enrollExempt("ann")
    clock.advance({ days: 1 })
    expect(await remove(assurance)).toMatchObject(required)
  })

  test("by a session whose second factor is older than fifteen minutes; one more code makes it fresh", async () => {
    const { muster, store, clock, enable, enrollUser } = openWorld()
    await enable()
    const { app, enrolled } = await enrollUser()
    await exempt(muster, "ann", clock.now() + 86_400_000)
    const { assurance } = expectKind(enrolled.next, "signed-in")
    const before = (await store.loadUser({ accountId, userId: "ann" })).user
    clock.set(assurance.signedInAt + 15 * 60_000 + 1)
    expect(await muster.factors.remove({ assurance })).toEqual(fresh)
    expect((await store.loadUser({ accountId, userId: "ann" })).user).toEqual(before)
    const { ticket } = expectKind(await muster.signIn.stepUp({ assurance, client: { platform: "web" } }), "challenge")
    const proved = expectKind(await muster.signIn.verify({ ticket, code: app.code() }), "signed-in").assurance
    expect(await muster.factors.remove({ assurance: proved })).toEqual({ kind: "removed" })
  })

  test("by a stolen password-only session of an admin, which enrolling has ended", async () => {
    const { muster, begin, enable, enrollAdmin } = openWorld({ directory })
    const stolen = expectKind(await begin({ id: "ada", email: null }), "signed-in").assurance
    expect(await muster.factors.remove({ assurance: stolen })).toEqual({ kind: "not-enrolled" })
    await enable()
    await enrollAdmin("ada")
    await muster.accounts.disable({ accountId, actor: system, reason })
    expect(await muster.factors.remove({ assurance: stolen })).toEqual({ kind: "session-ended" })
    expect(await muster.factors.regenerateRecoveryCodes({ assurance: stolen })).toEqual({ kind: "session-ended" })
    expect(await muster.users.status({ accountId, userId: "ada" })).toMatchObject({ state: "enrolled" })
  })

  test("from a mailed link, which an assurance cannot tell from single sign-on", async () => {
    const { enrollAdmin, muster, enable } = openWorld({ directory })
    await enable()
    const { assurance } = await enrollAdmin("link")
    const linked = { ...assurance, amr: ["otp", "mfa"] }
    expect(await muster.factors.remove({ assurance: linked })).toMatchObject(required)
  })

  test("of the last enrolled admin, of whom programs are none, though the admin is exempt", async () => {
    const { enrollExempt, remove } = await openExempt()
    const ada = await enrollExempt("ada")
    await enrollExempt("bot")
    expect(await remove(ada)).toMatchObject({ kind: "refused", reasons: [{ code: "last-enrolled-admin" }] })
    await enrollExempt("bob")
    expect(await remove(ada)).toEqual({ kind: "removed" })
  })
})

describe("a factor is removed where the account does not ask for one", () => {
  test("while two-factor is off", async () => {
    const { muster, enable, enrollAdmin, begin } = openWorld({ directory })
    await enable()
    const { assurance } = await enrollAdmin("ada")
    await muster.accounts.disable({ accountId, actor: system, reason })
    expect(await muster.factors.remove({ assurance })).toEqual({ kind: "removed" })
    expect((await begin({ id: "ada", email: null })).kind).toBe("signed-in")
  })

  test("while a stage has not begun; the next sign-in has its user enroll all the same", async () => {
    const { muster, enable, enrollAdmin, begin } = openWorld()
    await enable()
    const { assurance } = await enrollAdmin("ann")
    await muster.accounts.disable({ accountId, actor: system, reason })
    const stages = [{ begins: { date: "2026-12-01", timeZone: "UTC" }, userIds: ["ann"] }]
    expectKind(await muster.accounts.enable({ accountId, actor: system, stages }), "enabled")
    expect(await muster.factors.remove({ assurance })).toEqual({ kind: "removed" })
    expect((await begin()).kind).toBe("enroll")
  })

  test("for a program, and for who signs in through an identity provider alone", async () => {
    const { muster, enable, enrollAdmin } = openWorld({ directory })
    await enable()
    const bot = await enrollAdmin("bot")
    expect(await muster.factors.remove(bot)).toEqual({ kind: "removed" })
    const { assurance } = await enrollAdmin("sam")
    expect(await muster.factors.remove({ assurance })).toMatchObject(required)
    expect(await muster.factors.remove({ assurance: { ...assurance, amr: ["otp", "mfa"] } })).toEqual({
      kind: "removed",
    })
  })
})

describe("what goes with a removed factor", () => {
  test("every session of the user, this one too, every open ticket, and the recovery codes", async () => {
    const { muster, store, enable, enrollUser, challengeTicket } = openWorld()
    await enable()
    const { app, enrolled } = await enrollUser()
    const { assurance } = expectKind(enrolled.next, "signed-in")
    const ticket = await challengeTicket()
    await muster.accounts.disable({ accountId, actor: system, reason })
    expect(await muster.factors.remove({ assurance })).toEqual({ kind: "removed" })
    expect(await muster.sessions.check({ assurance })).toMatchObject({
      kind: "logout",
      reasons: [{ code: "epoch-raised", params: { by: "removed" } }],
    })
    expect(await muster.factors.remove({ assurance })).toEqual({ kind: "session-ended" })
    const superseded = { kind: "ticket-rejected", reason: "superseded" }
    expect(await muster.signIn.verify({ ticket, code: app.code() })).toEqual(superseded)
    const [code = ""] = enrolled.recoveryCodes
    expect(await muster.signIn.useRecoveryCode({ ticket, code })).toEqual(superseded)
    const { user } = await store.loadUser({ accountId, userId: "ann" })
    expect(user?.value).toMatchObject({ columns: { status: "not-enrolled", epoch: 2, sealedKeyIds: [] } })
  })

  test("switching two-factor on again revives no session, and has the user enroll", async () => {
    const { muster, enable, enrollAdmin, begin } = openWorld()
    await enable()
    const { assurance } = await enrollAdmin("ann")
    await muster.accounts.disable({ accountId, actor: system, reason })
    await muster.factors.remove({ assurance })
    await enable()
    expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
    expect((await begin()).kind).toBe("enroll")
  })
})

test("a removal is told at the confirmed address and at the one that the directory has now, and recorded", async () => {
  const { muster, mailer, clock, enrollExempt, remove } = await openExempt()
  const assurance = await enrollExempt("ann")
  const before = mailer.sent.length
  await remove(assurance)
  const message = { kind: "factor-removed", at: clock.now(), client: null }
  expect(mailer.sent.slice(before)).toMatchObject([
    { to: "ann@acme.example", message },
    { to: "new@acme.example", message },
  ])
  const [event] = (await muster.accounts.events({ accountId, userId: "ann" })).items
  expect(event).toMatchObject({
    kind: "factor-removed",
    actor: { userId: "ann" },
    before: { epoch: 1 },
    after: { epoch: 2 },
  })
  expect(JSON.stringify(event)).not.toContain("@")
})

test("of two admins who remove their factors at once, and would be the last, exactly one succeeds", async () => {
  const { muster, enrollExempt, remove } = await openExempt()
  const [ada, bob] = [await enrollExempt("ada"), await enrollExempt("bob")]
  const answers = await Promise.all([remove(ada), remove(bob)])
  expect(answers.map(({ kind }) => kind).sort()).toEqual(["refused", "removed"])
  expect(answers).toContainEqual(
    expect.objectContaining({ reasons: [expect.objectContaining({ code: "last-enrolled-admin" })] }),
  )
  const statuses = await Promise.all(["ada", "bob"].map((userId) => muster.users.status({ accountId, userId })))
  expect(statuses.filter(({ state }) => state === "enrolled")).toHaveLength(1)
})

test("an admin who removes the factor while another is reset does not leave the account without one", async () => {
  const { muster, enrollExempt, remove } = await openExempt()
  const [ada] = [await enrollExempt("ada"), await enrollExempt("bob")]
  const reset = muster.users.reset({ accountId, userId: "bob", actor: system, reason })
  const answers = await Promise.all([remove(ada), reset])
  expect(answers.filter(({ kind }) => kind === "refused")).toHaveLength(1)
})
