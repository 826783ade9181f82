import { isCarried, type Phase, runPhase } from "./phase.js"

/** The steps of the ladder, in parts of the rate that was asked for. */
const rungs = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1]
/** A rung takes a quarter of the time, but not less than this. */
const shortestSeconds = 5

/** Looks for the most that is carried below a rate that was not: rung by rung down from what it came to. */
export async function descend(from: Phase, visit: () => Promise<number>): Promise<readonly Phase[]> {
  const reached = from.latencies.length / from.tookSeconds
  const seconds = Math.max(shortestSeconds, from.seconds / 4)
  const phases: Phase[] = []
  for (const rung of rungs) {
    const rate = Math.max(1, Math.round(from.rate * rung))
    // What is far above what it came to is not worth the time.
    if (rate > reached * 1.2) continue
    const phase = await runPhase(rate, seconds, visit)
    phases.push(phase)
    if (isCarried(phase)) break
  }
  return phases
}
