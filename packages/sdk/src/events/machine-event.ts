import type { Output } from "@muster/enrollment"
import type { EventChange, EventChanges, NoChanges } from "../ports/index.js"

/** What the machine asks to be recorded; it names the event alone. */
export type MachineEvent = Extract<Output, { readonly kind: "record-event" }>["event"]

/** The events of the machine whose kind does not say all. */
export type ChangingEvent = {
  [Kind in MachineEvent]: EventChanges[Kind] extends NoChanges ? never : Kind
}[MachineEvent]

/** What a caller knows of the changes, for the events that say some. */
export type KnownChanges = { readonly [Kind in ChangingEvent]?: EventChanges[Kind] }

/** Completes an event of the machine with what it has changed. */
export function machineEvent(event: MachineEvent, known: KnownChanges = {}): EventChange {
  switch (event) {
    case "factor-removed":
      return { kind: event, ...expectKnown(known[event]) }
    case "recovery-codes-regenerated":
      return { kind: event, ...expectKnown(known[event]) }
    default:
      return { kind: event, before: null, after: null }
  }
}

function expectKnown<Changes>(changes: Changes | undefined): Changes {
  if (changes === undefined) throw new TypeError("this event is not recorded without what it has changed")
  return changes
}
