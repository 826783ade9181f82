import { cpus } from "node:os"

/** What the cores did in a span of time: of the whole machine, others included, and of this process alone. */
export interface CpuUse {
  readonly cores: number
  readonly busy: number
  readonly driver: number
}

/** Begins to watch; what is returned tells what has been since. */
export function watchCpu(): () => CpuUse {
  const from = { at: performance.now(), busy: busyMilliseconds(), own: process.cpuUsage() }
  return () => {
    const took = performance.now() - from.at
    const { user, system } = process.cpuUsage(from.own)
    return {
      cores: cpus().length,
      busy: (busyMilliseconds() - from.busy) / took,
      driver: (user + system) / 1000 / took,
    }
  }
}

function busyMilliseconds(): number {
  return cpus().reduce((sum, { times }) => sum + times.user + times.nice + times.sys + times.irq, 0)
}
