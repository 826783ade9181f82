import { MusterError } from "@muster/core"
import type { UserKey } from "@muster/sdk/ports"
import type { Deadline } from "./deadline.js"
import { isVainWait } from "./errors.js"

/** Runs a call about a user when those before it are done, or not at all if its time is over before. */
export type InTurn = <T>(user: UserKey, deadline: Deadline, call: () => Promise<T>) => Promise<T>

interface Waiting {
  readonly begin: () => void
  readonly fail: (error: unknown) => void
}

/** Far more than a person's devices ask for at once; beyond it a flood would only use memory, and time out. */
const mostWaiting = 100

/**
 * Lets the writing calls about one user wait for each other here, on one connection. The lock of the user's row lets in
 * one at a time anyway; but those who wait for it in the database hold a connection each, and while somebody keeps the
 * row locked, calls about that user alone would take the whole pool from everybody else. So a turn ends with its
 * statement, and not with the patience of its caller: until then the connection is occupied.
 *
 * Who gets no lock, no connection or no answer in time has mostly waited for a deadline of the pool, and those behind fail with
 * it, whoever has just come included: asked one after the other, each would wait for as long. After every other error the
 * next one is asked, and after the caller's own deadline too, once the statement has ended.
 *
 * `queues` has who waits, by user; nobody, but there, while a call has its turn and none is behind it.
 */
export function createTurns(queues = new Map<string, Set<Waiting>>()): InTurn {
  function passOn(name: string, failure?: unknown): void {
    const queue = queues.get(name)
    const [next] = queue ?? []
    if (queue === undefined || next === undefined) queues.delete(name)
    else if (isVainWait(failure)) {
      queues.delete(name)
      for (const { fail } of queue) fail(failure)
    } else {
      queue.delete(next)
      next.begin()
    }
  }

  async function wait(name: string, queue: Set<Waiting>, deadline: Deadline): Promise<void> {
    if (queue.size >= mostWaiting) throw tooMany()
    let hasBegun = false
    let leave = () => {}
    const turn = new Promise<void>((resolve, fail) => {
      const begin = () => {
        hasBegun = true
        resolve()
      }
      const waiting = { begin, fail }
      queue.add(waiting)
      leave = () => void queue.delete(waiting)
    })
    try {
      await Promise.race([turn, deadline.end])
    } catch (error) {
      leave()
      // The turn may have come in the same moment as the end of the wait.
      if (hasBegun) passOn(name)
      throw error
    }
  }

  async function run<T>(name: string, call: () => Promise<T>): Promise<T> {
    let failure: unknown
    try {
      return await call()
    } catch (error) {
      failure = error
      throw error
    } finally {
      passOn(name, failure)
    }
  }

  return async ({ accountId, userId }, deadline, call) => {
    const name = JSON.stringify([accountId, userId])
    const queue = queues.get(name)
    if (queue === undefined) queues.set(name, new Set())
    else await wait(name, queue, deadline)
    return run(name, call)
  }
}

function tooMany(): MusterError {
  return new MusterError("ERR_STORE_UNAVAILABLE", `${mostWaiting} calls about one user are waiting already.`, {
    retryable: true,
  })
}
