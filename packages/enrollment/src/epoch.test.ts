import { describe, expect, it } from "vitest"
import {
  enrolled,
  events,
  frozen,
  minute,
  moved,
  now,
  reached,
  second,
  send,
  ticket,
  totp,
  withdrawn,
} from "../test/samples.js"
import { answerChallenge } from "./challenge.js"
import { changePrimary } from "./change-primary.js"
import { transitionEnrollment } from "./enrollment-machine.js"
import { importFactor } from "./import-factor.js"
import { limits } from "./limits.js"
import { removeFactor } from "./remove-factor.js"
import { repeatableAttempt } from "./repeated-attempt.js"
import { beginReplacement } from "./replacement.js"
import { resetFactor } from "./reset-factor.js"
import { ticketRejection } from "./ticket-standing.js"
import { type UserRecord, unknownUser } from "./user-record.js"

const { record, ticket: challenge } = enrolled()
const imported = { id: "i-1", totp, sealedSecret: "sealed", lastUsedStep: 90 }
const attempt = { keyId: "pepper-1", digest: "attempt" }

/** Somebody in the middle of everything at once. */
const busy: UserRecord = frozen({
  ...send({ ...record, factor: null }, ticket({ id: "mailed", epoch: 1 }), "code", now + minute),
  factor: record.factor,
  replacement: { id: "r", requestedAt: now, opensAt: now, closesAt: now + minute, isProved: false },
  shownRecoveryCodes: record.recoveryCodes,
  acceptedAttempt: { digest: attempt, at: now, method: "totp", replacementId: null },
})
const ended = {
  epoch: 2,
  enrollment: null,
  emailCodes: [],
  replacement: null,
  shownRecoveryCodes: null,
  acceptedAttempt: null,
}

describe("a change of the primary method", () => {
  it("ends every open step and ticket, and leaves factor and recovery codes", () => {
    const { factor, recoveryCodes, emailSentAts } = busy
    const changed = changePrimary(busy)
    expect(changed.record).toMatchObject({
      ...ended,
      factor,
      recoveryCodes,
      emailSentAts,
      epochRaisedBy: "primary-changed",
    })
    expect(withdrawn(changed)).toEqual(["mailed"])
    expect(ticketRejection(changed.record, challenge, now)).toBe("superseded")
  })

  it("does not hide that a factor was lost before", () => {
    for (const lost of [resetFactor(record).record, removeFactor(record)?.record as UserRecord]) {
      expect(changePrimary(lost).record.epochRaisedBy).toBe(lost.epochRaisedBy)
      expect(changePrimary(changePrimary(lost).record).record.epochRaisedBy).toBe(lost.epochRaisedBy)
    }
    const again = { ...resetFactor(record).record, factor: record.factor }
    expect(changePrimary(again).record.epochRaisedBy).toBe("primary-changed")
    expect(changePrimary(unknownUser).record).toMatchObject({ epoch: 1, epochRaisedBy: "primary-changed" })
  })
})

describe("removing one's factor", () => {
  it("takes it away with its recovery codes and every open step, and tells the user", () => {
    const removed = removeFactor(busy)
    expect(removed?.record).toMatchObject({ ...ended, factor: null, recoveryCodes: null, epochRaisedBy: "removed" })
    expect(removed?.outputs).toEqual([
      { kind: "record-event", event: "factor-removed" },
      { kind: "send-mail", mail: "factor-removed" },
      { kind: "withdraw-mail", mail: "email-code", ticketId: "mailed" },
    ])
  })

  it("is nothing for somebody without one", () => {
    expect(removeFactor(unknownUser)).toBeNull()
  })
})

describe("importing a factor", () => {
  it("enrolls a user who has none, and ends what was open", () => {
    const { record: waiting } = reached("key-issued")
    const answer = importFactor(waiting, imported, now)
    expect(answer).toMatchObject({
      kind: "moved",
      record: {
        epoch: 1,
        epochRaisedBy: "imported",
        factor: { ...imported, generation: 1, enrolledAt: now, sealedAddress: null },
        enrollment: null,
        recoveryCodes: null,
      },
    })
  })

  it("withdraws codes that wait to be mailed", () => {
    const sent = send(unknownUser, ticket(), "code", now)
    const answer = importFactor(sent, imported, now)
    expect(answer.kind === "moved" && withdrawn(answer)).toEqual(["primary"])
  })

  it("never takes the place of a factor", () => {
    expect(importFactor(record, imported, now)).toEqual({ kind: "already-enrolled" })
  })
})

describe("a named attempt that was accepted", () => {
  const code = { kind: "verify-code", verification: { kind: "accepted", step: 101, drift: 0 }, attempt } as const
  const won = moved(answerChallenge(record, challenge, code, now)).record

  it("can be asked for again for a minute", () => {
    const repeated = { digest: attempt, at: now, method: "totp", replacementId: null }
    const last = limits.repeatSeconds * second
    expect(repeatableAttempt(won, now)).toEqual(repeated)
    expect(repeatableAttempt(won, now + last - 1)).toEqual(repeated)
    expect(repeatableAttempt(won, now + last)).toBeNull()
    expect(repeatableAttempt(unknownUser, now)).toBeNull()
  })

  it("is remembered for recovery codes and for confirming too, and forgotten by the next without a name", () => {
    const used = { kind: "use-recovery-code", digest: "r1", attempt } as const
    expect(moved(answerChallenge(record, challenge, used, now)).record.acceptedAttempt?.method).toBe("recovery-code")
    const { record: issued, ticket: held } = reached("key-issued")
    const confirmed = moved(transitionEnrollment(issued, held, { ...events.confirm, attempt }, now)).record
    expect(confirmed.acceptedAttempt).toEqual({ digest: attempt, at: now, method: "totp", replacementId: null })
    const next = { ...challenge, id: "next" }
    const unnamed = { ...code, verification: { kind: "accepted", step: 102, drift: 0 }, attempt: null } as const
    expect(moved(answerChallenge(won, next, unnamed, now)).record.acceptedAttempt).toBeNull()
  })

  it("is forgotten when the factor changes", () => {
    expect(resetFactor(won).record.acceptedAttempt).toBeNull()
    expect(changePrimary(won).record.acceptedAttempt).toBeNull()
  })
})

it("a replacement that is open ends with a reset", () => {
  const begun = beginReplacement({
    record,
    rule: { rule: "self-service", holdHours: 0 },
    proof: { kind: "none" },
    replacementId: "r",
    now,
  })
  expect(begun.kind === "open" && begun.record !== null && resetFactor(begun.record).record.replacement).toBeNull()
})
