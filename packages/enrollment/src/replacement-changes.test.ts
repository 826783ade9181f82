import { describe, expect, it } from "vitest"
import {
  accepted,
  enrolled,
  events,
  frozen,
  hour,
  moved,
  now,
  second,
  send,
  ticket,
  withdrawn,
} from "../test/samples.js"
import { answerChallenge } from "./challenge.js"
import { transitionEnrollment } from "./enrollment-machine.js"
import { limits } from "./limits.js"
import {
  type BeginReplacementInput,
  type BeginReplacementResult,
  beginReplacement,
  cancelReplacement,
} from "./replacement.js"
import type { UserRecord } from "./user-record.js"

const { record, ticket: challenge } = enrolled()
const selfService = (holdHours: number) => ({ rule: "self-service", holdHours }) as const
const none = { kind: "none" } as const
const secondFactor = { kind: "second-factor" } as const
const closes = limits.replacementSeconds * second

type Saved = Extract<BeginReplacementResult, { readonly kind: "open" | "held" }> & { readonly record: UserRecord }

const begin = (change: Partial<BeginReplacementInput>) =>
  beginReplacement({ record, rule: selfService(0), proof: none, replacementId: "r-1", now, ...change })
const saved = (change: Partial<BeginReplacementInput>): Saved => {
  const answer = begin(change)
  if ((answer.kind !== "open" && answer.kind !== "held") || answer.record === null) throw new Error(answer.kind)
  return frozen({ ...answer, record: answer.record })
}

describe("under a hold that was lengthened since, a replacement", () => {
  const earlier = saved({ rule: selfService(24) }).record
  const again = (at: number) => begin({ record: earlier, rule: selfService(48), replacementId: "r-2", now: at })
  const opensAt = now + 48 * hour

  it("waits for it, from when it was asked for", () => {
    expect(again(now)).toEqual({ kind: "held", until: opensAt, record: null, outputs: [] })
    expect(again(opensAt - 1)).toEqual({ kind: "held", until: opensAt, record: null, outputs: [] })
  })

  it("is open when that is over, for as long as any other", () => {
    const open = { kind: "open", replacement: { id: "r-1" }, record: null }
    expect(again(opensAt)).toMatchObject(open)
    expect(again(opensAt + closes - 1)).toMatchObject(open)
    expect(again(opensAt + closes)).toMatchObject({ kind: "held", record: { replacement: { id: "r-2" } } })
  })

  it("begins anew where there was none, since nobody was told of it", () => {
    const untold = saved({}).record
    const answer = begin({ record: untold, rule: selfService(48), replacementId: "r-2", now: now + hour })
    expect(answer).toMatchObject({ kind: "held", until: opensAt + hour, record: { replacement: { id: "r-2" } } })
    expect(answer).toMatchObject({ outputs: [{ event: "replacement-held" }, { mail: "replacement-held" }] })
  })

  it("opens no earlier under one that was shortened", () => {
    const held = saved({ rule: selfService(24) }).record
    expect(begin({ record: held, rule: selfService(1), now: now + 2 * hour })).toMatchObject({
      kind: "held",
      until: now + 24 * hour,
    })
  })
})

it("a hold of a part of an hour ends at a whole millisecond, and no earlier than that part", () => {
  const { replacement } = saved({ rule: selfService(1.2345678) }).record
  expect(replacement?.opensAt).toBe(now + 4_444_445)
  expect(Number.isInteger(replacement?.closesAt)).toBe(true)
})

describe("what was begun for a replacement", () => {
  const later = now + hour
  const begun = saved({}).record
  const replacing = ticket({ id: "replacing", epoch: 1, expiresAt: later + hour, replacementId: "r-1" })
  const other = ticket({ ...replacing, id: "other" })
  const sent = send(begun, replacing, "code", later)
  const named = { ...replacing, id: "named", enrollmentId: "e-2" }
  const verified = moved(
    transitionEnrollment(sent, replacing, { ...events["verify-email-code"], enrollmentId: "e-2" }, later),
  ).record
  const issued = moved(transitionEnrollment(verified, named, events["issue-key"], later)).record
  /** A secret that was shown, and a code that is still in the mail. */
  const under = send(issued, other, "second", later + limits.resendCooldownSeconds * second)

  it("is there to be confirmed", () => {
    expect(under).toMatchObject({
      enrollment: { id: "e-2", sealedSecret: "sealed-1" },
      emailCodes: [{ ticketId: "other" }],
    })
  })

  it.each([
    ["it is cancelled", (from: UserRecord) => cancelReplacement(from, now)],
    [
      "a code of the old factor is accepted",
      (from: UserRecord) => {
        const code = { kind: "verify-code", verification: accepted(101), attempt: null } as const
        return moved(answerChallenge(from, challenge, code, now))
      },
    ],
    ["one that was proved takes its place", (from: UserRecord) => saved({ record: from, proof: secondFactor })],
    ["it closes and is asked for anew", (from: UserRecord) => saved({ record: from, now: now + closes })],
    [
      "it closes and is asked for anew under a hold",
      (from: UserRecord) => saved({ record: from, rule: selfService(1), now: now + 2 * closes }),
    ],
  ])("ends with it, and its unsent mail is not sent: %s", (_, end) => {
    const ended = end(under)
    expect(ended?.record).toMatchObject({ enrollment: null, emailCodes: [] })
    expect(withdrawn(ended as NonNullable<typeof ended>)).toEqual(["other"])
  })

  it("stays while it is asked for again, and while a recovery code signs in", () => {
    expect(begin({ record: under })).toMatchObject({ kind: "open", record: null })
    const used = { kind: "use-recovery-code", digest: "r1", attempt: null } as const
    expect(moved(answerChallenge(under, challenge, used, now)).record.enrollment).toEqual(under.enrollment)
  })
})
