import type { VerifyTotpResult } from "@muster/core"
import fc from "fast-check"
import type { BeginReplacementInput, ChallengeEvent, EnrollmentEvent } from "../src/index.js"
import { day, hour, minute, second } from "./samples.js"

/** What a person tries next; `which` picks one of the tickets that they hold. */
export interface Attempt {
  readonly person: 0 | 1
  readonly which: number
  readonly pause: number
  readonly action: Action
}

/** What is done with a ticket. */
export type Action =
  | { readonly kind: "begin" }
  /** The event that moves on from where the ticket stands, with the right evidence. */
  | { readonly kind: "advance" }
  | { readonly kind: "enroll"; readonly event: EnrollmentEvent["kind"]; readonly evidence: Evidence }
  | { readonly kind: "answer"; readonly event: ChallengeEvent["kind"]; readonly evidence: Evidence }
  | {
      readonly kind: "replace"
      readonly rule: BeginReplacementInput["rule"]
      readonly proof: "none" | "second-factor" | "recovery-code"
    }

/** What the services would have found out for an event. */
export interface Evidence {
  readonly hasAddress: boolean
  readonly matched: "newest" | "replaced" | "none"
  readonly verification: VerifyTotpResult
  readonly recoveryCode: number
}

const verification: fc.Arbitrary<VerifyTotpResult> = fc.oneof(
  fc.record({ kind: fc.constant("accepted" as const), step: fc.nat(8), drift: fc.integer({ min: -1, max: 1 }) }),
  fc.record({
    kind: fc.constant("rejected" as const),
    reason: fc.constantFrom("malformed", "mismatch", "replayed"),
  }),
)

const evidence: fc.Arbitrary<Evidence> = fc.record({
  hasAddress: fc.boolean(),
  matched: fc.constantFrom("newest", "replaced", "none"),
  verification,
  recoveryCode: fc.nat(12),
})

const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Action>({ kind: "begin" }) },
  { weight: 9, arbitrary: fc.constant<Action>({ kind: "advance" }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("enroll" as const),
      event: fc.constantFrom("send-email-code", "verify-email-code", "issue-key", "confirm", "cancel"),
      evidence,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("answer" as const),
      event: fc.constantFrom("verify-code", "use-recovery-code"),
      evidence,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("replace" as const),
      rule: fc.constantFrom(
        { rule: "authenticator-or-recovery-code" } as const,
        { rule: "self-service", holdHours: 0 } as const,
        { rule: "self-service", holdHours: 1 } as const,
        { rule: "admin-only" } as const,
      ),
      proof: fc.constantFrom("none", "second-factor", "recovery-code"),
    }),
  },
)

/** Most of the time a moment, now and then hours, and now and then a clock that is set back. */
const pause = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 90 * second }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: hour }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 * day }) },
  { weight: 1, arbitrary: fc.integer({ min: -5 * minute, max: 0 }) },
)

/** Mostly the newest ticket, as a page would. */
const which = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat(3) })

/** What two people do with the tickets that they hold, and with those that are minted for them on the way. */
export const attempts: fc.Arbitrary<readonly Attempt[]> = fc.array(
  fc.record({ person: fc.constantFrom(0, 1), which, pause, action }),
  { minLength: 20, maxLength: 80, size: "max" },
)
