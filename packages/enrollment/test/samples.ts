import type { KeyedDigest, TotpParameters, VerifyTotpResult } from "@muster/core"
import {
  type EnrollmentEventKind,
  type EnrollmentState,
  type EventOf,
  type Output,
  type TicketFacts,
  type Transition,
  transitionEnrollment,
  type UserRecord,
  unknownUser,
} from "../src/index.js"

export const second = 1000
export const minute = 60 * second
export const hour = 60 * minute
export const day = 24 * hour

/** The instant at which the samples happen. */
export const now = Date.UTC(2030, 0, 1, 9)

export const totp: TotpParameters = { digits: 6, periodSeconds: 30, algorithm: "SHA-1" }

/** Freezes a value through and through, so that code which changes what it was given throws. */
export function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    Object.values(value).forEach(frozen)
    Object.freeze(value)
  }
  return value
}

/** A ticket from the primary method alone, unless it names an enrollment. */
export function ticket(changes: Partial<TicketFacts> = {}): TicketFacts {
  return frozen({ id: "primary", epoch: 0, expiresAt: now + hour, enrollmentId: null, replacementId: null, ...changes })
}

/** The digest of a code that goes by this name. */
export function digest(name: string): KeyedDigest {
  return { keyId: "pepper-1", digest: name }
}

export const accepted = (step = 100): VerifyTotpResult => ({ kind: "accepted", step, drift: 0 })

export const rejected = (reason: "malformed" | "mismatch" | "replayed", clockSkewSteps?: number): VerifyTotpResult => ({
  kind: "rejected",
  reason,
  ...(clockSkewSteps === undefined ? {} : { clockSkewSteps }),
})

/** Of each event the one that moves on wherever it belongs. */
export const events: { readonly [E in EnrollmentEventKind]: EventOf<E> } = frozen({
  "send-email-code": { kind: "send-email-code", code: digest("first") },
  "verify-email-code": { kind: "verify-email-code", matched: "newest", enrollmentId: "enrollment-1", totp },
  "issue-key": { kind: "issue-key", sealedSecret: "sealed-1" },
  confirm: {
    kind: "confirm",
    verification: accepted(),
    recoveryCodes: { setId: "set-1", digests: ["r1", "r2", "r3"] },
    sealedAddress: "sealed-address-1",
    attempt: null,
  },
  cancel: { kind: "cancel" },
})

/** The event that sends a code which goes by this name. */
export function sending(name: string): EventOf<"send-email-code"> {
  return frozen({ kind: "send-email-code", code: digest(name) })
}

/** The event that types a code into the page of a ticket. */
export function typing(
  matched: EventOf<"verify-email-code">["matched"],
  enrollmentId = "enrollment-1",
): EventOf<"verify-email-code"> {
  return frozen({ kind: "verify-email-code", matched, enrollmentId, totp })
}

/** The record after a code that goes by this name was sent. */
export function send(record: UserRecord, held: TicketFacts, name: string, at: number): UserRecord {
  return frozen(moved(transitionEnrollment(record, held, sending(name), at)).record)
}

/** The withdrawals among the outputs, by ticket. */
export function withdrawn({ outputs }: { readonly outputs: readonly Output[] }): readonly string[] {
  return outputs.flatMap((output) => (output.kind === "withdraw-mail" ? [output.ticketId] : []))
}

/** A user in a state, with the ticket that stands there. */
export interface Standing {
  readonly record: UserRecord
  readonly ticket: TicketFacts
}

const stateBefore = {
  "email-code-sent": "not-started",
  "email-verified": "email-code-sent",
  "key-issued": "email-verified",
} as const
const eventInto = {
  "email-code-sent": "send-email-code",
  "email-verified": "verify-email-code",
  "key-issued": "issue-key",
} as const

/** Somebody who has come to a state in the way that people come there: through the machine. */
export function reached(state: EnrollmentState): Standing {
  if (state === "not-started") return { record: unknownUser, ticket: ticket() }
  const before = reached(stateBefore[state])
  const { record } = moved(transitionEnrollment(before.record, before.ticket, events[eventInto[state]], now))
  return frozen({ record, ticket: state === "email-verified" ? verifiedTicket : before.ticket })
}

/** The ticket that the right email code is answered with. */
export const verifiedTicket = ticket({ id: "verified", enrollmentId: "enrollment-1" })

/** Somebody with a factor, and the ticket of a challenge; the last step used is 100. */
export function enrolled(): Standing {
  const { record, ticket: confirming } = reached("key-issued")
  const confirmed = moved(transitionEnrollment(record, confirming, events.confirm, now))
  return frozen({ record: confirmed.record, ticket: ticket({ id: "challenge", epoch: 1 }) })
}

/** The answer of a machine that has moved; throws when it has refused. */
export function moved<R>(answer: Transition<R>): Extract<Transition<R>, { readonly kind: "moved" }> {
  if (answer.kind === "refused") throw new Error(`refused: ${JSON.stringify(answer.refusal)}`)
  return answer
}
