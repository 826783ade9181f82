import { describe, expect, it } from "vitest"
import { events, moved, now, reached, ticket } from "../test/samples.js"
import type { EnrollmentEventKind } from "./enrollment-event.js"
import { enrollmentTable, transitionEnrollment } from "./enrollment-machine.js"
import type { EnrollmentState } from "./enrollment-position.js"
import { ticketRejection } from "./ticket-standing.js"

const states = Object.keys(enrollmentTable) as EnrollmentState[]
const eventKinds = Object.keys(events) as EnrollmentEventKind[]

/** What the machine does in each state (across) with each event (down). */
const expectedTable = `
                   not-started    email-code-sent  email-verified  key-issued
send-email-code    sendEmailCode  sendEmailCode    wrongStep       wrongStep
verify-email-code  wrongStep      verifyEmailCode  wrongStep       wrongStep
issue-key          wrongStep      wrongStep        issueKey        wrongStep
confirm            wrongStep      wrongStep        wrongStep       confirm
cancel             cancel         cancel           cancel          cancel`

const [header = [], ...rows] = expectedTable
  .trim()
  .split("\n")
  .map((line) => line.trim().split(/\s+/))
const cells = rows.flatMap(([event, ...names]) =>
  names.map((name, column) => ({
    state: header[column] as EnrollmentState,
    event: event as EnrollmentEventKind,
    name,
  })),
)

it("the table names every state and every event, and no other", () => {
  expect(header).toEqual(states)
  expect(rows.map(([event]) => event)).toEqual(eventKinds)
  for (const state of states) expect(Object.keys(enrollmentTable[state])).toEqual(eventKinds)
})

it("nobody can change the table", () => {
  expect(Object.isFrozen(enrollmentTable)).toBe(true)
  for (const state of states) expect(Object.isFrozen(enrollmentTable[state])).toBe(true)
})

describe.each(cells)("in $state, $event", ({ state, event, name }) => {
  // A minute later, so that the pause between two codes is over.
  const later = now + 60_000
  const { record, ticket: held } = reached(state)
  const before = structuredClone(record)
  const answer = transitionEnrollment(record, held, events[event], later)

  it(`leads to ${name}`, () => {
    expect(enrollmentTable[state][event].name).toBe(name)
  })

  if (name === "wrongStep") {
    it("is refused with the state, costs nothing and changes nothing", () => {
      expect(answer).toEqual({ kind: "refused", refusal: { kind: "wrong-step", state }, attempt: "refund" })
      expect(record).toEqual(before)
    })
  } else {
    it("moves to a new record and leaves the old one alone", () => {
      expect(moved(answer).record).not.toEqual(before)
      expect(record).toEqual(before)
    })
  }

  it.each([
    { reason: "expired", dead: { ...held, expiresAt: later } },
    { reason: "superseded", dead: { ...held, epoch: held.epoch + 1 } },
  ])("is refused to a ticket that is $reason, before anything else is asked", ({ reason, dead }) => {
    expect(transitionEnrollment(record, dead, events[event], later)).toEqual({
      kind: "refused",
      refusal: { kind: "ticket-rejected", reason },
      attempt: "refund",
    })
  })
})

it("a ticket that was spent by what it did is refused for every event", () => {
  const { record, ticket: held } = reached("key-issued")
  const cancelled = moved(transitionEnrollment(record, held, events.cancel, now)).record
  expect(ticketRejection(cancelled, held, now)).toBe("spent")
  for (const event of eventKinds) {
    expect(transitionEnrollment(cancelled, held, events[event], now)).toMatchObject({
      kind: "refused",
      refusal: { kind: "ticket-rejected", reason: "spent" },
    })
  }
})

it("the event decides nothing about another ticket: one that has begun nothing is not started", () => {
  const { record } = reached("key-issued")
  expect(transitionEnrollment(record, ticket({ id: "other" }), events.confirm, now)).toMatchObject({
    refusal: { kind: "wrong-step", state: "not-started" },
  })
})
