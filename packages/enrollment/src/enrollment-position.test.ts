import { describe, expect, it } from "vitest"
import { hour, minute, now, reached, send, ticket, verifiedTicket } from "../test/samples.js"
import { type EnrollmentState, enrollmentPosition } from "./enrollment-position.js"
import { unknownUser } from "./user-record.js"

describe("a ticket stands where it has come to", () => {
  const states: readonly EnrollmentState[] = ["not-started", "email-code-sent", "email-verified", "key-issued"]
  it.each(states)("%s", (state) => {
    const { record, ticket: held } = reached(state)
    expect(enrollmentPosition(record, held).kind).toBe(state)
  })

  it("with what its position rests on", () => {
    const sent = reached("email-code-sent")
    expect(enrollmentPosition(sent.record, sent.ticket)).toEqual({
      kind: "email-code-sent",
      sent: sent.record.emailCodes[0],
    })
    const verified = reached("email-verified")
    expect(enrollmentPosition(verified.record, verified.ticket)).toEqual({
      kind: "email-verified",
      enrollment: verified.record.enrollment,
    })
    const issued = reached("key-issued")
    expect(enrollmentPosition(issued.record, issued.ticket)).toEqual({
      kind: "key-issued",
      enrollment: issued.record.enrollment,
      sealedSecret: "sealed-1",
    })
  })
})

describe("two people hold the password", () => {
  const other = ticket({ id: "other" })

  it.each(["email-verified", "key-issued"] as const)(
    "a ticket from the primary method alone never sees the enrollment that another ticket verified: %s",
    (state) => {
      expect(enrollmentPosition(reached(state).record, other)).toEqual({ kind: "not-started" })
    },
  )

  it("a ticket sees its own email code while another ticket's enrollment is open, and nothing of that", () => {
    const { record } = reached("key-issued")
    const sent = send(record, other, "other", now + minute)
    expect(enrollmentPosition(sent, other).kind).toBe("email-code-sent")
    expect(enrollmentPosition(sent, verifiedTicket).kind).toBe("key-issued")
  })

  it("a ticket does not see the email code that was sent for another", () => {
    expect(enrollmentPosition(reached("email-code-sent").record, other)).toEqual({ kind: "not-started" })
  })

  it("a ticket that names another enrollment than the open one does not see the open one", () => {
    const elsewhere = ticket({ id: "elsewhere", enrollmentId: "enrollment-2" })
    expect(enrollmentPosition(reached("key-issued").record, elsewhere)).toEqual({ kind: "not-started" })
    expect(enrollmentPosition(unknownUser, elsewhere)).toEqual({ kind: "not-started" })
  })
})

it("reading the position of a ticket gives the same however often a page is loaded", () => {
  const { record, ticket: held } = reached("key-issued")
  expect(enrollmentPosition(record, held)).toEqual(enrollmentPosition(record, { ...held, expiresAt: now + 2 * hour }))
})
