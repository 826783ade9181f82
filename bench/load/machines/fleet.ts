import { setTimeout as sleep } from "node:timers/promises"
import type { OpenBooks } from "../books/books.js"
import type { Answer, Calls, Input, Machine, Reply } from "./calls.js"

/** Machines behind a load balancer. */
export interface Fleet {
  /**
   * Asks a machine by chance, another one than `not` where there is one. A machine that is stopping is passed over. Answers
   * which one it was.
   */
  ask<Name extends keyof Calls>(
    name: Name,
    input: Input<Name>,
    not?: Machine | undefined,
  ): Promise<Reply<Answer<Name>> & { readonly by: Machine }>
  /** Ends a machine by chance, in the middle of several calls if it has them soon, and puts a new one in its place. */
  restart(signal: "SIGTERM" | "SIGKILL"): Promise<void>
  /** Ends all of them. */
  stop(): Promise<void>
}

/** How many calls a restart would like to interrupt, and how long it waits for them. */
const interrupted = 4
const patienceMilliseconds = 500

/** Starts machines. */
export async function openFleet(spawn: () => Promise<Machine>, count: number, books: OpenBooks): Promise<Fleet> {
  const open = new Set(await Promise.all(Array.from({ length: count }, spawn)))

  const pick = async (not?: Machine): Promise<Machine> => {
    for (;;) {
      const others = [...open].filter((machine) => machine !== not)
      const among = others.length > 0 ? others : [...open]
      const picked = among[Math.floor(Math.random() * among.length)]
      if (picked !== undefined) return picked
      await sleep(5)
    }
  }
  const end = async (machine: Machine, signal: "SIGTERM" | "SIGKILL") => {
    machine.signal(signal)
    // Of a killed machine the balancer learns late: until it is gone, calls go to it and fail.
    books.restarts.push({ signal, ...(await machine.gone) })
    open.delete(machine)
  }
  return {
    async ask(name, input, not) {
      for (;;) {
        const by = await pick(not)
        const heard = await by.ask(name, input)
        if (heard.kind !== "stopping") return { ...heard, by }
        open.delete(by)
      }
    },
    async restart(signal) {
      const machine = await pick()
      const until = Date.now() + patienceMilliseconds
      while (machine.waiting < interrupted && Date.now() < until) await sleep(0)
      await end(machine, signal)
      open.add(await spawn())
    },
    async stop() {
      await Promise.all([...open].map((machine) => end(machine, "SIGTERM")))
    },
  }
}
