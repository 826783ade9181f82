import type { KeyedDigest } from "@muster/core"
import { describe, expect, it } from "vitest"
import { accepted, enrolled, events, frozen, hour, moved, now, second, send, ticket } from "../test/samples.js"
import { answerChallenge } from "./challenge.js"
import { transitionEnrollment } from "./enrollment-machine.js"
import { limits } from "./limits.js"
import { allowsReplacement, type BeginReplacementInput, beginReplacement, cancelReplacement } from "./replacement.js"
import { ticketRejection } from "./ticket-standing.js"
import type { UserRecord } from "./user-record.js"

const { record, ticket: challenge } = enrolled()
const withCode = { rule: "authenticator-or-recovery-code" } as const
const selfService = (holdHours: number) => ({ rule: "self-service", holdHours }) as const
const none = { kind: "none" } as const
const secondFactor = { kind: "second-factor" } as const
const recoveryCode = (digest: string, attempt: KeyedDigest | null = null) =>
  ({ kind: "recovery-code", digest, ticket: challenge, attempt }) as const

const begin = (change: Partial<BeginReplacementInput> = {}) =>
  beginReplacement({ record, rule: withCode, proof: none, replacementId: "r-1", now, ...change })
const saved = (change: Partial<BeginReplacementInput>): UserRecord => {
  const answer = begin(change)
  if ((answer.kind !== "open" && answer.kind !== "held") || answer.record === null) throw new Error(answer.kind)
  return frozen(answer.record)
}
const eventsOf = (answer: ReturnType<typeof begin>) =>
  answer.kind === "open" || answer.kind === "held"
    ? answer.outputs.map((output) => (output.kind === "record-event" ? output.event : output.kind))
    : []
const closes = limits.replacementSeconds * second
const provedCloses = limits.enrollmentSeconds * second

describe("by the rule authenticator-or-recovery-code a replacement", () => {
  it("needs one of them", () => {
    expect(begin()).toEqual({ kind: "proof-needed" })
  })

  it("is open at once with a fresh code of the factor", () => {
    const answer = begin({ proof: secondFactor })
    const replacement = { id: "r-1", requestedAt: now, opensAt: now, closesAt: now + provedCloses, isProved: true }
    expect(answer).toEqual({
      kind: "open",
      replacement,
      record: { ...record, replacement },
      outputs: [{ kind: "record-event", event: "replacement-begun" }],
    })
  })

  it("is open at once with a recovery code, which is spent with the ticket that it came with", () => {
    const answer = begin({ proof: recoveryCode("r2") })
    expect(answer).toMatchObject({
      kind: "open",
      record: {
        recoveryCodes: { unspent: ["r1", "r3"] },
        replacement: { id: "r-1", isProved: true },
        spentTickets: [...record.spentTickets, { id: challenge.id, expiresAt: challenge.expiresAt }],
        factor: record.factor,
      },
    })
    expect(eventsOf(answer)).toEqual(["recovery-code-used", "send-mail", "replacement-begun"])
  })

  it("is refused with a recovery code that is none", () => {
    expect(begin({ proof: recoveryCode("r9") })).toEqual({ kind: "wrong-code" })
  })
})

describe("by the rule admin-only", () => {
  it.each([none, secondFactor, recoveryCode("r1")])("nobody replaces a factor alone: $kind", (proof) => {
    expect(begin({ rule: { rule: "admin-only" }, proof })).toEqual({ kind: "admin-only" })
  })
})

describe("by the rule self-service without a hold a replacement", () => {
  it("is open at once, and is no proof of a second factor", () => {
    const answer = begin({ rule: selfService(0) })
    expect(answer).toMatchObject({ kind: "open", replacement: { opensAt: now, isProved: false } })
    expect(eventsOf(answer)).toEqual(["replacement-begun"])
  })

  it("is one and the same when it is asked for again, until it closes", () => {
    const begun = saved({ rule: selfService(0) })
    const again = (at: number) => begin({ record: begun, rule: selfService(0), replacementId: "r-2", now: at })
    expect(again(now + closes - 1)).toMatchObject({
      kind: "open",
      replacement: { id: "r-1" },
      record: null,
      outputs: [],
    })
    expect(again(now + closes)).toMatchObject({ kind: "open", replacement: { id: "r-2" } })
  })

  it("does not put off whoever has proved more, as long as that lasts", () => {
    const proved = saved({ rule: selfService(0), proof: recoveryCode("r1") })
    const asked = (at: number) => begin({ record: proved, rule: selfService(0), replacementId: "r-2", now: at })
    expect(asked(now + provedCloses - 1)).toEqual({ kind: "proof-needed" })
    expect(asked(now + provedCloses)).toMatchObject({ kind: "open", replacement: { id: "r-2", isProved: false } })
  })

  it("skips nothing for whoever can prove more", () => {
    expect(begin({ rule: selfService(24), proof: recoveryCode("r1") })).toMatchObject({
      kind: "open",
      replacement: { isProved: true, opensAt: now },
    })
  })
})

describe("by the rule self-service with a hold a replacement", () => {
  const rule = selfService(24)
  const opensAt = now + 24 * hour

  it("waits, and the user is told until when", () => {
    const answer = begin({ rule })
    expect(answer).toMatchObject({ kind: "held", until: opensAt, record: { replacement: { opensAt } } })
    expect(answer).toMatchObject({
      outputs: [
        { kind: "record-event", event: "replacement-held" },
        { kind: "send-mail", mail: "replacement-held", until: opensAt },
      ],
    })
  })

  it("waits no longer and no shorter when it is asked for again, and nobody is told twice", () => {
    const held = saved({ rule })
    const again = (at: number) => begin({ record: held, rule, replacementId: "r-2", now: at })
    expect(again(opensAt - 1)).toEqual({ kind: "held", until: opensAt, record: null, outputs: [] })
    expect(again(opensAt)).toMatchObject({ kind: "open", replacement: { id: "r-1" }, record: null })
    expect(again(opensAt + closes)).toMatchObject({ kind: "held", until: opensAt + closes + 24 * hour })
  })

  it("ends with the next accepted code of the old factor, and so do the tickets that name it", () => {
    const held = saved({ rule })
    const answer = moved(
      answerChallenge(
        held,
        { ...challenge, expiresAt: opensAt },
        { kind: "verify-code", verification: accepted(101), attempt: null },
        opensAt - hour,
      ),
    )
    expect(answer.record.replacement).toBeNull()
    expect(answer.outputs).toContainEqual({ kind: "record-event", event: "replacement-cancelled" })
    const named = ticket({ id: "named", epoch: 1, replacementId: "r-1" })
    expect(ticketRejection(held, named, now)).toBeNull()
    expect(ticketRejection(answer.record, named, now)).toBe("superseded")
  })

  it("is not ended by a recovery code, nor one that was proved by a code", () => {
    const used = { kind: "use-recovery-code", digest: "r1", attempt: null } as const
    expect(moved(answerChallenge(saved({ rule }), challenge, used, now)).record.replacement).not.toBeNull()
    const proved = saved({ proof: secondFactor })
    const code = { kind: "verify-code", verification: accepted(101), attempt: null } as const
    const answer = moved(answerChallenge(proved, challenge, code, now))
    expect(answer.record.replacement).toEqual(proved.replacement)
    expect(answer.outputs).toEqual([{ kind: "record-event", event: "signed-in" }])
  })
})

describe("an enrollment that replaces", () => {
  const begun = saved({ proof: secondFactor })
  const held = ticket({ id: "replacing", epoch: 1, replacementId: "r-1" })

  it("leaves the old factor as it is until the new one is confirmed, and then takes its place in one step", () => {
    const later = now + 10 * hour
    const live = { ...held, expiresAt: later + hour }
    const sent = send(begun, live, "code", later)
    const opened = moved(
      transitionEnrollment(sent, live, { ...events["verify-email-code"], enrollmentId: "e-2" }, later),
    )
    const named = { ...live, id: "named", enrollmentId: "e-2" }
    const issued = moved(transitionEnrollment(opened.record, named, events["issue-key"], later)).record
    expect(issued.factor).toEqual(record.factor)
    const wrong = { ...events.confirm, verification: { kind: "rejected", reason: "mismatch" } } as const
    expect(transitionEnrollment(issued, named, wrong, later).kind).toBe("refused")
    const done = moved(transitionEnrollment(issued, named, events.confirm, later))
    expect(done.record).toMatchObject({
      epoch: 2,
      epochRaisedBy: "replaced",
      factor: { id: "e-2", enrolledAt: later },
      recoveryCodes: { id: "set-1", createdAt: later },
      replacement: null,
      enrollment: null,
    })
    expect(done.outputs.slice(0, 2)).toEqual([
      { kind: "record-event", event: "factor-replaced" },
      { kind: "send-mail", mail: "factor-replaced" },
    ])
  })

  it("begins with no ticket but one that names the replacement", () => {
    const rejectedWith = (replacementId: string | null) =>
      transitionEnrollment(begun, { ...held, expiresAt: now + hour, replacementId }, events["send-email-code"], now)
    for (const replacementId of [null, "r-2"]) {
      expect(rejectedWith(replacementId)).toEqual({
        kind: "refused",
        refusal: { kind: "ticket-rejected", reason: "superseded" },
        attempt: "refund",
      })
    }
  })
})

describe("a replacement under a rule that has changed since", () => {
  const proved = saved({ proof: secondFactor }).replacement as never
  const unproved = saved({ rule: selfService(0) }).replacement as never

  it("is allowed only by what both rules allow", () => {
    const allowed = (rule: BeginReplacementInput["rule"]) =>
      [proved, unproved].map((r) => allowsReplacement(rule, r, now))
    expect(allowed({ rule: "admin-only" })).toEqual([false, false])
    expect(allowed(withCode)).toEqual([true, false])
    expect(allowed(selfService(0))).toEqual([true, true])
    expect(allowed(selfService(1))).toEqual([true, false])
  })

  it("waits for the hold of now where that is longer", () => {
    const at = (time: number) => allowsReplacement(selfService(1), unproved, time)
    expect([at(now + hour - 1), at(now + hour)]).toEqual([false, true])
  })
})

describe("cancelling a replacement", () => {
  it("ends it, once", () => {
    const cancelled = cancelReplacement(saved({ rule: selfService(24) }), now)
    expect(cancelled).toEqual({
      record: { ...record, emailSentAts: [...record.emailSentAts, now] },
      outputs: [{ kind: "record-event", event: "replacement-cancelled" }],
    })
    expect(cancelReplacement(record, now)).toBeNull()
  })

  it("that is over by itself is nothing, and no later code ends it once more", () => {
    const held = saved({ rule: selfService(24) })
    // An enrollment that began in the last moment goes on for as long as its ticket.
    const over = now + 24 * hour + closes + limits.enrollmentSeconds * second
    expect(cancelReplacement(held, over - 1)).not.toBeNull()
    expect(cancelReplacement(held, over)).toBeNull()
    const code = { kind: "verify-code", verification: accepted(101), attempt: null } as const
    const answer = moved(answerChallenge(held, { ...challenge, expiresAt: over + 1 }, code, over))
    expect(answer.outputs).toEqual([{ kind: "record-event", event: "signed-in" }])
  })
})
