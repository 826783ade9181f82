import { digestEmailCode, ephemeralKeys, generateEmailCode, systemRandom } from "@muster/core"
import { transitionEnrollment, unknownUser } from "@muster/enrollment"

const now = Date.now()
const ticket = { id: "ticket-1", epoch: 0, expiresAt: now + 3_600_000, enrollmentId: null, replacementId: null }
const binding = { accountId: "acme", userId: "ann", ticketId: ticket.id, address: "ann@acme.example" }
const mailed = generateEmailCode({ digits: 6, random: systemRandom })
const code = await digestEmailCode({ keys: ephemeralKeys(), binding, code: mailed })

/** `moved`: the new record to save, and what to write with it. */
export const sent = transitionEnrollment(unknownUser, ticket, { kind: "send-email-code", code }, now)

/** `refused`: `wrong-step`, because there is no key yet. The record stays as it was. */
export const tooEarly = transitionEnrollment(unknownUser, ticket, { kind: "issue-key", sealedSecret: "…" }, now)
