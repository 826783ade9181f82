import type { LocalPostgres } from "@muster-tools/local-postgres"
import type { Population } from "./arrange/users.js"
import type { Outcome, Try } from "./books/books.js"
import type { Fault } from "./books/faults.js"
import type { Ledger } from "./books/ledger.js"
import { isCarried, type Phase, percentile } from "./driver/phase.js"
import type { Options } from "./options.js"
import type { Run } from "./run.js"

const shownFaults = 5

/** The result of a run on a screen. */
export function reportOf(
  { machines }: Options,
  server: LocalPostgres["kind"],
  population: Population,
  { books, phases, cpu }: Run,
  ledger: Ledger,
  faults: readonly Fault[],
): readonly string[] {
  const carried = phases.find(isCarried)
  const tries = books.visits.flatMap(({ steps }) => steps).flatMap((step) => step.tries)
  const lost = tries.filter(({ outcome }) => outcome.kind === "unknown")
  const ended = (signal: string) => books.restarts.filter((restart) => restart.signal === signal)
  const saved = books.edits.filter(({ outcome }) => outcome.kind === "saved")
  return [
    `${population.users} users of ${population.accounts} accounts; ${machines} machines, the server and the driver share ${cpu.cores} cores`,
    `the server ${server === "given" ? "is the one of DATABASE_URL" : "does not wait for its disk (fsync off)"}`,
    ...tableOf(phases),
    `cores        ${cpu.busy.toFixed(2)} of ${cpu.cores} busy, with all else that ran; the driver took ${cpu.driver.toFixed(2)}`,
    `second steps ${tries.length}: ${counted(tries.map(({ outcome }) => nameOf(outcome)))}`,
    `lost answers ${lost.length}, each asked for again${lost.length === 0 ? "" : `: ${counted(lost.map(whyOf))}`}`,
    `restarts     ${ended("SIGKILL").length} machines killed, ${ended("SIGTERM").length} stopped; killed ones left ${sum(ended("SIGKILL").map(({ unanswered }) => unanswered))} calls unanswered`,
    `edits        ${books.edits.length}, ${saved.length} saved: ${counted(books.edits.map(({ kind }) => kind))}`,
    `books        ${ledger.events.length} events, ${ledger.users.length} users, ${books.mails.length} mails: ${faults.length} faults`,
    ...faultLines(faults),
    carried === undefined
      ? "carried      nothing that was tried"
      : `carried      ${carried.rate} sign-ins a second${carried === phases[0] ? "" : `, and not ${phases[0].rate}`}`,
  ]
}

const columns = [
  "asked/s",
  "seconds",
  "sign-ins",
  "answered/s",
  "p50 ms",
  "p99 ms",
  "p99.9 ms",
  "most ms",
  "at the door",
  "begun late",
]

/** Latencies count from when users meant to come; `begun late` is the driver's own part of them, at p99. */
function rowOf({ rate, seconds, latencies, lateness, tookSeconds, mostWaiting, isGivenUp }: Phase): readonly string[] {
  return [
    `${rate}`,
    `${seconds}`,
    `${latencies.length}${isGivenUp ? " †" : ""}`,
    (latencies.length / Math.max(tookSeconds, seconds)).toFixed(1),
    ...[50, 99, 99.9, 100].map((percent) => percentile(latencies, percent).toFixed(0)),
    `${mostWaiting}`,
    `${percentile(lateness, 99).toFixed(0)} ms`,
  ]
}

function tableOf(phases: readonly Phase[]): readonly string[] {
  const rows = [columns, ...phases.map(rowOf)]
  const lines = rows.map((row) => row.map((cell, at) => cell.padStart((columns[at] ?? "").length)).join("  "))
  return phases.some(({ isGivenUp }) => isGivenUp) ? [...lines, "† given up: more at the door than could wait"] : lines
}

const whyOf = ({ outcome }: Try) => (outcome.kind === "unknown" ? outcome.why : "")

function nameOf(outcome: Outcome): string {
  if (outcome.kind === "wrong-code") return outcome.why
  return outcome.kind === "ticket-rejected" ? outcome.reason : outcome.kind
}

function counted(names: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts]
    .sort(([, one], [, other]) => other - one)
    .map(([name, count]) => `${count} ${name}`)
    .join(", ")
}

function faultLines(faults: readonly Fault[]): readonly string[] {
  if (faults.length === 0) return []
  const shown = faults.slice(0, shownFaults).map(({ kind, where }) => `  ${kind}: ${where}`)
  return [`  ${counted(faults.map(({ kind }) => kind))}`, ...shown]
}

const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0)
