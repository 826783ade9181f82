import fc from "fast-check"
import { expect, it } from "vitest"
import { type Attempt, attempts } from "../test/attempts.js"
import { isChallengeEvent, play, type Step, seenEnrollment } from "../test/histories.js"
import { withdrawn } from "../test/samples.js"
import { answerChallenge } from "./challenge.js"
import { transitionEnrollment } from "./enrollment-machine.js"
import { limits } from "./limits.js"
import { ticketRejection } from "./ticket-standing.js"
import type { UserRecord } from "./user-record.js"

/** Checks every step of many histories in which two people who know the password do what they like. */
function overHistories(check: (step: Step) => void, parameters: fc.Parameters<[readonly Attempt[]]> = {}): void {
  fc.assert(
    fc.property(attempts, (given) => play(given, check)),
    { numRuns: 200, ...parameters },
  )
}

it("the histories come everywhere: to every event that can be recorded, and to every refusal", () => {
  const seen = new Set<string>()
  const note = ({ answer }: Step) => {
    if (answer.kind === "refused") {
      const { refusal } = answer
      seen.add("why" in refusal ? refusal.why : "reason" in refusal ? refusal.reason : refusal.kind)
    } else {
      for (const output of answer.outputs) if (output.kind === "record-event") seen.add(output.event)
    }
  }
  // The seed is fixed, since whether rare things come up is not to be left to chance.
  overHistories(note, { numRuns: 400, seed: 1 })
  expect([...seen].sort()).toEqual([
    "already-used",
    "email-code-sent",
    "email-verified",
    "enrolled",
    "enrollment-cancelled",
    "expired",
    "factor-replaced",
    "key-issued",
    "malformed",
    "mismatch",
    "no-email",
    "recovery-code-used",
    "replaced-by-newer",
    "replacement-cancelled",
    "resend-throttled",
    "signed-in",
    "spent",
    "superseded",
    "wrong-step",
  ])
})

it("a factor appears through a confirmed code and in no other way", () => {
  overHistories(({ event, before, after, answer }) => {
    if (before.factor?.id === after.factor?.id) return
    expect(event).toMatchObject({ kind: "confirm", verification: { kind: "accepted" } })
    expect(answer.kind).toBe("moved")
    expect(after.factor?.id).toBe(before.enrollment?.id)
    expect(before.enrollment?.sealedSecret).toBe(after.factor?.sealedSecret)
  })
})

it("the epoch rises by one with the factor, and never falls or rises otherwise", () => {
  overHistories(({ before, after }) => {
    const changed = before.factor?.id !== after.factor?.id
    expect(after.epoch - before.epoch).toBe(changed ? 1 : 0)
  })
})

it("nobody sees an enrollment, its key included, whose email code somebody else has typed", () => {
  overHistories(({ person, others, after, at }) => {
    for (const { tickets, proved } of [person, ...others]) {
      for (const ticket of tickets) {
        const seen = seenEnrollment(after, ticket, at)
        if (seen !== undefined) expect(proved).toContain(seen)
      }
    }
  })
})

it("nobody confirms an enrollment whose email code somebody else has typed", () => {
  overHistories(({ person, event, before, answer }) => {
    if (event.kind !== "confirm" || answer.kind === "refused") return
    expect(person.proved).toContain(before.enrollment?.id)
  })
})

it("no code of the authenticator and no recovery code is accepted twice", () => {
  overHistories(({ event, before, after, answer }) => {
    if (answer.kind === "refused" || !isChallengeEvent(event)) return
    if (event.kind === "verify-code") {
      expect(after.factor?.lastUsedStep).toBeGreaterThan(before.factor?.lastUsedStep ?? Number.POSITIVE_INFINITY)
    } else {
      expect(before.recoveryCodes?.unspent).toContain(event.digest)
      expect(after.recoveryCodes?.unspent).toEqual(
        before.recoveryCodes?.unspent.filter((other) => other !== event.digest),
      )
    }
  })
})

it("only an accepted code of the factor ends the count of failures", () => {
  overHistories(({ event, answer }) => {
    expect(answer.attempt === "clear").toBe(answer.kind === "moved" && isChallengeEvent(event))
  })
})

it("mail with a code is withdrawn when the code is dropped, and at no other time", () => {
  overHistories(({ before, after, answer }) => {
    const tickets = ({ emailCodes }: UserRecord) => emailCodes.map(({ ticketId }) => ticketId)
    const dropped = tickets(before).filter((id) => !tickets(after).includes(id))
    expect(answer.kind === "moved" ? withdrawn(answer) : []).toEqual(dropped)
  })
})

it("a user is mailed no two codes within a minute, by whatever tickets", () => {
  overHistories(({ event, before, at, answer }) => {
    if (event.kind !== "send-email-code" || answer.kind === "refused") return
    expect(at - (before.emailSentAts.at(-1) ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(60_000)
  })
})

it("a ticket that has won, verified, confirmed or cancelled does nothing more", () => {
  overHistories(({ ticket, event, after, answer, at }) => {
    if (answer.kind === "refused" || event.kind === "send-email-code" || event.kind === "issue-key") return
    const again = isChallengeEvent(event)
      ? answerChallenge(after, ticket, event, at)
      : transitionEnrollment(after, ticket, event, at)
    expect(again).toMatchObject({ refusal: { kind: "ticket-rejected", reason: "spent" } })
  })
})

it("a transition is pure: asked again it answers the same, and what it was given is as it was", () => {
  // What is given is frozen through and through: changing it would throw.
  overHistories(({ ticket, event, before, answer, at }) => {
    const again = isChallengeEvent(event)
      ? answerChallenge(before, ticket, event, at)
      : transitionEnrollment(before, ticket, event, at)
    expect(again).toEqual(answer)
  })
})

it("the record stays within its bounds, and under 8 KB as JSON", () => {
  overHistories(({ after }) => expectBounded(after))
})

it("the record stays under 8 KB for somebody who fills it with tickets", () => {
  const given = Array.from({ length: 400 }, (_, index) => {
    const kinds = [
      { kind: "begin" },
      { kind: "advance" },
      { kind: "begin" },
      { kind: "enroll", event: "cancel" },
    ] as const
    const evidence = {
      hasAddress: true,
      matched: "none",
      verification: { kind: "rejected", reason: "mismatch" },
      recoveryCode: 0,
    } as const
    const action = { ...(kinds[index % 4] as (typeof kinds)[number]), evidence }
    return { person: 0, which: 0, pause: 1000, action } as const
  })
  let spent = 0
  play(given, ({ after }) => {
    expectBounded(after)
    spent = Math.max(spent, after.spentTickets.length)
  })
  expect(spent).toBe(limits.spentTickets)
})

function expectBounded(record: UserRecord): void {
  expect(record.emailCodes.length).toBeLessThanOrEqual(limits.openEmailCodes)
  expect(record.emailSentAts.length).toBeLessThanOrEqual(limits.emailCodesPerDay)
  expect(record.spentTickets.length).toBeLessThanOrEqual(limits.spentTickets)
  expect(JSON.stringify(record).length).toBeLessThan(8192)
}

it("a factor takes another's place only by an enrollment of a replacement that is open", () => {
  let replaced = 0
  overHistories(
    ({ before, after, ticket }) => {
      if (before.factor === null || after.factor === null || before.factor.id === after.factor.id) return
      replaced += 1
      expect(ticket.replacementId).not.toBeNull()
      expect(before.replacement?.id).toBe(ticket.replacementId)
      expect(after).toMatchObject({ epochRaisedBy: "replaced", replacement: null, enrollment: null })
      expect(after.recoveryCodes?.id).not.toBe(before.recoveryCodes?.id)
    },
    { numRuns: 400, seed: 1 },
  )
  expect(replaced).toBeGreaterThan(0)
})

it("an accepted code of the old factor ends a replacement that rests on the mailbox alone, and its tickets", () => {
  overHistories(({ event, before, after, answer, others, person, at }) => {
    if (event.kind !== "verify-code" || answer.kind === "refused" || before.replacement === null) return
    const { id, isProved, closesAt } = before.replacement
    if (isProved) return
    const isOver = at >= closesAt + limits.enrollmentSeconds * 1000
    expect(after.replacement).toEqual(isOver ? before.replacement : null)
    for (const { tickets } of [person, ...others]) {
      for (const ticket of tickets) {
        if (ticket.replacementId === id) expect(ticketRejection(after, ticket, at)).not.toBeNull()
      }
    }
  })
})
