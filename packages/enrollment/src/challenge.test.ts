import { describe, expect, it } from "vitest"
import { accepted, digest, enrolled, frozen, minute, moved, now, reached, rejected, ticket } from "../test/samples.js"
import { answerChallenge, type ChallengeEvent } from "./challenge.js"
import type { UserRecord } from "./user-record.js"

const { record, ticket: challenge } = enrolled()
const code = (step: number): ChallengeEvent => ({ kind: "verify-code", verification: accepted(step), attempt: null })
const recoveryCode = (code: string): ChallengeEvent => ({ kind: "use-recovery-code", digest: code, attempt: null })
const anotherChallenge = ticket({ id: "another", epoch: 1 })
const later = now + minute

describe("the code of the authenticator", () => {
  const won = moved(answerChallenge(record, challenge, code(101), later))

  it("wins the challenge, ends the consecutive count and is recorded", () => {
    expect(won.attempt).toBe("clear")
    expect(won.outputs).toEqual([{ kind: "record-event", event: "signed-in" }])
    expect(won.record.lastSignInAt).toBe(later)
  })

  it("is spent in the same record, with its ticket, and changes nothing else", () => {
    const expected: UserRecord = {
      ...record,
      factor: record.factor && { ...record.factor, lastUsedStep: 101 },
      spentTickets: [...record.spentTickets, { id: "challenge", expiresAt: challenge.expiresAt }],
      lastSignInAt: later,
    }
    expect(won.record).toEqual(expected)
  })

  it("does not raise the epoch: other sessions of the user live on", () => {
    expect(won.record.epoch).toBe(record.epoch)
  })

  it.each([
    { event: code(101), method: "totp" },
    { event: recoveryCode("r2"), method: "recovery-code" },
  ] as const)("is kept under the name of its attempt, if it has one: $method", ({ event, method }) => {
    const named = moved(answerChallenge(record, challenge, { ...event, attempt: digest("attempt-1") }, later))
    expect(named.record.acceptedAttempt).toEqual({
      digest: digest("attempt-1"),
      at: later,
      method,
      replacementId: null,
    })
    const unnamed = moved(answerChallenge(named.record, anotherChallenge, code(102), later))
    expect(unnamed.record.acceptedAttempt).toBeNull()
  })

  it("is accepted once: its ticket is spent", () => {
    expect(answerChallenge(won.record, challenge, code(102), later)).toEqual({
      kind: "refused",
      refusal: { kind: "ticket-rejected", reason: "spent" },
      attempt: "refund",
    })
  })

  it.each([
    { step: 101, which: "the same step" },
    { step: 100, which: "an earlier step" },
  ])("that was compared before another sign-in was saved is not accepted again: $which", ({ step }) => {
    expect(answerChallenge(won.record, anotherChallenge, code(step), later)).toEqual({
      kind: "refused",
      refusal: { kind: "wrong-code", why: "already-used" },
      attempt: "refund",
    })
    expect(moved(answerChallenge(won.record, anotherChallenge, code(102), later)).record.factor?.lastUsedStep).toBe(102)
  })

  it("that confirmed the enrollment does not sign in", () => {
    expect(record.factor?.lastUsedStep).toBe(100)
    expect(answerChallenge(record, challenge, code(100), later)).toMatchObject({ refusal: { why: "already-used" } })
  })
})

describe("a code that is not accepted", () => {
  const answer = (reason: "malformed" | "mismatch" | "replayed", skew?: number) =>
    answerChallenge(
      record,
      challenge,
      { kind: "verify-code", verification: rejected(reason, skew), attempt: null },
      later,
    )

  it("costs its attempt when it is wrong", () => {
    expect(answer("mismatch")).toMatchObject({ refusal: { kind: "wrong-code", why: "mismatch" }, attempt: "keep" })
  })

  it("costs nothing when it was used before", () => {
    expect(answer("replayed")).toMatchObject({
      refusal: { kind: "wrong-code", why: "already-used" },
      attempt: "refund",
    })
  })

  it("costs nothing when it is no code", () => {
    expect(answer("malformed")).toMatchObject({ refusal: { kind: "wrong-code", why: "malformed" }, attempt: "refund" })
  })

  it("is not told how far its clock is off, which would help whoever guesses", () => {
    expect(answer("mismatch", 7)).toEqual(answer("mismatch"))
    expect(JSON.stringify(answer("mismatch", 7))).not.toContain("7")
  })
})

describe("a recovery code", () => {
  const won = moved(answerChallenge(record, challenge, recoveryCode("r2"), later))

  it("works once", () => {
    expect(won.record.recoveryCodes?.unspent).toEqual(["r1", "r3"])
    expect(answerChallenge(won.record, anotherChallenge, recoveryCode("r2"), later)).toEqual({
      kind: "refused",
      refusal: { kind: "wrong-code", why: "mismatch" },
      attempt: "keep",
    })
  })

  it("leaves the others, the factor and the epoch as they are, and spends the ticket", () => {
    expect(won.record).toEqual({
      ...record,
      recoveryCodes: { ...record.recoveryCodes, unspent: ["r1", "r3"] },
      spentTickets: [...record.spentTickets, { id: "challenge", expiresAt: challenge.expiresAt }],
      lastSignInAt: later,
    })
  })

  it("is reported to the user, with how many are left", () => {
    expect(won.outputs).toEqual([
      { kind: "record-event", event: "recovery-code-used" },
      { kind: "send-mail", mail: "recovery-code-used", left: 2 },
      { kind: "record-event", event: "signed-in" },
    ])
    expect(won.attempt).toBe("clear")
  })

  it("that is none of the user's costs its attempt", () => {
    expect(answerChallenge(record, challenge, recoveryCode("r9"), later)).toEqual({
      kind: "refused",
      refusal: { kind: "wrong-code", why: "mismatch" },
      attempt: "keep",
    })
  })

  it("is never right for a user who has none", () => {
    const without = frozen({ ...record, recoveryCodes: null })
    expect(answerChallenge(without, challenge, recoveryCode("r1"), later)).toMatchObject({
      refusal: { kind: "wrong-code", why: "mismatch" },
    })
  })

  it("is not looked for where there is no factor to stand in for", () => {
    const without = frozen({ ...record, factor: null })
    expect(answerChallenge(without, challenge, recoveryCode("r1"), later)).toMatchObject({
      refusal: { kind: "ticket-rejected", reason: "superseded" },
      attempt: "refund",
    })
  })
})

describe("a ticket that does not work wins no challenge, whatever the code, and costs no attempt", () => {
  it.each([
    { reason: "expired", dead: { ...challenge, expiresAt: later } },
    { reason: "superseded", dead: { ...challenge, epoch: 0 } },
    { reason: "spent", dead: { ...challenge, id: "verified" } },
  ])("$reason", ({ reason, dead }) => {
    for (const event of [code(101), recoveryCode("r1")]) {
      expect(answerChallenge(record, dead, event, later)).toEqual({
        kind: "refused",
        refusal: { kind: "ticket-rejected", reason },
        attempt: "refund",
      })
    }
  })

  it("of somebody without a factor", () => {
    expect(answerChallenge(reached("key-issued").record, ticket(), code(101), now)).toMatchObject({
      refusal: { kind: "ticket-rejected", reason: "spent" },
    })
    expect(answerChallenge(reached("key-issued").record, ticket({ id: "other" }), code(101), now)).toMatchObject({
      refusal: { kind: "ticket-rejected", reason: "superseded" },
    })
  })
})
