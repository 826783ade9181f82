import { describe, expect, it } from "vitest"
import {
  type accepted,
  digest,
  enrolled,
  events,
  frozen,
  hour,
  minute,
  moved,
  now,
  reached,
  rejected,
  send,
  sending,
  ticket,
  totp,
  typing,
  withdrawn,
} from "../test/samples.js"
import type { EnrollmentEvent } from "./enrollment-event.js"
import { transitionEnrollment } from "./enrollment-machine.js"
import { type UserRecord, unknownUser } from "./user-record.js"

const later = now + minute
const confirming = (verification: ReturnType<typeof accepted>): EnrollmentEvent =>
  frozen({ ...events.confirm, verification })

describe("issuing the key", () => {
  const { record, ticket: held } = reached("email-verified")

  it("keeps the sealed secret in the enrollment, and nothing else changes", () => {
    const issued = moved(transitionEnrollment(record, held, events["issue-key"], now))
    expect(issued).toEqual({
      kind: "moved",
      record: { ...record, enrollment: { ...record.enrollment, sealedSecret: "sealed-1" } },
      outputs: [{ kind: "record-event", event: "key-issued" }],
      attempt: "keep",
    })
  })

  it("happens once: asked again, the key that is being typed stays", () => {
    const issued = reached("key-issued")
    const again = { kind: "issue-key", sealedSecret: "sealed-2" } as const
    expect(transitionEnrollment(issued.record, issued.ticket, again, now)).toMatchObject({
      refusal: { kind: "wrong-step", state: "key-issued" },
    })
  })
})

describe("confirming", () => {
  const { record, ticket: held } = reached("key-issued")
  const confirmed = moved(transitionEnrollment(record, held, events.confirm, later))

  it("turns the enrollment into the factor, under the same id and seal, and spends the step of its code", () => {
    expect(confirmed.record.factor).toEqual({
      id: "enrollment-1",
      generation: 1,
      totp,
      sealedSecret: "sealed-1",
      sealedAddress: "sealed-address-1",
      lastUsedStep: 100,
      enrolledAt: later,
    })
  })

  it("raises the epoch by one, so that every ticket and assurance of before is dead", () => {
    expect(confirmed.record).toMatchObject({ epoch: record.epoch + 1, epochRaisedBy: "enrolled" })
    for (const old of [ticket({ id: "unused" }), ticket({ id: "unused", enrollmentId: "enrollment-1" })]) {
      expect(transitionEnrollment(confirmed.record, old, sending("late"), later)).toMatchObject({
        refusal: { kind: "ticket-rejected", reason: "superseded" },
      })
    }
  })

  it("leaves no open enrollment and no open email code, and withdraws the mail of every ticket", () => {
    const one = send(record, ticket({ id: "one" }), "one", later)
    const two = send(one, ticket({ id: "two" }), "two", later + minute)
    const answer = moved(transitionEnrollment(two, held, events.confirm, later + minute))
    expect(answer.record).toMatchObject({ enrollment: null, emailCodes: [] })
    expect(withdrawn(answer)).toEqual(["one", "two"])
  })

  it("keeps the digests of the recovery codes, and is the first sign-in", () => {
    expect(confirmed.record.recoveryCodes).toEqual({ id: "set-1", createdAt: later, unspent: ["r1", "r2", "r3"] })
    expect(confirmed.record.lastSignInAt).toBe(later)
  })

  it("spends its ticket: the page that is sent twice is told so", () => {
    expect(transitionEnrollment(confirmed.record, held, events.confirm, later)).toEqual({
      kind: "refused",
      refusal: { kind: "ticket-rejected", reason: "spent" },
      attempt: "refund",
    })
  })

  it("tells the user, and returns its own attempt without ending the consecutive count", () => {
    expect(confirmed.outputs).toEqual([
      { kind: "record-event", event: "enrolled" },
      { kind: "send-mail", mail: "enrolled" },
    ])
    expect(confirmed.attempt).toBe("refund")
  })

  it("is kept under the name of its attempt, if it has one", () => {
    const named = moved(transitionEnrollment(record, held, { ...events.confirm, attempt: digest("attempt-1") }, later))
    const kept = { digest: digest("attempt-1"), at: later, method: "totp", replacementId: null }
    expect(named.record.acceptedAttempt).toEqual(kept)
    expect(confirmed.record.acceptedAttempt).toBeNull()
  })

  it("refuses a wrong code at the cost of the attempt, and hints how far the phone's clock is off", () => {
    const refusal = { kind: "wrong-code", why: "mismatch" }
    const answer = (skew?: number) => transitionEnrollment(record, held, confirming(rejected("mismatch", skew)), later)
    expect(answer()).toEqual({ kind: "refused", refusal, attempt: "keep" })
    expect(answer(-4)).toEqual({ kind: "refused", refusal: { ...refusal, clockSkewSteps: -4 }, attempt: "keep" })
  })

  it.each([
    { reason: "malformed", why: "malformed" },
    { reason: "replayed", why: "already-used" },
  ] as const)("refuses what was no guess for nothing: $reason", ({ reason, why }) => {
    expect(transitionEnrollment(record, held, confirming(rejected(reason)), later)).toEqual({
      kind: "refused",
      refusal: { kind: "wrong-code", why },
      attempt: "refund",
    })
  })

  it("replaces a factor and its recovery codes in one record", () => {
    const old = enrolled().record
    const enrollment = { ...record.enrollment, id: "enrollment-2", sealedSecret: "sealed-2" }
    const begun = { id: "r-1", requestedAt: now, opensAt: now, closesAt: later, isProved: true }
    const replacing = frozen({ ...old, enrollment, replacement: begun } as UserRecord)
    const replacement = ticket({ id: "replacement", epoch: 1, enrollmentId: "enrollment-2", replacementId: "r-1" })
    const event = { ...events.confirm, recoveryCodes: { setId: "set-2", digests: ["s1"] } }
    const { record: after } = moved(transitionEnrollment(replacing, replacement, event, later))
    expect(after.factor).toMatchObject({ id: "enrollment-2", sealedSecret: "sealed-2" })
    expect(after.recoveryCodes).toMatchObject({ id: "set-2", unspent: ["s1"] })
    expect(after.epoch).toBe(2)
  })
})

describe("cancelling", () => {
  it.each(["email-verified", "key-issued"] as const)("ends the enrollment and its ticket: %s", (state) => {
    const { record, ticket: held } = reached(state)
    const cancelled = moved(transitionEnrollment(record, held, events.cancel, now))
    expect(cancelled).toEqual({
      kind: "moved",
      record: {
        ...record,
        enrollment: null,
        spentTickets: [...record.spentTickets, { id: held.id, expiresAt: held.expiresAt }],
      },
      outputs: [{ kind: "record-event", event: "enrollment-cancelled" }],
      attempt: "keep",
    })
  })

  it("kills the email code of the ticket, withdraws its mail, and gives no new allowance", () => {
    const { record, ticket: held } = reached("email-code-sent")
    const answer = moved(transitionEnrollment(record, held, events.cancel, now))
    const { record: cancelled } = answer
    expect(withdrawn(answer)).toEqual(["primary"])
    expect(cancelled).toMatchObject({ emailCodes: [], emailSentAts: record.emailSentAts })
    expect(transitionEnrollment(cancelled, held, typing("newest"), now)).toMatchObject({
      refusal: { kind: "ticket-rejected", reason: "spent" },
    })
  })

  it("leaves alone what another ticket has begun", () => {
    const other = ticket({ id: "other" })
    const sent = send(reached("key-issued").record, other, "other", later)
    const answer = moved(transitionEnrollment(sent, ticket({ id: "third" }), events.cancel, later))
    expect(answer.record).toMatchObject({ enrollment: sent.enrollment, emailCodes: sent.emailCodes })
    expect(withdrawn(answer)).toEqual([])
  })

  it("before anything has begun spends the ticket alone", () => {
    const { record } = moved(transitionEnrollment(unknownUser, ticket(), events.cancel, now))
    expect(record).toEqual({ ...unknownUser, spentTickets: [{ id: "primary", expiresAt: now + hour }] })
  })
})
