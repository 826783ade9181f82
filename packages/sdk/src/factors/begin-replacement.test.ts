import { ephemeralKeys } from "@muster/core"
import { authenticator } from "@muster/core/testing"
import type { AccountSettings } from "@muster/policy"
import { describe, expect, test } from "vitest"
import { adminOnly, key, openReplacing, selfService, withCode, withHold } from "../../test/replacing.js"
import { ann, otherThan, system, web } from "../../test/world.js"
import { type Assurance, createMuster, expectKind } from "../index.js"

type Replacing = Awaited<ReturnType<typeof openReplacing>>

const superseded = { kind: "ticket-rejected", reason: "superseded" }
const byNothing = ({ lost }: Replacing) => lost()
const byRecoveryCode = ({ lost, recoveryCode }: Replacing) => lost(recoveryCode)
const bySession = ({ fromSession }: Replacing) => fromSession()
const bySessionOfYesterday = ({ clock, fromSession }: Replacing) => {
  clock.advance({ hours: 24 })
  return fromSession()
}

describe("a replacement is not begun", () => {
  const either = { kind: "proof-needed", accepts: ["fresh-sign-in", "recovery-code"] }
  test.each([
    ["by the password alone, where a code is asked for", withCode, byNothing, either],
    ["by a session of yesterday, where a code is asked for", withCode, bySessionOfYesterday, either],
    ["by a session of yesterday, where the mailbox is enough at sign-in", selfService, bySessionOfYesterday, either],
    ["by the password alone, where an admin has to help", adminOnly, byNothing, { kind: "admin-only" }],
    ["by a recovery code, where an admin has to help", adminOnly, byRecoveryCode, { kind: "admin-only" }],
    ["by a fresh session, where an admin has to help", adminOnly, bySession, { kind: "admin-only" }],
    ["by a session of yesterday, where an admin has to help", adminOnly, bySessionOfYesterday, { kind: "admin-only" }],
  ])("%s", async (_, rule, by, refused) => {
    const world = await openReplacing(rule)
    const before = await world.record()
    expect(await by(world)).toEqual(refused)
    expect(await world.record()).toEqual(before)
    expect(await world.events()).not.toContain("replacement-begun")
  })

  test("by a session that is over, what is none, or another user's", async () => {
    const { muster, assurance, fromSession } = await openReplacing(selfService)
    const ended = { kind: "session-ended" }
    const begin = (held: unknown, user = ann) =>
      muster.factors.beginReplacement({ assurance: held as Assurance, user, client: web })
    expect(await begin({ ...assurance, epoch: 0 })).toEqual(ended)
    expect(await begin(null)).toEqual(ended)
    await expect(fromSession({ id: "bob", email: "bob@acme.example" })).rejects.toMatchObject({
      code: "ERR_INVALID_INPUT",
      field: "user.id",
    })
    await muster.users.reset({ ...key, actor: system, reason: "phone lost" })
    expect(await fromSession()).toEqual(ended)
  })

  test("by a session from the password alone, of somebody who has a factor and of somebody who has none", async () => {
    const { muster, assurance, fromSession, begin } = await openReplacing(selfService)
    await muster.accounts.disable({ accountId: key.accountId, actor: system, reason: "audit" })
    const plain = { ...assurance, method: "primary-only" } as Assurance
    expect(await muster.factors.beginReplacement({ assurance: plain, user: ann, client: web })).toMatchObject({
      kind: "proof-needed",
    })
    expect((await fromSession()).kind).toBe("enroll")
    const bob = { id: "bob", email: "bob@acme.example" }
    const signedIn = expectKind(await begin(bob), "signed-in")
    expect(await muster.factors.beginReplacement({ assurance: signedIn.assurance, user: bob, client: web })).toEqual({
      kind: "not-enrolled",
    })
  })

  test("by a session one millisecond older than fifteen minutes; to the millisecond it is", async () => {
    const { clock, assurance, fromSession } = await openReplacing(withCode)
    clock.set(assurance.signedInAt + 15 * 60_000 + 1)
    expect((await fromSession()).kind).toBe("proof-needed")
    clock.set(assurance.signedInAt + 15 * 60_000)
    expect((await fromSession()).kind).toBe("enroll")
  })

  test("with a ticket of a challenge that was answered, of an enrollment, or after the password has changed", async () => {
    const { muster, app, challengeTicket, fromSession } = await openReplacing(selfService)
    const used = await challengeTicket()
    expectKind(await muster.signIn.verify({ ticket: used, code: app.code() }), "signed-in")
    expect(await muster.factors.beginReplacement({ ticket: used })).toEqual({
      kind: "ticket-rejected",
      reason: "spent",
    })
    const { ticket } = expectKind(await fromSession(), "enroll")
    expect(await muster.factors.beginReplacement({ ticket })).toEqual({ kind: "ticket-rejected", reason: "invalid" })
    const old = await challengeTicket()
    await muster.users.primaryChanged(key)
    expect(await muster.factors.beginReplacement({ ticket: old })).toEqual(superseded)
  })

  test("on a client that could not sign in with the new authenticator; the recovery code stays good", async () => {
    const keys = ephemeralKeys()
    const { store, mailer, clock, ...world } = await openReplacing(withCode, { keys })
    const builds = { minimum: "v4.3 b1575", catalogue: [], updateUrl: "https://acme.example/get" }
    const strict = createMuster({ store, mailer, clock, keys, issuer: "Acme Support", builds })
    const client = { platform: "windows", build: "v4.2 b1500" } as const
    const outdated = { kind: "update-client", updateUrl: "https://acme.example/get" }
    const { assurance, recoveryCode } = world
    expect(await strict.factors.beginReplacement({ assurance, user: ann, client })).toMatchObject(outdated)
    const { ticket } = expectKind(await world.begin(ann, client), "challenge")
    expect(await strict.factors.beginReplacement({ ticket })).toMatchObject(outdated)
    expect(await strict.factors.beginReplacement({ ticket, recoveryCode })).toMatchObject(outdated)
    const { throttles } = await store.loadUser(key)
    expect(throttles["recovery-codes"].failures).toBe(0)
    expect((await world.lost(recoveryCode)).kind).toBe("enroll")
  })

  test("by a text that is no recovery code, which costs no attempt, nor by a wrong one, which does", async () => {
    const { store, lost, enrolled } = await openReplacing(withCode)
    const failures = async () => (await store.loadUser(key)).throttles
    const untouched = await failures()
    expect(await lost("no code")).toMatchObject({ kind: "wrong-code", why: "malformed" })
    expect(await failures()).toEqual(untouched)
    const wrong = enrolled.recoveryCodes[0]?.replace(/^./, (first) => (first === "A" ? "B" : "A"))
    expect(await lost(wrong)).toMatchObject({ kind: "wrong-code", why: "mismatch", attemptsLeft: 19 })
    const after = await failures()
    expect(after["recovery-codes"].failures).toBe(1)
    expect(after.codes).toEqual(untouched.codes)
  })
})

describe("whoever has no recovery code left", () => {
  test("is not told to use one", async () => {
    const { muster, lost, enrolled, clock, challengeTicket, fromSession } = await openReplacing(withCode)
    for (const code of enrolled.recoveryCodes) {
      expectKind(await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code }), "signed-in")
    }
    const needed = { kind: "proof-needed", accepts: ["fresh-sign-in"] }
    expect(await lost()).toEqual(needed)
    clock.advance({ hours: 1 })
    expect(await fromSession()).toEqual(needed)
  })
})

const allowed: readonly (readonly [string, AccountSettings["replacement"], typeof byNothing])[] = [
  ["by a recovery code", withCode, byRecoveryCode],
  ["by a fresh session", withCode, bySession],
  ["by the password and the mailbox, where the account says so", selfService, byNothing],
  ["by a recovery code, where the mailbox would do", selfService, byRecoveryCode],
  ["by a recovery code, without a hold", withHold, byRecoveryCode],
  ["by a fresh session, without a hold", withHold, bySession],
]

describe.each(allowed)("a replacement %s", (_, rule, by) => {
  test("leaves the old authenticator as it is until the new one is confirmed, and takes its place in one save", async () => {
    const world = await openReplacing(rule)
    const { app, enrolled, assurance, muster, prepare, signIn, challengeTicket, record, mailer } = world
    const begun = expectKind(await by(world), "enroll")
    expect(begun).toMatchObject({
      expiresAt: world.clock.now() + 3_600_000,
      current: { kind: "not-started", maskedEmail: "a•••@acme.example" },
      reasons: [{ code: "factor-to-be-replaced" }],
    })
    const { newApp, confirm } = await prepare(begun)
    const before = await record()
    expect(before.factor.enrolledAt).toBe(assurance.signedInAt)
    expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
    expect(await signIn(newApp.code())).toMatchObject({ kind: "wrong-code" })
    const pending = await challengeTicket()

    const sent = mailer.sent.length
    const confirmed = expectKind(await confirm(), "enrolled")
    expect(confirmed.next).toMatchObject({ kind: "signed-in", hostMust: ["rotate-session-id", "end-other-sessions"] })
    expect(mailer.sent.slice(sent)).toMatchObject([{ to: ann.email, message: { kind: "factor-replaced" } }])
    expect(await muster.sessions.check({ assurance })).toMatchObject({
      kind: "logout",
      reasons: [{ code: "epoch-raised", params: { by: "replaced" } }],
    })
    expect(await muster.signIn.verify({ ticket: pending, code: app.code() })).toEqual(superseded)

    const after = await record()
    expect(after).toMatchObject({ epoch: 2, replacement: null, enrollment: null, emailCodes: [] })
    expect(JSON.stringify(after)).not.toContain(before.factor.sealedSecret)
    for (const digest of before.recoveryCodes.unspent) expect(JSON.stringify(after)).not.toContain(digest)
    const events = await world.events()
    expect(events[0]).toBe("factor-replaced")
    expect(events).toContain("replacement-begun")

    world.clock.advance({ minutes: 2 })
    expect(await signIn(app.code())).toMatchObject({ kind: "wrong-code", why: "mismatch" })
    const old = enrolled.recoveryCodes.at(-1) ?? ""
    expect(await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code: old })).toMatchObject({
      kind: "wrong-code",
    })
    expect((await signIn(newApp.code())).kind).toBe("signed-in")
    const [code = ""] = confirmed.recoveryCodes
    expect((await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code })).kind).toBe("signed-in")
  })
})

test("the old authenticator signs in while a proved replacement is under way, and ends nothing", async () => {
  const { app, fromSession, signIn, prepare } = await openReplacing(withCode)
  const { confirm } = await prepare(expectKind(await fromSession(), "enroll"))
  expect((await signIn(app.code())).kind).toBe("signed-in")
  expect((await confirm()).kind).toBe("enrolled")
})

test("a wrong first code of the new authenticator changes nothing, and counts with all others", async () => {
  const { muster, fromSession, prepare, record, store } = await openReplacing(withCode)
  const { newApp, ticket } = await prepare(expectKind(await fromSession(), "enroll"))
  const { factor } = await record()
  expect(await muster.enrollment.confirm({ ticket, code: otherThan(newApp.code()) })).toMatchObject({
    kind: "wrong-code",
  })
  expect((await record()).factor).toEqual(factor)
  expect((await store.loadUser(key)).throttles.codes.failures).toBe(1)
})

test("whoever has changed the address first does not keep from the owner of the confirmed one what comes of it", async () => {
  const { muster, begin, clock, mailer, enrolled, sendCode } = await openReplacing(withCode)
  const [first = "", second = ""] = enrolled.recoveryCodes
  const thief = { ...ann, email: "thief@evil.example" }
  const told: (readonly [string, string])[] = []
  const noting = async <T>(work: Promise<T>): Promise<T> => {
    const sent = mailer.sent.length
    const answer = await work
    told.push(...mailer.sent.slice(sent).map(({ to, message }) => [message.kind, to] as const))
    return answer
  }
  const signIn = expectKind(await begin(thief), "challenge")
  await noting(muster.signIn.useRecoveryCode({ ticket: signIn.ticket, code: first }))
  const lost = expectKind(await begin(thief), "challenge")
  const begun = await noting(muster.factors.beginReplacement({ ticket: lost.ticket, recoveryCode: second }))
  const { ticket } = expectKind(begun, "enroll")
  clock.advance({ seconds: 61 })
  const code = await sendCode(ticket, thief.email)
  const verified = expectKind(await muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified")
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket: verified.ticket }), "key-issued")
  const newApp = authenticator(otpauthUri, clock)
  await noting(muster.enrollment.confirm({ ticket: verified.ticket, code: newApp.code() }))
  expect(told).toEqual(
    ["recovery-code-used", "recovery-code-used", "factor-replaced"].flatMap((kind) => [
      [kind, ann.email],
      [kind, thief.email],
    ]),
  )
  expect(mailer.sent.filter(({ message }) => message.kind === "email-code").map(({ to }) => to)).toEqual([
    ann.email,
    thief.email,
  ])
})
