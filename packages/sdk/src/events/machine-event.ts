import { type Output, recoveryCodesLeft, type UserRecord } from "@muster/enrollment"
import type { EventChange, FactorGiven, ReplacementBegun } from "../ports/index.js"

/** What the machine asks to be recorded; it names the event alone. */
export type MachineEvent = Extract<Output, { readonly kind: "record-event" }>["event"]

/** The record around a change. */
export interface Change {
  readonly before: UserRecord
  readonly after: UserRecord
}

/** Completes an event of the machine with what has changed: all of it is in the two records. */
export function machineEvent(event: MachineEvent, { before, after }: Change): EventChange {
  switch (event) {
    case "enrolled":
      return { kind: event, before: { enrolledAt: null, epoch: before.epoch }, after: factorGiven(after) }
    case "factor-replaced":
      return {
        kind: event,
        before: { enrolledAt: expectThere(before.factor).enrolledAt, epoch: before.epoch },
        after: factorGiven(after),
      }
    case "factor-removed":
      return {
        kind: event,
        before: { enrolledAt: before.factor?.enrolledAt ?? null, epoch: before.epoch },
        after: { epoch: after.epoch },
      }
    case "signed-in":
      return {
        kind: event,
        before: null,
        after: { method: recoveryCodeSpent({ before, after }) ? "recovery-code" : "totp", epoch: after.epoch },
      }
    case "recovery-code-used":
    case "recovery-codes-regenerated":
      return { kind: event, before: { left: recoveryCodesLeft(before) }, after: { left: recoveryCodesLeft(after) } }
    case "replacement-begun":
      return { kind: event, before: null, after: { proof: proofOf({ before, after }) } }
    case "replacement-held":
      return { kind: event, before: null, after: { until: expectThere(after.replacement).opensAt } }
    default:
      return { kind: event, before: null, after: null }
  }
}

function factorGiven({ factor, epoch }: UserRecord): FactorGiven {
  const { enrolledAt, totp } = expectThere(factor)
  return { enrolledAt, epoch, totp }
}

function proofOf({ before, after }: Change): ReplacementBegun["after"]["proof"] {
  if (!expectThere(after.replacement).isProved) return "primary-only"
  return recoveryCodeSpent({ before, after }) ? "recovery-code" : "second-factor"
}

/** A recovery code is spent in the save of what it led to. */
function recoveryCodeSpent({ before, after }: Change): boolean {
  return recoveryCodesLeft(after) < recoveryCodesLeft(before)
}

function expectThere<Part>(part: Part | null): Part {
  if (part === null) throw new TypeError("this event is not recorded without what it has changed")
  return part
}
