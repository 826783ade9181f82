import { MusterError } from "@muster/core"
import type { MailBudget, Mailer, MusterStore, UserDirectory } from "../../src/ports/index.js"

/**
 * Where something goes wrong: at which call of a port, counted from 0, and whether before it has done anything or
 * after ("it is committed, but you do not know").
 */
export interface FaultPoint {
  readonly call: number
  readonly when: "before" | "after"
}

/** What a call of a port was given. */
export interface Given {
  readonly name: string
  readonly args: readonly unknown[]
}

/** Ports that fail once, and a count of what they were asked. */
export interface FaultPlan {
  /** The names of the calls so far. */
  readonly calls: readonly string[]
  /** What each of them was given. */
  readonly given: readonly Given[]
  /** Counts anew, and lets that call fail; `watch` is called after each that does not. */
  arm(point: FaultPoint | null, watch?: () => Promise<void>): void
  /** Nothing goes wrong any more. */
  stop(): void
  /** Makes one call of a port fail and count like the others. */
  around<A extends readonly unknown[], R>(name: string, call: (...args: A) => Promise<R>): (...args: A) => Promise<R>
  wrapStore(store: MusterStore): MusterStore
  /** What a mailer throws repeats what it was given, as real ones do. */
  wrapMailer(mailer: Mailer): Mailer
  wrapDirectory(directory: UserDirectory): UserDirectory
  wrapMailBudget(budget: MailBudget): MailBudget
}

/** Makes ports that fail at a point; without one, that only count. */
export function planFault(point: FaultPoint | null): FaultPlan {
  const calls: string[] = []
  const given: Given[] = []
  let armed = point
  let watch: (() => Promise<void>) | undefined
  const around =
    <A extends readonly unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      const here = armed !== null && armed.call === calls.length ? armed.when : null
      calls.push(name)
      given.push({ name, args })
      if (here === "before") throw fault(name, args)
      const result = await call(...args)
      if (here === "after") throw fault(name, args)
      await watch?.()
      return result
    }
  return {
    calls,
    given,
    arm(next, watcher) {
      calls.length = 0
      given.length = 0
      armed = next
      watch = watcher
    },
    stop() {
      armed = null
      watch = undefined
    },
    around,
    wrapStore(store) {
      const wrapped = Object.entries(store).map(([name, call]) => [name, around(name, call.bind(store))])
      return Object.fromEntries(wrapped) as MusterStore
    },
    wrapMailer: (mailer) => ({ send: around("send", mailer.send.bind(mailer)) }) satisfies Mailer,
    wrapDirectory: (directory) => ({
      list: around("directory.list", directory.list.bind(directory)),
      get: around("directory.get", directory.get.bind(directory)),
    }),
    wrapMailBudget: (budget) => ({ spend: around("spend", budget.spend.bind(budget)) }),
  }
}

function fault(name: string, args: readonly unknown[]): Error {
  if (name === "send") return new Error(`not delivered: ${JSON.stringify(args)}`)
  return new MusterError("ERR_STORE_UNAVAILABLE", `the fault of this run, at ${name}`, { retryable: true })
}
