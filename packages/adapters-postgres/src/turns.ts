import { isMusterError } from "@muster/core"
import type { UserKey } from "@muster/sdk/ports"

/** Runs a call about a user when those before it are done; `expired` rejects when it may wait no longer. */
export type InTurn = <T>(user: UserKey, expired: Promise<never>, call: () => Promise<T>) => Promise<T>

interface Waiting {
  readonly begin: () => void
  readonly fail: (error: unknown) => void
}

/**
 * Lets the writing calls about one user wait for each other here, on one connection. The lock of the user's row lets in
 * one at a time anyway; but those who wait for it in the database hold a connection each, and while somebody keeps the
 * row locked, calls about that user alone would take the whole pool from everybody else.
 *
 * When a call finds no store, such as one that has waited for the lock as long as it may, those behind it have waited
 * as long and fail with it: asked one after the other, they would each wait anew.
 */
export function createTurns(): InTurn {
  /** Who waits, by user; nobody, but there, while a call has its turn and none is behind it. */
  const queues = new Map<string, Set<Waiting>>()

  function passOn(name: string, failure: unknown): void {
    const queue = queues.get(name)
    const [next] = queue ?? []
    if (queue === undefined || next === undefined) queues.delete(name)
    else if (isMusterError(failure, "ERR_STORE_UNAVAILABLE")) {
      queues.delete(name)
      for (const { fail } of queue) fail(failure)
    } else {
      queue.delete(next)
      next.begin()
    }
  }

  async function wait(name: string, queue: Set<Waiting>, expired: Promise<never>): Promise<void> {
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
      await Promise.race([turn, expired])
    } catch (error) {
      leave()
      // The turn may have come in the same moment as the end of the wait.
      if (hasBegun) passOn(name, undefined)
      throw error
    }
  }

  return async ({ accountId, userId }, expired, call) => {
    const name = JSON.stringify([accountId, userId])
    const queue = queues.get(name)
    if (queue === undefined) queues.set(name, new Set())
    else await wait(name, queue, expired)
    let failure: unknown
    try {
      return await Promise.race([call(), expired])
    } catch (error) {
      failure = error
      throw error
    } finally {
      passOn(name, failure)
    }
  }
}
