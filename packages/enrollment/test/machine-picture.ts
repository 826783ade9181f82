import {
  type EnrollmentEventKind,
  type EnrollmentState,
  enrollmentPosition,
  enrollmentTable,
  ticketRejection,
  transitionEnrollment,
} from "../src/index.js"
import { events, minute, now, reached, verifiedTicket } from "./samples.js"

const states = Object.keys(enrollmentTable) as EnrollmentState[]
const eventKinds = Object.keys(events) as EnrollmentEventKind[]

/** Where an event leads from a state, found by letting it happen; `null` when it is refused. */
function target(state: EnrollmentState, event: EnrollmentEventKind): string | null {
  const { record, ticket } = reached(state)
  // Late enough for another email code.
  const later = now + minute
  const answer = transitionEnrollment(record, ticket, events[event], later)
  if (answer.kind === "refused") return null
  if (answer.record.factor !== null) return "enrolled"
  const next = event === "verify-email-code" ? verifiedTicket : ticket
  return ticketRejection(answer.record, next, later) === null
    ? enrollmentPosition(answer.record, next).kind
    : "cancelled"
}

/** The machine as a Markdown table of states across and events down. */
export function machineMatrix(): string {
  const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`
  return [
    row(["", ...states]),
    row(["---", ...states.map(() => "---")]),
    ...eventKinds.map((event) => row([`\`${event}\``, ...states.map((state) => target(state, event) ?? "·")])),
  ].join("\n")
}

/** The machine as a Mermaid state diagram. */
export function machineDiagram(): string {
  const arrows = states.flatMap((state) =>
    eventKinds.flatMap((event) => {
      const to = target(state, event)
      return to === null ? [] : [{ from: state, to, event }]
    }),
  )
  const all = [...new Set(arrows.flatMap(({ from, to }) => [from, to]))]
  // A hyphen ends an id in Mermaid.
  const id = (state: string) => state.replaceAll("-", "_")
  const ends = all.filter((state) => !arrows.some(({ from }) => from === state))
  return [
    "stateDiagram-v2",
    ...all.map((state) => `  state "${state}" as ${id(state)}`),
    `  [*] --> ${id("not-started")}`,
    ...arrows.map(({ from, to, event }) => `  ${id(from)} --> ${id(to)} : ${event}`),
    ...ends.map((state) => `  ${id(state)} --> [*]`),
  ].join("\n")
}
