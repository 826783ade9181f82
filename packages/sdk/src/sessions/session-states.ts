import type { Instant } from "@muster/core"
import type { Assurance } from "../assurance.js"
import type { UserKey } from "../ports/index.js"
import type { State } from "../state/state.js"

/** What checks of sessions have read lately, for `cacheSeconds`. */
export interface SessionStates {
  /** Whether anything is kept. */
  readonly isOn: boolean
  /**
   * Gives what was read a moment ago, as of `now`, or reads it; never what is older than the session that asks. A read that fails
   * is not kept, and reaches everybody who waits.
   */
  read(session: AskingSession, now: Instant, load: () => Promise<State>): Promise<State>
}

/** The session that asks, as far as it tells how new a read has to be. */
export type AskingSession = UserKey & Pick<Assurance, "epoch" | "signedInAt">

interface Kept {
  readonly readAt: Instant
  /** On the machine's own clock, which nobody sets. */
  readonly keptSince: number
  readonly state: Promise<State>
}

/** Users at once; a full cache forgets everything, so that whoever invents ids does not fill the memory. */
const mostKept = 10_000

/** Makes the memory of one process; 0 seconds keep nothing. */
export function createSessionStates(cacheSeconds: number): SessionStates {
  const kept = new Map<string, Kept>()
  return {
    isOn: cacheSeconds > 0,
    async read({ accountId, userId, epoch, signedInAt }, now, load) {
      if (cacheSeconds === 0) return load()
      const name = JSON.stringify([accountId, userId])
      const known = kept.get(name)
      // The machine's own time too: a clock that was set back makes nothing younger.
      const isYoung = (since: number, then: number) => since <= then && then < since + cacheSeconds * 1000
      if (known !== undefined && isYoung(known.readAt, now) && isYoung(known.keptSince, performance.now())) {
        const state = await known.state
        // What this session has proved came after the read, so the read cannot judge it: late is allowed, wrong is not.
        if (epoch <= state.record.epoch && signedInAt <= known.readAt) return { ...state, now }
      }
      if (kept.size >= mostKept) kept.clear()
      const reading = { readAt: now, keptSince: performance.now(), state: load() }
      kept.set(name, reading)
      try {
        return await reading.state
      } catch (error) {
        if (kept.get(name) === reading) kept.delete(name)
        throw error
      }
    },
  }
}
