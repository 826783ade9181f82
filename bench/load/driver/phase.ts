import { setTimeout as sleep } from "node:timers/promises"

/** How a phase went. Latencies are milliseconds from the instant at which the user meant to come, to the answer. */
export interface Phase {
  readonly rate: number
  readonly seconds: number
  /** Sign-ins that were due, and those that were begun before it was given up. */
  readonly due: number
  readonly begun: number
  /** From the first to the last answer. */
  readonly tookSeconds: number
  /** In order. */
  readonly latencies: readonly number[]
  /** How late the driver itself began them, in order. */
  readonly lateness: readonly number[]
  readonly mostWaiting: number
  readonly isGivenUp: boolean
}

/** More than this many seconds' worth of users at the door, and it is given up. */
const fullSeconds = 5

/**
 * An open loop: users come when they mean to, independently of each other and of how the others fare. One who finds the machines
 * busy waits, and the wait counts from when they meant to come.
 */
export async function runPhase(rate: number, seconds: number, visit: () => Promise<number>): Promise<Phase> {
  const due = Math.round(rate * seconds)
  const latencies: number[] = []
  const lateness: number[] = []
  const atTheDoor = new Set<Promise<void>>()
  let mostWaiting = 0
  let begun = 0
  let isGivenUp = false
  const from = Date.now()
  const comes = async (meantAt: number) => {
    lateness.push(Math.max(0, Date.now() - meantAt))
    latencies.push((await visit()) - meantAt)
  }
  for (let meantAt = from; begun < due && !isGivenUp; ) {
    while (begun < due && meantAt <= Date.now()) {
      const one = comes(meantAt)
      atTheDoor.add(one)
      // What is thrown is met below.
      one.then(
        () => atTheDoor.delete(one),
        () => {},
      )
      begun += 1
      // Independent arrivals are spaced like this.
      meantAt += (-Math.log(1 - Math.random()) / rate) * 1000
    }
    mostWaiting = Math.max(mostWaiting, atTheDoor.size)
    isGivenUp = atTheDoor.size > rate * fullSeconds
    await sleep(1)
  }
  await Promise.all(atTheDoor)
  const ascending = (values: number[]) => Float64Array.from(values).sort()
  return {
    rate,
    seconds,
    due,
    begun,
    tookSeconds: (Date.now() - from) / 1000,
    latencies: [...ascending(latencies)],
    lateness: [...ascending(lateness)],
    mostWaiting,
    isGivenUp,
  }
}

/** The value that this share of an ordered list does not exceed. */
export function percentile(ordered: readonly number[], percent: number): number {
  return ordered[Math.min(ordered.length - 1, Math.ceil((ordered.length * percent) / 100) - 1)] ?? 0
}

/** Carried: every user was answered, 99 of 100 within a second, and nobody was left at the end. */
export function isCarried({ isGivenUp, latencies, seconds, tookSeconds }: Phase): boolean {
  return !isGivenUp && percentile(latencies, 99) <= 1000 && tookSeconds <= seconds * 1.05 + 2
}
