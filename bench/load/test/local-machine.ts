import { isMusterError } from "@muster/core"
import type { MusterStore } from "@muster/sdk/ports"
import type { SentMail } from "../books/books.js"
import type { Machine, Reply } from "../machines/calls.js"
import { openMuster, type Settings } from "../machines/open-muster.js"

type Left = Awaited<Machine["gone"]>

/**
 * A machine in this process. Killed, it answers nothing any more, and begins no other statement: one that is under way may still
 * come to its end.
 */
export function localMachine(
  settings: Settings,
  onMail: (mail: SentMail) => void,
  change: (store: MusterStore) => MusterStore = (store) => store,
): Machine {
  let isDead = false
  const alive = () => {
    if (isDead) throw new Error("killed")
  }
  const { calls, close } = openMuster(settings, {
    sent(mail) {
      alive()
      onMail(mail)
    },
    change: (store) => mortal(change(store), alive),
    logger: { warn() {}, error() {} },
  })
  const waiting = new Map<Promise<unknown>, (reply: Reply<unknown>) => void>()
  let isStopping = false
  let becomesGone: (left: Left) => void
  const gone = new Promise<Left>((resolve) => {
    becomesGone = resolve
  })
  const finish = async () => {
    await Promise.allSettled([...waiting.keys()])
    await close()
  }
  return {
    get waiting() {
      return waiting.size
    },
    gone,
    ask(name, input) {
      if (isStopping) return Promise.resolve({ kind: "stopping" })
      const work: Promise<Reply<unknown>> = Promise.resolve(calls[name](input as never)).then(
        // What comes from another process is JSON.
        (answer) => ({ kind: "answered", answer: JSON.parse(JSON.stringify(answer)) }),
        (error) => ({ kind: "unknown", why: isMusterError(error) ? error.code : String(error) }),
      )
      const heard = new Promise<Reply<unknown>>((resolve) => {
        waiting.set(work, resolve)
        work.then(resolve).finally(() => waiting.delete(work))
      })
      return heard as Promise<never>
    },
    signal(signal) {
      isStopping = true
      isDead = signal === "SIGKILL"
      const left: Left = isDead ? { unanswered: waiting.size, exitCode: null } : { unanswered: 0, exitCode: 0 }
      if (isDead) for (const hear of waiting.values()) hear({ kind: "unknown", why: "machine gone" })
      void finish().then(() => becomesGone(left))
    },
  }
}

/** A store whose machine may die. */
function mortal(store: MusterStore, alive: () => void): MusterStore {
  return new Proxy(
    { ...store },
    {
      get(target, name) {
        const method = Reflect.get(target, name)
        return async (...args: unknown[]) => {
          alive()
          return method(...args)
        }
      },
    },
  )
}
