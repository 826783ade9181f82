import { buildOtpauthUri, generateTotp, type TotpParameters } from "@muster/core"
import { authenticator } from "@muster/core/testing"
import { describe, expect, test } from "vitest"
import { directoryOf, directoryUser, saveRecord } from "../../test/directory.js"
import { accountId, openWorld, system, web } from "../../test/world.js"
import { type Actor, expectKind } from "../index.js"

const key = { accountId, userId: "ann" }
const reason = "moved from the earlier library"
const secret = Uint8Array.from({ length: 20 }, (_, index) => index + 1)
const totp: TotpParameters = { digits: 6, periodSeconds: 30, algorithm: "SHA-1" }
const { directory } = directoryOf([
  directoryUser("ada", { isAdmin: true }),
  directoryUser("ann", { locale: "de" }),
  directoryUser("cid", { email: null }),
])

/** An account with two-factor on, to which an earlier library's factors are moved. */
async function openMove(options: Parameters<typeof openWorld>[0] = { directory }) {
  const world = openWorld(options)
  await world.enable()
  const move = (changes: object = {}) =>
    world.muster.users.importFactor({ ...key, actor: system, reason, secret, totp, ...changes })
  const uri = buildOtpauthUri({ secret, issuer: "Old", label: "ann", parameters: totp })
  return { ...world, move, app: authenticator(uri, world.clock) }
}

describe("a code that the earlier library may have accepted", () => {
  test.each([
    ["of now", 0],
    ["of the step before", -1],
    ["of the step after, from a phone that is ahead", 1],
  ])("signs nobody in: %s", async (_, steps) => {
    const { muster, clock, move, challengeTicket } = await openMove()
    const code = generateTotp({ secret, at: clock.now() + steps * 30_000, parameters: totp })
    expectKind(await move(), "imported")
    for (const later of [0, 20, 20, 20]) {
      clock.advance({ seconds: later })
      const answer = await muster.signIn.verify({ ticket: await challengeTicket(), code })
      expect(answer).toMatchObject({ kind: "wrong-code" })
    }
  })

  test("locks its user out for a minute at most: the code after that signs in", async () => {
    const { muster, clock, move, app, challengeTicket } = await openMove()
    clock.set(Math.ceil(clock.now() / 30_000) * 30_000)
    await move()
    clock.advance({ seconds: 60 })
    expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() }), "signed-in")
  })

  test.each([30, 60] as const)("is of the step after now at the latest, whatever the period: %i s", async (period) => {
    const { store, clock, move } = await openMove()
    await move({ totp: { digits: 8, periodSeconds: period, algorithm: "SHA-256" } })
    const { user } = await store.loadUser(key)
    const { factor } = JSON.parse(user?.value.json ?? "")
    expect(factor.lastUsedStep).toBe(Math.floor(clock.now() / 1000 / period) + 1)
  })
})

describe("a factor is not imported", () => {
  test("by a stolen password-only session, or one whose second factor is older than fifteen minutes", async () => {
    const { muster, store, clock, begin, enable, enrollAdmin } = openWorld({ directory })
    const { assurance } = expectKind(await begin({ id: "ada", email: null }), "signed-in")
    await enable()
    const input = { ...key, reason, secret, totp }
    const needed = { kind: "proof-needed", accepts: ["fresh-sign-in"] }
    expect(await muster.users.importFactor({ ...input, actor: { assurance } })).toEqual(needed)
    const actor: Actor = await enrollAdmin("ada")
    clock.advance({ minutes: 15 })
    expect(await muster.users.importFactor({ ...input, actor })).toEqual(needed)
    expect((await store.loadUser(key)).user).toBeUndefined()
  })

  test("over one that is there, which goes on working", async () => {
    const { muster, move, enrollUser, challengeTicket } = await openMove()
    const { app } = await enrollUser()
    expect(await move()).toEqual({ kind: "already-enrolled" })
    expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() }), "signed-in")
  })

  test("twice, though both calls run at once", async () => {
    const { store, move } = await openMove()
    const answers = await Promise.all([move(), move({ secret: secret.map((byte) => byte + 1) })])
    expect(answers.map(({ kind }) => kind).sort()).toEqual(["already-enrolled", "imported"])
    expect((await store.loadUser(key)).user?.value.columns.epoch).toBe(1)
  })

  test("for an id that the directory does not know", async () => {
    const { move } = await openMove()
    expect(await move({ userId: "nobody" })).toMatchObject({ kind: "refused", reasons: [{ code: "user-unknown" }] })
  })

  test.each([
    ["15 bytes", { secret: secret.slice(0, 15) }, "secret"],
    ["9 bytes, at one's own risk", { secret: secret.slice(0, 9), dangerouslyAllowShortSecret: true }, "secret"],
    ["65 bytes", { secret: new Uint8Array(65) }, "secret"],
    ["a text", { secret: "JBSWY3DPEHPK3PXP" }, "secret"],
    ["a risk that is no yes or no", { dangerouslyAllowShortSecret: "yes" }, "dangerouslyAllowShortSecret"],
    ["no parameters", { totp: undefined }, "totp"],
    ["five digits", { totp: { ...totp, digits: 5 } }, "totp.digits"],
    ["a period of 45 seconds", { totp: { ...totp, periodSeconds: 45 } }, "totp.periodSeconds"],
    ["another algorithm", { totp: { ...totp, algorithm: "MD5" } }, "totp.algorithm"],
    ["a parameter left out", { totp: { digits: 6, periodSeconds: 30 } }, "totp.algorithm"],
    ["no reason", { reason: " " }, "reason"],
  ])("from what is none, which is the caller's fault: %s", async (_, changes, field) => {
    const { store, move } = await openMove()
    const thrown = await move(changes).catch((error: unknown) => error)
    expect(thrown).toMatchObject({ code: "ERR_INVALID_INPUT", field })
    expect(String(thrown)).not.toContain("JBSWY3DPEHPK3PXP")
    expect((await store.loadUser(key)).user).toBeUndefined()
  })
})

test.each([
  ["16 bytes", { secret: secret.slice(0, 16) }],
  ["10 bytes, at one's own risk", { secret: secret.slice(0, 10), dangerouslyAllowShortSecret: true }],
])("a secret is taken over: %s", async (_, changes) => {
  const { move } = await openMove()
  expect(await move(changes)).toEqual({ kind: "imported", epoch: 1 })
})

test("the user signs in with the app of before, and makes recovery codes then", async () => {
  const { muster, clock, move, app, challengeTicket } = await openMove()
  await move()
  clock.advance({ minutes: 2 })
  const answer = await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })
  const { assurance } = expectKind(answer, "signed-in")
  expect(await muster.users.status(key)).toMatchObject({ state: "enrolled", recoveryCodesLeft: 0 })
  const { setId } = expectKind(await muster.factors.regenerateRecoveryCodes({ assurance }), "regenerated")
  await muster.factors.acknowledgeRecoveryCodes({ assurance, setId })
  expect(await muster.users.status(key)).toMatchObject({ recoveryCodesLeft: 10 })
})

test("an enrollment that was open ends, and so does every session of before", async () => {
  const { muster, verifiedTicket, move } = await openMove()
  const session = muster.sessions.adopt({ ...key, signedInAt: 0 })
  const ticket = await verifiedTicket()
  await move()
  const superseded = { kind: "ticket-rejected", reason: "superseded" }
  expect(await muster.enrollment.issueKey({ ticket })).toEqual(superseded)
  expect((await muster.sessions.check({ assurance: session })).kind).toBe("logout")
  const begun = await muster.enrollment.begin({ assurance: session, user: { id: "ann", email: null }, client: web })
  expect(begun.kind).toBe("session-ended")
})

test("the user is told at the directory's address; who has none is imported all the same", async () => {
  const { mailer, clock, move } = await openMove()
  await move({ userId: "cid" })
  expect(mailer.sent).toEqual([])
  await move()
  expect(mailer.sent).toMatchObject([
    { to: "ann@acme.example", locale: "de", message: { kind: "factor-imported", at: clock.now(), by: system } },
  ])
})

test("neither the audit log nor the database holds the secret, and the log says who and why", async () => {
  const { muster, store, move } = await openMove()
  await move()
  const [event] = (await muster.accounts.events(key)).items
  expect(event).toMatchObject({
    kind: "factor-imported",
    actor: system,
    reason,
    before: { enrolledAt: null, epoch: 0 },
    after: { epoch: 1, totp },
  })
  const { user } = await store.loadUser(key)
  const kept = JSON.stringify([event, user])
  for (const encoding of ["hex", "base64", "base64url"] as const) {
    expect(kept).not.toContain(Buffer.from(secret).toString(encoding))
  }
  expect(user?.value.columns.sealedKeyIds).toHaveLength(1)
})

test("an exempt user keeps the exemption, and is challenged as everybody who has a factor", async () => {
  const { store, begin, move } = await openMove({})
  const exemption = { grantedAt: 0, until: 4e12, grantedBy: system }
  await saveRecord(store, "ann", { exemption })
  expect((await begin()).kind).toBe("signed-in")
  await move()
  expect((await begin()).kind).toBe("challenge")
})
