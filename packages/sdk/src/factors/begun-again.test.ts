import { authenticator } from "@muster/core/testing"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { adminOnly, key, openReplacing, selfService, withCode, withHold } from "../../test/replacing.js"
import { ann, web } from "../../test/world.js"
import { expectKind } from "../index.js"

const attemptId = "9c0d7a1e-54b1-4c62-9a2e-1d1f5d0c7a10"
const another = "0e9b5c1a-2f64-4d0b-8a51-6c0f6f4f3b22"
const spent = { kind: "ticket-rejected", reason: "spent" }

/** Ann has begun a replacement with a recovery code, by a try that has a name. */
async function openBegun() {
  const world = await openReplacing(withCode)
  const ticket = await world.challengeTicket()
  const begin = (change: { ticket?: string; recoveryCode?: string; attemptId?: string | undefined } = {}) =>
    world.muster.factors.beginReplacement({ ticket, recoveryCode: world.recoveryCode, attemptId, ...change })
  const first = expectKind(await begin(), "enroll")
  const failures = async () => (await world.store.loadUser(key)).throttles["recovery-codes"].failures
  return { ...world, challenge: ticket, begin, first, failures }
}

describe("a replacement that was begun by a named try is not begun again", () => {
  test("without the name, or under another one", async () => {
    const { begin } = await openBegun()
    for (const name of [undefined, another]) expect(await begin({ attemptId: name })).toEqual(spent)
  })

  test("with another ticket: there the recovery code is used up", async () => {
    const { begin, challengeTicket } = await openBegun()
    expect(await begin({ ticket: await challengeTicket() })).toMatchObject({ kind: "wrong-code", why: "mismatch" })
  })

  test("with another recovery code, and whoever tries that pays for each", async () => {
    const { begin, enrolled, failures, record } = await openBegun()
    const before = await record()
    const others = enrolled.recoveryCodes.slice(1, 4)
    for (const [index, recoveryCode] of others.entries()) {
      expect(await begin({ recoveryCode })).toEqual(spent)
      expect(await failures()).toBe(index + 1)
    }
    expect(await record()).toEqual(before)
  })

  test("after a minute", async () => {
    const { begin, clock } = await openBegun()
    const begunAt = clock.now()
    clock.set(begunAt + 59_999)
    expect((await begin()).kind).toBe("enroll")
    clock.set(begunAt + 60_000)
    expect(await begin()).toEqual(spent)
  })

  test("after it was cancelled, or another has taken its place", async () => {
    const cancelled = await openBegun()
    await cancelled.muster.factors.cancelReplacement({ assurance: cancelled.assurance })
    expect(await cancelled.begin()).toEqual(spent)
    const superseded = await openBegun()
    expectKind(await superseded.fromSession(), "enroll")
    expect(await superseded.begin()).toEqual(spent)
  })

  test("after it was confirmed, the user was reset, or the password has changed", async () => {
    const dead = { kind: "ticket-rejected", reason: "superseded" }
    const confirmed = await openBegun()
    const { ticket } = confirmed.first
    confirmed.clock.advance({ seconds: 31 })
    const code = await confirmed.sendCode(ticket)
    const verified = expectKind(await confirmed.muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified")
    const issued = await confirmed.muster.enrollment.issueKey({ ticket: verified.ticket })
    const app = authenticator(expectKind(issued, "key-issued").otpauthUri, confirmed.clock)
    expectKind(await confirmed.muster.enrollment.confirm({ ticket: verified.ticket, code: app.code() }), "enrolled")
    expect(await confirmed.begin()).toEqual(dead)
    const reset = await openBegun()
    await reset.muster.users.reset({ ...key, actor: { system: "test" }, reason: "phone lost" })
    expect(await reset.begin()).toEqual(dead)
    const changed = await openBegun()
    await changed.muster.users.primaryChanged(key)
    expect(await changed.begin()).toEqual(dead)
  })

  test("where only an admin may help by now", async () => {
    const { begin, setRule } = await openBegun()
    await setRule(adminOnly)
    expect(await begin()).toEqual(spent)
  })

  test("by a try that had no name, though it is given one later", async () => {
    const { muster, recoveryCode, challengeTicket } = await openReplacing(withCode)
    const ticket = await challengeTicket()
    expectKind(await muster.factors.beginReplacement({ ticket, recoveryCode }), "enroll")
    expect(await muster.factors.beginReplacement({ ticket, recoveryCode, attemptId })).toEqual(spent)
  })
})

describe("one recovery code is good for one thing", () => {
  test("the name of a replacement signs nobody in", async () => {
    const { muster, challenge, recoveryCode } = await openBegun()
    const answer = await muster.signIn.useRecoveryCode({ ticket: challenge, code: recoveryCode, attemptId })
    expect(answer).toEqual(spent)
  })

  test("the name of a sign-in begins no replacement", async () => {
    const { muster, recoveryCode, challengeTicket, record } = await openReplacing(withCode)
    const ticket = await challengeTicket()
    expectKind(await muster.signIn.useRecoveryCode({ ticket, code: recoveryCode, attemptId }), "signed-in")
    expect(await muster.factors.beginReplacement({ ticket, recoveryCode, attemptId })).toEqual(spent)
    expect((await record()).replacement).toBeNull()
  })
})

describe("a replacement whose answer was lost is asked for again", () => {
  test("for a ticket of the same replacement, which expires when the first one does; nothing is written or mailed", async () => {
    const { begin, first, clock, record, events, mailer, failures, sendCode } = await openBegun()
    const before = [await record(), mailer.sent.length, await failures()]
    const charges = (await events()).filter((kind) => kind !== "attempt-charged")
    clock.advance({ seconds: 40 })
    const again = expectKind(await begin(), "enroll")
    expect({ ...again, ticket: first.ticket }).toEqual(first)
    expect([await record(), mailer.sent.length, await failures()]).toEqual(before)
    expect((await events()).filter((kind) => kind !== "attempt-charged")).toEqual(charges)
    await sendCode(again.ticket)
  })

  test("and both tickets lead to one new factor, not to two", async () => {
    const { begin, first, prepare, record } = await openBegun()
    const again = expectKind(await begin(), "enroll")
    const one = await prepare(first)
    const other = await prepare(again)
    expect(await one.confirm()).toEqual({ kind: "ticket-rejected", reason: "superseded" })
    expect((await other.confirm()).kind).toBe("enrolled")
    expect(await record()).toMatchObject({ epoch: 2, replacement: null })
  })

  test("at once, by a double click: all get the same, and the code is spent once", async () => {
    const { muster, recoveryCode, challengeTicket, record } = await openReplacing(withCode)
    const ticket = await challengeTicket()
    const answers = await Promise.all(
      [1, 2, 3].map(() => muster.factors.beginReplacement({ ticket, recoveryCode, attemptId })),
    )
    const [first, ...others] = answers.map((answer) => ({ ...expectKind(answer, "enroll"), ticket: "" }))
    for (const other of others) expect(other).toEqual(first)
    expect((await record()).recoveryCodes.unspent).toHaveLength(9)
  })

  test("a hold without a name too: it is the same hold, and nobody is told twice", async () => {
    const { muster, mailer, challengeTicket, record } = await openReplacing(withHold)
    const ticket = await challengeTicket()
    const held = expectKind(await muster.factors.beginReplacement({ ticket, attemptId }), "held")
    const before = [await record(), mailer.sent.length]
    expect(await muster.factors.beginReplacement({ ticket, attemptId })).toEqual(held)
    expect(await muster.factors.beginReplacement({ ticket })).toEqual(held)
    expect([await record(), mailer.sent.length]).toEqual(before)
  })
})

test("for whatever else is asked, the same answer comes only for the same name, ticket and code within a minute", async () => {
  const seconds = fc.constantFrom(0, 1, 30, 59, 60, 61, 600)
  const change = fc.record({
    name: fc.constantFrom(attemptId, another, undefined),
    isSameTicket: fc.boolean(),
    isSameCode: fc.boolean(),
    rule: fc.constantFrom(withCode, selfService, withHold, adminOnly),
    seconds,
  })
  await fc.assert(
    fc.asyncProperty(change, async ({ name, isSameTicket, isSameCode, rule, seconds: later }) => {
      const { begin, challenge, challengeTicket, recoveryCode, enrolled, clock, setRule, record } = await openBegun()
      const { replacement } = await record()
      clock.advance({ seconds: later })
      await setRule(rule)
      const [, other = ""] = enrolled.recoveryCodes
      const answer = await begin({
        attemptId: name,
        ticket: isSameTicket ? challenge : await challengeTicket(),
        recoveryCode: isSameCode ? recoveryCode : other,
      })
      const isSame = name === attemptId && isSameTicket && isSameCode && later < 60 && rule !== adminOnly
      // A code that is good still begins a replacement of its own, with a ticket of its own.
      const isNew = !isSameTicket && !isSameCode && rule !== adminOnly
      expect(answer.kind === "enroll").toBe(isSame || isNew)
      const after = await record()
      expect(after.replacement.id === replacement.id).toBe(!isNew)
      expect(after.recoveryCodes.unspent).toHaveLength(isNew ? 8 : 9)
    }),
    { numRuns: 60 },
  )
})

test.each(["", "a".repeat(15), "a".repeat(101), 7])(
  "a name that could be guessed or is none throws: %j",
  async (name) => {
    const { muster, recoveryCode, challengeTicket } = await openReplacing(withCode)
    const ticket = await challengeTicket()
    const input = { ticket, recoveryCode, attemptId: name as string }
    await expect(muster.factors.beginReplacement(input)).rejects.toMatchObject({
      code: "ERR_INVALID_INPUT",
      field: "attemptId",
    })
  },
)

test("a session has no try to name: asked for again it begins anew, and the ticket of before is dead", async () => {
  const { muster, assurance, sendCode, clock } = await openReplacing(withCode)
  const begin = () => muster.factors.beginReplacement({ assurance, user: ann, client: web })
  const first = expectKind(await begin(), "enroll")
  const second = expectKind(await begin(), "enroll")
  clock.advance({ seconds: 61 })
  expect(await muster.enrollment.sendEmailCode({ ticket: first.ticket })).toMatchObject({ reason: "superseded" })
  await sendCode(second.ticket)
})
