import { describe, expect, it } from "vitest"
import {
  enrolled,
  events,
  frozen,
  hour,
  minute,
  moved,
  now,
  reached,
  send,
  ticket,
  verifiedTicket,
} from "../test/samples.js"
import { transitionEnrollment } from "./enrollment-machine.js"
import { limits } from "./limits.js"
import { spendTicket, ticketRejection } from "./ticket-standing.js"
import { type UserRecord, unknownUser } from "./user-record.js"

describe("a ticket", () => {
  it("works until the instant at which it expires", () => {
    const held = ticket({ expiresAt: now })
    expect(ticketRejection(unknownUser, held, now - 1)).toBeNull()
    expect(ticketRejection(unknownUser, held, now)).toBe("expired")
  })

  it("works once: when it is spent it is dead", () => {
    const spent = spendTicket(unknownUser, ticket(), now)
    expect(ticketRejection(spent, ticket(), now)).toBe("spent")
    expect(ticketRejection(spent, ticket({ id: "other" }), now)).toBeNull()
  })

  it.each([0, 2])("works only in the epoch that it was minted in: epoch %i is dead in 1", (epoch) => {
    const { record } = enrolled()
    expect(record.epoch).toBe(1)
    expect(ticketRejection(record, ticket({ id: "other", epoch }), now)).toBe("superseded")
    expect(ticketRejection(record, ticket({ id: "other", epoch: 1 }), now)).toBeNull()
  })

  it("that names an enrollment works while that enrollment is the open one", () => {
    const { record } = reached("email-verified")
    expect(ticketRejection(record, verifiedTicket, now)).toBeNull()
    expect(ticketRejection(record, ticket({ id: "x", enrollmentId: "enrollment-2" }), now)).toBe("superseded")
    expect(ticketRejection({ ...record, enrollment: null }, verifiedTicket, now)).toBe("superseded")
  })

  it("is superseded when another ticket verifies a code of its own", () => {
    const { record } = reached("key-issued")
    const other = ticket({ id: "other" })
    const sent = send(record, other, "other", now + minute)
    expect(ticketRejection(sent, verifiedTicket, now)).toBeNull()
    const verify = { ...events["verify-email-code"], enrollmentId: "enrollment-2" }
    const verified = moved(transitionEnrollment(sent, other, verify, now + minute)).record
    expect(ticketRejection(verified, verifiedTicket, now)).toBe("superseded")
  })
})

describe("what is remembered of spent tickets", () => {
  const spend = (record: UserRecord, index: number, expiresAt: number) =>
    frozen(spendTicket(record, ticket({ id: `ticket-${index}`, expiresAt }), now))

  it("is forgotten once they have expired", () => {
    const old = spend(unknownUser, 1, now + minute)
    const later = spendTicket(old, ticket({ id: "later", expiresAt: now + hour }), now + minute)
    expect(later.spentTickets).toEqual([{ id: "later", expiresAt: now + hour }])
  })

  it("is bounded: the oldest gives way, so that nobody can fill a record with tickets", () => {
    const times = limits.spentTickets + 1
    let record = unknownUser
    for (let index = 1; index <= times; index++) record = spend(record, index, now + hour)
    expect(record.spentTickets).toHaveLength(limits.spentTickets)
    expect(ticketRejection(record, ticket({ id: "ticket-1" }), now)).toBeNull()
    expect(ticketRejection(record, ticket({ id: "ticket-2" }), now)).toBe("spent")
    expect(ticketRejection(record, ticket({ id: `ticket-${times}` }), now)).toBe("spent")
  })

  it("is more than a user can spend by answering challenges as fast as codes are made", () => {
    // Tolerance lets one step before and one step after the present one count.
    const codes = limits.challengeSeconds / 30 + 2
    expect(limits.spentTickets).toBeGreaterThanOrEqual(codes + limits.emailCodesPerHour)
  })

  it("cannot bring an enrollment back: a ticket that is forgotten names one that is gone", () => {
    const { record, ticket: held } = reached("key-issued")
    const cancelled = moved(transitionEnrollment(record, held, events.cancel, now)).record
    expect(ticketRejection({ ...cancelled, spentTickets: [] }, held, now)).toBe("superseded")
    const confirmed = moved(transitionEnrollment(record, held, events.confirm, now)).record
    expect(ticketRejection({ ...confirmed, spentTickets: [] }, held, now)).toBe("superseded")
  })
})
