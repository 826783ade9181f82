import { type AuditEvent, checkOutputs, type Page, type PageInput } from "@muster/sdk/ports"
import { takePage } from "./pages.js"
import type { Draft, EventRow } from "./tables.js"

export function writeEvents(draft: Draft, accountId: string, events: readonly AuditEvent[]): void {
  checkOutputs(accountId, { mail: [], events })
  for (const event of events) {
    const sequence = draft.nextSequence()
    draft.events.put(accountId, String(sequence), Object.freeze({ event, sequence }))
  }
}

export function removeEvent(draft: Draft, { event, sequence }: EventRow): void {
  draft.events.remove(event.accountId, String(sequence))
}

export function listEvents(
  draft: Draft,
  input: PageInput & { readonly accountId: string; readonly userId?: string | undefined },
): Page<AuditEvent> {
  const rows = [...draft.events.inAccount(input.accountId)].filter(
    ({ event }) => input.userId === undefined || event.userId === input.userId,
  )
  return takePage(rows, newestFirst, input)
}

const newestFirst = {
  start: [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY],
  placeOf: ({ event, sequence }: EventRow) => [-event.at, -sequence],
  itemOf: ({ event }: EventRow) => event,
}
