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
  second,
  ticket,
  totp,
  verifiedTicket,
} from "../test/samples.js"
import type { EnrollmentEvent } from "./enrollment-event.js"
import { transitionEnrollment } from "./enrollment-machine.js"
import { limits } from "./limits.js"
import type { TicketFacts } from "./ticket-standing.js"
import { type UserRecord, unknownUser } from "./user-record.js"

const resendPause = limits.resendCooldownSeconds * second
const codeLifetime = limits.emailCodeSeconds * second

/** Sends a code that goes by `name`. */
function send(record: UserRecord, held: TicketFacts, name: string, at: number): UserRecord {
  return frozen(moved(transitionEnrollment(record, held, sending(name), at)).record)
}
const sending = (name: string): EnrollmentEvent => frozen({ kind: "send-email-code", code: digest(name) })
const typing = (matched: "newest" | "replaced" | "none", enrollmentId = "enrollment-1"): EnrollmentEvent =>
  frozen({ kind: "verify-email-code", matched, enrollmentId, totp })
const confirming = (verification: ReturnType<typeof accepted>): EnrollmentEvent =>
  frozen({ ...events.confirm, verification })

describe("sending an email code", () => {
  const answer = moved(transitionEnrollment(unknownUser, ticket(), sending("first"), now))

  it("keeps the digest for this ticket, for ten minutes, and asks for the mail", () => {
    expect(answer.record).toEqual({
      ...unknownUser,
      emailCodes: [
        {
          ticketId: "primary",
          newest: digest("first"),
          replaced: [],
          sentAt: now,
          expiresAt: now + codeLifetime,
        },
      ],
      emailSentAts: [now],
    })
    expect(answer.outputs).toEqual([
      { kind: "record-event", event: "email-code-sent" },
      { kind: "send-mail", mail: "email-code", expiresAt: now + codeLifetime },
    ])
  })

  it("neither spends nor returns an attempt: a resend keeps the count of failures", () => {
    const resent = moved(transitionEnrollment(answer.record, ticket(), sending("second"), now + resendPause))
    expect([answer.attempt, resent.attempt]).toEqual(["keep", "keep"])
  })

  it("never makes a code that outlives its ticket", () => {
    const held = ticket({ expiresAt: now + minute })
    expect(send(unknownUser, held, "first", now).emailCodes[0]?.expiresAt).toBe(now + minute)
  })

  it("is refused to somebody without an address, and nothing is counted", () => {
    expect(transitionEnrollment(unknownUser, ticket(), { kind: "send-email-code", code: null }, now)).toEqual({
      kind: "refused",
      refusal: { kind: "no-email" },
      attempt: "keep",
    })
  })

  it("is refused within a minute of the last one, and told from when on it works", () => {
    expect(transitionEnrollment(answer.record, ticket(), sending("second"), now + resendPause - 1)).toEqual({
      kind: "refused",
      refusal: { kind: "resend-throttled", retryAt: now + resendPause },
      attempt: "keep",
    })
  })

  it("again kills the old code: only the newest is accepted, and those before it are recognised", () => {
    const resent = send(answer.record, ticket(), "second", now + resendPause)
    const third = send(resent, ticket(), "third", now + 2 * resendPause)
    expect(third.emailCodes).toEqual([
      {
        ticketId: "primary",
        newest: digest("third"),
        replaced: [digest("second"), digest("first")],
        sentAt: now + 2 * resendPause,
        expiresAt: now + 2 * resendPause + codeLifetime,
      },
    ])
  })

  it("recognises five replaced codes at most, however long the ticket lives", () => {
    const held = ticket({ expiresAt: now + 100 * hour })
    let record: UserRecord = unknownUser
    for (let index = 0; index < 9; index++) record = send(record, held, `code-${index}`, now + index * hour)
    const replaced = ["code-7", "code-6", "code-5", "code-4", "code-3"].map(digest)
    expect(record.emailCodes[0]).toMatchObject({ newest: digest("code-8"), replaced })
  })

  it("for a fourth ticket makes the oldest open code give way: three are open at most", () => {
    let record: UserRecord = unknownUser
    for (const [index, id] of ["a", "b", "c", "d"].entries()) record = send(record, ticket({ id }), id, now + index)
    expect(record.emailCodes.map(({ ticketId }) => ticketId)).toEqual(["b", "c", "d"])
  })

  it("again for the oldest of three tickets makes none give way", () => {
    let record: UserRecord = unknownUser
    for (const id of ["a", "b", "c"]) record = send(record, ticket({ id }), id, now)
    record = send(record, ticket({ id: "a" }), "again", now + resendPause)
    expect(record.emailCodes.map(({ ticketId }) => ticketId)).toEqual(["b", "c", "a"])
  })

  it("forgets the expired codes of other tickets", () => {
    const record = send(answer.record, ticket({ id: "other" }), "other", now + codeLifetime)
    expect(record.emailCodes.map(({ ticketId }) => ticketId)).toEqual(["other"])
  })

  it("remembers the last ten sends, which the allowance counts", () => {
    let record: UserRecord = unknownUser
    const held = ticket({ expiresAt: now + 1000 * hour })
    for (let index = 0; index < 12; index++) record = send(record, held, "code", now + index * 24 * hour)
    expect(record.emailSentAts).toEqual(Array.from({ length: 10 }, (_, index) => now + (index + 2) * 24 * hour))
  })
})

describe("verifying an email code", () => {
  const { record, ticket: held } = reached("email-code-sent")
  const verified = moved(transitionEnrollment(record, held, typing("newest"), now + minute))

  it("opens the enrollment that the next ticket names, until the first ticket would have expired", () => {
    expect(verified.record.enrollment).toEqual({
      id: "enrollment-1",
      startedAt: now + minute,
      expiresAt: held.expiresAt,
      totp,
      sealedSecret: null,
    })
  })

  it("uses up the code and the ticket, and withdraws mail that has not gone out", () => {
    expect(verified.record.emailCodes).toEqual([])
    expect(verified.record.spentTickets).toEqual([{ id: "primary", expiresAt: held.expiresAt }])
    expect(verified.outputs).toEqual([
      { kind: "record-event", event: "email-verified" },
      { kind: "withdraw-mail", mail: "email-code" },
    ])
  })

  it("returns its own attempt and does not end the consecutive count, which only a factor may", () => {
    expect(verified.attempt).toBe("refund")
  })

  it("leaves factor, epoch and the codes of other tickets as they are", () => {
    const both = send(record, ticket({ id: "other" }), "other", now)
    const after = moved(transitionEnrollment(both, held, typing("newest"), now + minute)).record
    expect(after.emailCodes.map(({ ticketId }) => ticketId)).toEqual(["other"])
    expect(after).toMatchObject({ epoch: 0, epochRaisedBy: null, factor: null, emailSentAts: both.emailSentAts })
  })

  it("supersedes an enrollment that was open before, with its key", () => {
    const other = ticket({ id: "other" })
    const sent = send(reached("key-issued").record, other, "other", now)
    const after = moved(transitionEnrollment(sent, other, typing("newest", "enrollment-2"), now)).record
    expect(after.enrollment).toMatchObject({ id: "enrollment-2", sealedSecret: null })
    expect(transitionEnrollment(after, verifiedTicket, events.confirm, now)).toEqual({
      kind: "refused",
      refusal: { kind: "ticket-rejected", reason: "superseded" },
      attempt: "refund",
    })
  })

  it.each([
    { typed: "a wrong code", matched: "none", why: "mismatch" },
    { typed: "a code that was replaced", matched: "replaced", why: "replaced-by-newer" },
  ] as const)("refuses $typed at the cost of the attempt", ({ matched, why }) => {
    expect(transitionEnrollment(record, held, typing(matched), now)).toEqual({
      kind: "refused",
      refusal: { kind: "wrong-code", why },
      attempt: "keep",
    })
  })

  it.each(["newest", "replaced", "none"] as const)(
    "refuses an expired code and returns the attempt, so that it tells nothing about what was typed: %s",
    (matched) => {
      expect(moved(transitionEnrollment(record, held, typing("newest"), now + codeLifetime - 1)).kind).toBe("moved")
      expect(transitionEnrollment(record, held, typing(matched), now + codeLifetime)).toEqual({
        kind: "refused",
        refusal: { kind: "wrong-code", why: "expired" },
        attempt: "refund",
      })
    },
  )
})

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
  const later = now + minute
  const confirmed = moved(transitionEnrollment(record, held, events.confirm, later))

  it("turns the enrollment into the factor, under the same id and seal, and spends the step of its code", () => {
    expect(confirmed.record.factor).toEqual({
      id: "enrollment-1",
      generation: 1,
      totp,
      sealedSecret: "sealed-1",
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

  it("leaves no open enrollment and no open email code", () => {
    const withOther = send(record, ticket({ id: "other" }), "other", now)
    const { record: after } = moved(transitionEnrollment(withOther, held, events.confirm, later))
    expect(after).toMatchObject({ enrollment: null, emailCodes: [] })
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
    const replacing = frozen({ ...old, enrollment } as UserRecord)
    const replacement = ticket({ id: "replacement", epoch: 1, enrollmentId: "enrollment-2" })
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
      outputs: [
        { kind: "record-event", event: "enrollment-cancelled" },
        { kind: "withdraw-mail", mail: "email-code" },
      ],
      attempt: "keep",
    })
  })

  it("kills the email code of the ticket, and gives no new allowance", () => {
    const { record, ticket: held } = reached("email-code-sent")
    const cancelled = moved(transitionEnrollment(record, held, events.cancel, now)).record
    expect(cancelled).toMatchObject({ emailCodes: [], emailSentAts: record.emailSentAts })
    expect(transitionEnrollment(cancelled, held, typing("newest"), now)).toMatchObject({
      refusal: { kind: "ticket-rejected", reason: "spent" },
    })
  })

  it("leaves alone what another ticket has begun", () => {
    const other = ticket({ id: "other" })
    const sent = send(reached("key-issued").record, other, "other", now)
    const cancelled = moved(transitionEnrollment(sent, ticket({ id: "third" }), events.cancel, now)).record
    expect(cancelled).toMatchObject({ enrollment: sent.enrollment, emailCodes: sent.emailCodes })
  })

  it("before anything has begun spends the ticket alone", () => {
    const { record } = moved(transitionEnrollment(unknownUser, ticket(), events.cancel, now))
    expect(record).toEqual({ ...unknownUser, spentTickets: [{ id: "primary", expiresAt: now + hour }] })
  })
})
