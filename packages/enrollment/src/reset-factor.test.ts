import { describe, expect, it } from "vitest"
import { day, enrolled, events, frozen, minute, moved, now, reached, send, ticket, withdrawn } from "../test/samples.js"
import { answerChallenge } from "./challenge.js"
import { emailCodeAllowance } from "./email-code-allowance.js"
import { transitionEnrollment } from "./enrollment-machine.js"
import { resetFactor } from "./reset-factor.js"
import { ticketRejection } from "./ticket-standing.js"
import { enrollmentStatus, unknownUser } from "./user-record.js"

describe("a reset", () => {
  it("takes the factor and the recovery codes away, and the user is told", () => {
    const reset = resetFactor(enrolled().record)
    expect(reset).toMatchObject({ hadFactor: true, record: { factor: null, recoveryCodes: null } })
    expect(enrollmentStatus(reset.record, now)).toBe("not-enrolled")
  })

  it("raises the epoch by one and says why, so that the open challenge is dead", () => {
    const { record, ticket: challenge } = enrolled()
    const reset = resetFactor(record).record
    expect([record.epoch, reset.epoch, reset.epochRaisedBy]).toEqual([1, 2, "reset"])
    const verification = { kind: "accepted", step: 101, drift: 0 } as const
    expect(answerChallenge(reset, challenge, { kind: "verify-code", verification, attempt: null }, now)).toMatchObject({
      refusal: { kind: "ticket-rejected", reason: "superseded" },
    })
  })

  it("accepts no recovery code of before, with a new ticket either", () => {
    const reset = resetFactor(enrolled().record).record
    const answer = answerChallenge(
      reset,
      ticket({ epoch: 2 }),
      { kind: "use-recovery-code", digest: "r1", attempt: null },
      now,
    )
    expect(answer.kind).toBe("refused")
  })

  it("ends an enrollment that was under way, whose key may be on the wrong screen", () => {
    const { record, ticket: held } = reached("key-issued")
    const reset = resetFactor(record)
    expect(reset).toMatchObject({ hadFactor: false, record: { enrollment: null } })
    expect(transitionEnrollment(reset.record, held, events.confirm, now)).toMatchObject({
      refusal: { kind: "ticket-rejected", reason: "superseded" },
    })
  })

  it("drops every email code, and its mail if that has not gone out", () => {
    const one = send(unknownUser, ticket({ id: "one" }), "first", now)
    const two = send(one, ticket({ id: "two" }), "second", now + minute)
    const reset = resetFactor(two)
    expect(reset.record.emailCodes).toEqual([])
    expect(withdrawn(reset)).toEqual(["one", "two"])
  })

  it("is no new budget for email codes", () => {
    const sent = send(unknownUser, ticket(), "first", now)
    expect(emailCodeAllowance(resetFactor(sent).record, now)).toEqual(emailCodeAllowance(sent, now))
  })

  it("leaves the exemption, which is about enrolling", () => {
    const exemption = { grantedAt: 0, until: now + day, grantedBy: { userId: "ada" } }
    expect(resetFactor({ ...enrolled().record, exemption }).record.exemption).toEqual(exemption)
  })

  it("of somebody without a factor kills the open tickets all the same", () => {
    const reset = resetFactor(unknownUser)
    expect(reset).toMatchObject({ hadFactor: false, record: { epoch: 1, epochRaisedBy: "reset" }, outputs: [] })
    expect(ticketRejection(reset.record, ticket(), now)).toBe("superseded")
  })

  it("can be followed by enrolling again, and the new factor is another", () => {
    const again = ticket({ id: "again", epoch: 2 })
    const sent = send(resetFactor(enrolled().record).record, again, "again", now + minute)
    const held = ticket({ id: "verified-again", epoch: 2, enrollmentId: "enrollment-2" })
    const verified = { ...events["verify-email-code"], enrollmentId: "enrollment-2" }
    const opened = moved(transitionEnrollment(sent, again, verified, now + minute)).record
    const issued = moved(transitionEnrollment(opened, held, events["issue-key"], now + minute)).record
    const confirmed = moved(transitionEnrollment(issued, held, events.confirm, now + minute)).record
    expect(confirmed).toMatchObject({ epoch: 3, epochRaisedBy: "enrolled", factor: { id: "enrollment-2" } })
  })

  it("changes nothing that it was given", () => {
    const { record } = enrolled()
    const before = structuredClone(record)
    resetFactor(frozen(record))
    expect(record).toEqual(before)
  })
})
