import { fork } from "node:child_process"
import type { SentMail } from "../books/books.js"
import type { Machine, Reply } from "./calls.js"
import type { Response } from "./messages.js"
import type { Settings } from "./open-muster.js"

type Ended = Awaited<Machine["gone"]>

/** Starts a process that runs the program of a machine, and waits until it takes calls. */
export async function forkMachine(
  program: string,
  settings: Settings,
  onMail: (mail: SentMail) => void,
): Promise<Machine> {
  const child = fork(program, { execArgv: [], stdio: ["ignore", "inherit", "inherit", "ipc"] })
  const waiting = new Map<number, (reply: Reply<unknown>) => void>()
  let next = 0
  let isStopping = false
  const hear = (id: number, reply: Reply<unknown>) => {
    waiting.get(id)?.(reply)
    waiting.delete(id)
  }
  let becameReady: () => void
  const ready = new Promise<void>((resolve) => {
    becameReady = resolve
  })
  child.on("message", (response: Response) => {
    switch (response.kind) {
      case "ready":
        return becameReady()
      case "mail":
        return onMail(response.mail)
      case "answer":
        return hear(response.id, { kind: "answered", answer: response.answer })
      case "thrown":
        return hear(response.id, { kind: "unknown", why: response.why })
      case "stopping":
        isStopping = true
        child.send({ kind: "last" })
    }
  })
  // What it sent before its end has arrived by then: the channel is read to its end.
  const gone = new Promise<Ended>((resolve) => {
    child.once("close", (exitCode) => {
      const unanswered = waiting.size
      for (const id of [...waiting.keys()]) hear(id, { kind: "unknown", why: "machine gone" })
      resolve({ unanswered, exitCode })
    })
  })
  // A channel that breaks belongs to a machine that is ending; `close` tells of it.
  child.on("error", () => {})
  child.send(settings)
  const first = await Promise.race([ready, gone])
  if (first !== undefined) throw new Error(`A machine did not start: exit code ${first.exitCode}.`)
  return {
    get waiting() {
      return waiting.size
    },
    gone,
    ask: (name, input) => {
      if (isStopping) return Promise.resolve({ kind: "stopping" })
      const id = next++
      const heard = new Promise<Reply<unknown>>((resolve) => waiting.set(id, resolve))
      child.send({ kind: "call", id, name, input }, (error) => {
        if (error !== null) hear(id, { kind: "unknown", why: "machine gone" })
      })
      return heard as Promise<never>
    },
    signal: (signal) => void child.kill(signal),
  }
}
