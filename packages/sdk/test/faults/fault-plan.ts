import { MusterError } from "@muster/core"
import type { Mailer, MusterStore } from "../../src/ports/index.js"
import type { Wrappers } from "../histories/world.js"

/**
 * Where something goes wrong: at which call of a port, counted from 0, and whether before it has done anything or after ("it is
 * committed, but you do not know").
 */
export interface FaultPoint {
  readonly call: number
  readonly when: "before" | "after"
}

/** Ports that fail once, and a count of what they were asked. */
export interface FaultPlan extends Required<Wrappers> {
  /** The names of the calls so far. */
  readonly calls: readonly string[]
  /** Nothing goes wrong any more. */
  stop(): void
}

/** Makes ports that fail at a point; without one, that only count. */
export function planFault(point: FaultPoint | null): FaultPlan {
  const calls: string[] = []
  let armed = point
  const around =
    <A extends readonly unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const here = armed !== null && armed.call === calls.length ? armed.when : null
      calls.push(name)
      if (here === "before") throw fault(name)
      const result = await call(...args)
      if (here === "after") throw fault(name)
      return result
    }
  return {
    calls,
    stop() {
      armed = null
    },
    wrapStore(store) {
      const wrapped = Object.entries(store).map(([name, call]) => [name, around(name, call.bind(store))])
      return Object.fromEntries(wrapped) as MusterStore
    },
    wrapMailer: (mailer) => ({ send: around("send", mailer.send.bind(mailer)) }) satisfies Mailer,
  }
}

const fault = (name: string) =>
  new MusterError("ERR_STORE_UNAVAILABLE", `the fault of this run, at ${name}`, { retryable: true })
