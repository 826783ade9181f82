import { describe, expect, it } from "vitest"
import {
  digest,
  events,
  hour,
  minute,
  moved,
  now,
  reached,
  second,
  send,
  sending,
  ticket,
  totp,
  typing,
  verifiedTicket,
  withdrawn,
} from "../test/samples.js"
import { transitionEnrollment } from "./enrollment-machine.js"
import { limits } from "./limits.js"
import { type UserRecord, unknownUser } from "./user-record.js"

const resendPause = limits.resendCooldownSeconds * second
const codeLifetime = limits.emailCodeSeconds * second

/** The tickets that hold an open code. */
const holders = ({ emailCodes }: UserRecord) => emailCodes.map(({ ticketId }) => ticketId)

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

  it.each([
    { by: "the same ticket", held: ticket() },
    { by: "another ticket, since a new sign-in ends no pause", held: ticket({ id: "other" }) },
  ])("is refused within a minute of the last one, and told from when on it works: by $by", ({ held }) => {
    expect(transitionEnrollment(answer.record, held, sending("second"), now + resendPause - 1)).toEqual({
      kind: "refused",
      refusal: { kind: "resend-throttled", retryAt: now + resendPause },
      attempt: "keep",
    })
    expect(transitionEnrollment(answer.record, held, sending("second"), now + resendPause).kind).toBe("moved")
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

  describe("to the holders of several tickets", () => {
    let three: UserRecord = unknownUser
    for (const [index, id] of ["a", "b", "c"].entries()) {
      three = send(three, ticket({ id }), id, now + index * resendPause)
    }
    const sendTo = (id: string, at = now + 3 * resendPause) =>
      moved(transitionEnrollment(three, ticket({ id }), sending("newest"), at))

    it("makes the oldest open code give way to a fourth: three are open at most", () => {
      expect(holders(sendTo("d").record)).toEqual(["b", "c", "d"])
    })

    it("withdraws the mail of the code that gave way, and of no other: it would arrive dead", () => {
      expect(withdrawn(sendTo("d"))).toEqual(["a"])
    })

    it("makes none give way to another code for the oldest of three", () => {
      expect(holders(sendTo("a").record)).toEqual(["b", "c", "a"])
      expect(withdrawn(sendTo("a"))).toEqual([])
    })

    it("forgets the expired codes of other tickets, and withdraws their mail", () => {
      const late = sendTo("c", now + resendPause + codeLifetime)
      expect(holders(late.record)).toEqual(["c"])
      expect(withdrawn(late)).toEqual(["a", "b"])
    })
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
      { kind: "withdraw-mail", mail: "email-code", ticketId: "primary" },
    ])
  })

  it("returns its own attempt and does not end the consecutive count, which only a factor may", () => {
    expect(verified.attempt).toBe("refund")
  })

  it("leaves factor, epoch and the codes of other tickets with their mail as they are", () => {
    const both = send(record, ticket({ id: "other" }), "other", now + resendPause)
    const answer = moved(transitionEnrollment(both, held, typing("newest"), now + resendPause))
    const { record: after } = answer
    expect(holders(after)).toEqual(["other"])
    expect(withdrawn(answer)).toEqual(["primary"])
    expect(after).toMatchObject({ epoch: 0, epochRaisedBy: null, factor: null, emailSentAts: both.emailSentAts })
  })

  it("supersedes an enrollment that was open before, with its key", () => {
    const other = ticket({ id: "other" })
    const sent = send(reached("key-issued").record, other, "other", now + resendPause)
    const after = moved(transitionEnrollment(sent, other, typing("newest", "enrollment-2"), now + resendPause)).record
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
