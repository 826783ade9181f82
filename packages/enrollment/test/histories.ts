import {
  answerChallenge,
  beginReplacement,
  type ChallengeEvent,
  type EnrollmentEvent,
  enrollmentPosition,
  limits,
  type TicketFacts,
  ticketRejection,
  transitionEnrollment,
  type UserRecord,
  unknownUser,
} from "../src/index.js"
import type { Action, Attempt, Evidence } from "./attempts.js"
import { frozen, now, second, totp } from "./samples.js"

/** One of two people who both know the password: what they hold, and the enrollments whose email code they typed. */
interface Person {
  readonly tickets: TicketFacts[]
  readonly proved: Set<string>
}

/** A step of a history, with what stood before and after it. */
export interface Step {
  readonly person: Person
  readonly others: readonly Person[]
  readonly ticket: TicketFacts
  readonly event: EnrollmentEvent | ChallengeEvent
  readonly at: number
  readonly before: UserRecord
  readonly after: UserRecord
  readonly answer: ReturnType<typeof transitionEnrollment> | ReturnType<typeof answerChallenge>
}

/** Plays attempts on one record as the services would: they mint the tickets and save what has moved. */
export function play(given: readonly Attempt[], onStep: (step: Step) => void): void {
  let record = unknownUser
  let at = now
  let minted = 0
  const id = () => `${minted++}`.padStart(22, "x")
  const people: readonly [Person, Person] = [newPerson(), newPerson()]
  const begin = (): TicketFacts =>
    frozen({
      id: id(),
      epoch: record.epoch,
      expiresAt: at + limits.enrollmentSeconds * second,
      enrollmentId: null,
      replacementId: null,
    })

  for (const { person: index, which, pause, action } of given) {
    at += pause
    const person = people[index]
    if (action.kind === "begin" || person.tickets.length === 0) {
      person.tickets.push(begin())
      continue
    }
    if (action.kind === "replace") {
      const begun = beginReplacementOf(action, record, begin(), at)
      if (begun === undefined) continue
      record = frozen(begun.record)
      if (begun.ticket !== null) person.tickets.push(begun.ticket)
      continue
    }
    const ticket = person.tickets.at(-1 - (which % person.tickets.length)) as TicketFacts
    const before = record
    const event = frozen(eventOf(action, before, ticket, id))
    const answer = isChallengeEvent(event)
      ? answerChallenge(before, ticket, event, at)
      : transitionEnrollment(before, ticket, event, at)
    if (answer.kind === "moved") {
      record = frozen(answer.record)
      if (event.kind === "verify-email-code") {
        person.proved.add(event.enrollmentId)
        person.tickets.push(frozen({ ...ticket, id: id(), enrollmentId: event.enrollmentId }))
      }
    }
    const others = people.filter((other) => other !== person)
    onStep({ person, others, ticket, event, at, before, after: record, answer })
  }
}

/** What a service does for somebody who asks for another authenticator; `undefined`: nothing. */
function beginReplacementOf(
  { rule, proof }: Extract<Action, { readonly kind: "replace" }>,
  record: UserRecord,
  ticket: TicketFacts,
  at: number,
): { readonly record: UserRecord; readonly ticket: TicketFacts | null } | undefined {
  if (record.factor === null) return undefined
  const digest = record.recoveryCodes?.unspent[0] ?? "none"
  const answer = beginReplacement({
    record,
    rule,
    proof: proof === "recovery-code" ? { kind: proof, digest, ticket, attempt: null } : { kind: proof },
    replacementId: ticket.id,
    now: at,
  })
  if (answer.kind === "held") return { record: answer.record ?? record, ticket: null }
  if (answer.kind !== "open") return undefined
  // The ticket of the challenge is spent; the one that leads on is another.
  const next = { ...ticket, id: `${ticket.id.slice(1)}r`, replacementId: answer.replacement.id }
  return { record: answer.record ?? record, ticket: frozen(next) }
}

const newPerson = (): Person => ({ tickets: [], proved: new Set() })

export function isChallengeEvent(event: EnrollmentEvent | ChallengeEvent): event is ChallengeEvent {
  return event.kind === "verify-code" || event.kind === "use-recovery-code"
}

/** The enrollment that a ticket can see now, if it works at all. */
export function seenEnrollment(record: UserRecord, ticket: TicketFacts, at: number): string | undefined {
  if (ticketRejection(record, ticket, at) !== null) return undefined
  const position = enrollmentPosition(record, ticket)
  return "enrollment" in position ? position.enrollment.id : undefined
}

function eventOf(
  action: Exclude<Action, { readonly kind: "begin" | "replace" }>,
  record: UserRecord,
  ticket: TicketFacts,
  id: () => string,
): EnrollmentEvent | ChallengeEvent {
  if (action.kind === "answer") return challengeEvent(action.event, action.evidence, record)
  if (action.kind === "enroll") return enrollmentEvent(action.event, action.evidence, id)
  const step = (record.factor?.lastUsedStep ?? 0) + 1
  const right: Evidence = {
    hasAddress: true,
    matched: "newest",
    verification: { kind: "accepted", step, drift: 0 },
    recoveryCode: 0,
  }
  const next = {
    "not-started": "send-email-code",
    "email-code-sent": "verify-email-code",
    "email-verified": "issue-key",
    "key-issued": "confirm",
  } as const
  return record.factor !== null && ticket.enrollmentId === null && ticket.replacementId === null
    ? challengeEvent("verify-code", right, record)
    : enrollmentEvent(next[enrollmentPosition(record, ticket).kind], right, id)
}

function enrollmentEvent(
  kind: EnrollmentEvent["kind"],
  { hasAddress, matched, verification }: Evidence,
  id: () => string,
): EnrollmentEvent {
  switch (kind) {
    case "send-email-code":
      return { kind, code: hasAddress ? { keyId: "k".repeat(32), digest: id().padEnd(43, "d") } : null }
    case "verify-email-code":
      return { kind, matched, enrollmentId: id(), totp }
    case "issue-key":
      return { kind, sealedSecret: id().padEnd(160, "s") }
    case "confirm":
      return {
        kind,
        verification,
        recoveryCodes: {
          setId: id(),
          digests: Array.from({ length: limits.recoveryCodes }, () => id().padEnd(43, "r")),
        },
        sealedAddress: id().padEnd(160, "s"),
        attempt: null,
      }
    case "cancel":
      return { kind }
  }
}

function challengeEvent(
  kind: ChallengeEvent["kind"],
  { verification, recoveryCode }: Evidence,
  record: UserRecord,
): ChallengeEvent {
  if (kind === "verify-code") return { kind, verification, attempt: null }
  return { kind, digest: record.recoveryCodes?.unspent[recoveryCode] ?? "none", attempt: null }
}
