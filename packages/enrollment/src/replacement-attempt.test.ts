import { describe, expect, it } from "vitest"
import { day, digest, enrolled, frozen, hour, minute, now, second } from "../test/samples.js"
import { limits } from "./limits.js"
import { repeatableAttempt } from "./repeated-attempt.js"
import { type BeginReplacementInput, beginReplacement, cancelReplacement } from "./replacement.js"
import type { UserRecord } from "./user-record.js"

const { record: mailed, ticket } = enrolled()
const record: UserRecord = { ...mailed, emailSentAts: [] }
const rule = { rule: "self-service", holdHours: 24 } as const
const none = { kind: "none" } as const
const begin = (change: Partial<BeginReplacementInput> = {}) =>
  beginReplacement({ record, rule, proof: none, replacementId: "r-1", now, ...change })

describe("a try at a recovery code that begins a replacement", () => {
  const begunBy = (attempt: ReturnType<typeof digest> | null): UserRecord => {
    const answer = begin({ proof: { kind: "recovery-code", digest: "r1", ticket, attempt } })
    if (answer.kind !== "open" || answer.record === null) throw new Error(answer.kind)
    return frozen(answer.record)
  }

  it("is remembered as that of this replacement, for a minute", () => {
    const begun = begunBy(digest("name"))
    const accepted = { digest: digest("name"), at: now, method: "recovery-code", replacementId: "r-1" }
    expect(repeatableAttempt(begun, now + limits.repeatSeconds * second - 1)).toEqual(accepted)
    expect(repeatableAttempt(begun, now + limits.repeatSeconds * second)).toBeNull()
  })

  it("is forgotten without a name, and forgets the one before it", () => {
    const named = { ...record, acceptedAttempt: { digest: digest("x"), at: now, method: "totp", replacementId: null } }
    const proof = { kind: "recovery-code", digest: "r1", ticket, attempt: null } as const
    expect(begin({ record: named as UserRecord, proof })).toMatchObject({ record: { acceptedAttempt: null } })
  })
})

describe("holds that begin, each after the one before was ended by its owner", () => {
  /** How many begin, and are told, where somebody asks again every `every` and the owner ends what has begun. */
  function begunIn(span: number, every: number, first: UserRecord = record) {
    const told: number[] = []
    let held = first
    for (let at = now; at < now + span; at += every) {
      const answer = begin({ record: held, now: at })
      if (answer.kind === "throttled") {
        expect(answer.retryAt).toBeGreaterThan(at)
        continue
      }
      if (answer.kind !== "held" || answer.record === null) throw new Error(answer.kind)
      expect(answer.outputs).toContainEqual(expect.objectContaining({ kind: "send-mail", mail: "replacement-held" }))
      told.push(at)
      held = cancelReplacement(answer.record, at)?.record as UserRecord
    }
    return { told, record: held }
  }

  it("are five in an hour and ten in a day, each of them told; what would be one more does not begin", () => {
    expect(begunIn(hour, minute).told).toHaveLength(limits.emailCodesPerHour)
    expect(begunIn(day, minute).told).toHaveLength(limits.emailCodesPerDay)
    expect(begunIn(10 * day, 10 * minute).told).toHaveLength(10 * limits.emailCodesPerDay)
  })

  it("count together with the codes by mail", () => {
    const sent = [50, 40, 30, 20].map((ago) => now - ago * minute)
    expect(begunIn(minute, second, { ...record, emailSentAts: sent }).told).toHaveLength(1)
    const full = { ...record, emailSentAts: [now - 10 * minute, ...sent].sort((a, b) => a - b) }
    expect(begin({ record: full })).toEqual({ kind: "throttled", retryAt: now + 10 * minute })
  })

  it("wait for no pause between two codes, and the first is never refused", () => {
    expect(begin({ record: { ...record, emailSentAts: [now] } }).kind).toBe("held")
    expect(begin().kind).toBe("held")
    expect(begin({ now: 0 }).kind).toBe("held")
  })

  it("refuse nothing that is told nobody: without a hold, with a proof, and asked again", () => {
    const full = { ...record, emailSentAts: Array.from({ length: 10 }, (_, index) => now - index) }
    expect(begin({ record: full }).kind).toBe("throttled")
    expect(begin({ record: full, rule: { ...rule, holdHours: 0 } }).kind).toBe("open")
    expect(begin({ record: full, proof: { kind: "second-factor" } }).kind).toBe("open")
    const held = begin()
    if (held.kind !== "held" || held.record === null) throw new Error(held.kind)
    const flooded = { ...held.record, emailSentAts: full.emailSentAts }
    expect(begin({ record: flooded })).toMatchObject({ kind: "held", record: null })
  })
})
