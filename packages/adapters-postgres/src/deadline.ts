import { MusterError } from "@muster/core"

const defaultSeconds = 30
const mostSeconds = 3600

/** The time that a call has. */
export interface Deadline {
  /** Rejects when the time is over. */
  readonly end: Promise<never>
  /** Throws once the time is over: nobody waits for what would begin now. */
  check(): void
}

/** Runs a call until it is done or its time is over. */
export type WithDeadline = <T>(call: (deadline: Deadline) => Promise<T>) => Promise<T>

/**
 * Makes calls that end. A driver may wait for ever: for a connection of a pool, and for the answer of a server that has
 * gone without a word. The statement that it waits for may still be done, as when a connection breaks; nobody is told of
 * it any more, and none is begun after it.
 */
export function deadlineOf(seconds: number = defaultSeconds): WithDeadline {
  if (!(seconds > 0 && seconds <= mostSeconds)) {
    throw new MusterError("ERR_CONFIGURATION", `timeoutSeconds is above 0 and at most ${mostSeconds}.`, {
      field: "timeoutSeconds",
    })
  }
  return async (call) => {
    let timer: ReturnType<typeof setTimeout> | undefined
    let error: MusterError | undefined
    const end = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        error = timeoutError(seconds)
        reject(error)
      }, seconds * 1000)
    })
    const check = () => {
      if (error !== undefined) throw error
    }
    try {
      return await Promise.race([call({ end, check }), end])
    } finally {
      clearTimeout(timer)
    }
  }
}

function timeoutError(seconds: number): MusterError {
  return new MusterError("ERR_STORE_UNAVAILABLE", `Postgres has not answered within ${seconds} s.`, { retryable: true })
}
