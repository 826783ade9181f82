import { MusterError } from "@muster/core"

const defaultSeconds = 30
const mostSeconds = 3600

/** Runs a call until it is done or its time is over; `expired` rejects then. */
export type WithDeadline = <T>(call: (expired: Promise<never>) => Promise<T>) => Promise<T>

/**
 * Makes calls that end. A driver may wait for ever: for a connection of a pool, and for the answer of a server that has
 * gone without a word. What it waits for may still be done, as when a connection breaks; nobody is told of it any more.
 */
export function deadlineOf(seconds: number = defaultSeconds): WithDeadline {
  if (!(seconds > 0 && seconds <= mostSeconds)) {
    throw new MusterError("ERR_CONFIGURATION", `timeoutSeconds is above 0 and at most ${mostSeconds}.`, {
      field: "timeoutSeconds",
    })
  }
  return async (call) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(late(seconds)), seconds * 1000)
    })
    try {
      return await Promise.race([call(expired), expired])
    } finally {
      clearTimeout(timer)
    }
  }
}

/** Gives each call of a port the deadline. */
export function boundCalls<Port extends object>(port: Port, withDeadline: WithDeadline): Port {
  const bound = Object.entries(port).map(([name, call]) => [
    name,
    (...args: readonly unknown[]) => withDeadline(() => call(...args)),
  ])
  return Object.fromEntries(bound) as Port
}

function late(seconds: number): MusterError {
  return new MusterError("ERR_STORE_UNAVAILABLE", `Postgres has not answered within ${seconds} s.`, { retryable: true })
}
