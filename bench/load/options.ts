import { parseArgs } from "node:util"

/** What a run is asked for. */
export interface Options {
  /** Sign-ins that begin in a second, on average. */
  readonly rate: number
  readonly seconds: number
  readonly machines: number
  readonly restartEverySeconds: number
}

/** Often enough for many, and not so often that no machine is ever warm; in a short run at least every two seconds. */
const restarts = { ofRun: 12, leastSeconds: 2, mostSeconds: 10 }

/** Reads the command line. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rate: { type: "string", default: "500" },
      seconds: { type: "string", default: "120" },
      machines: { type: "string", default: "3" },
    },
  })
  const seconds = number("seconds", values.seconds, 1, 3600)
  return {
    rate: number("rate", values.rate, 1, 10_000),
    seconds,
    restartEverySeconds: Math.min(restarts.mostSeconds, Math.max(restarts.leastSeconds, seconds / restarts.ofRun)),
    // A lost answer is asked for at another machine.
    machines: number("machines", values.machines, 2, 16),
  }
}

function number(name: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (value >= least && value <= most) return value
  throw new Error(`--${name} is ${least} to ${most}`)
}
