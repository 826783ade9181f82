// A machine of the load test: a process with Muster in it that answers calls. It knows nothing of the other machines, and keeps
// nothing.
import { once } from "node:events"
import { isMusterError } from "@muster/core"
import type { Message, Request, Response } from "./messages.js"
import { openMuster, type Settings } from "./open-muster.js"

const [settings] = (await once(process, "message")) as [Settings]

/** Resolves when the message is out of this process, so that it arrives whatever becomes of us. */
const tell = (response: Response) =>
  new Promise<void>((resolve, reject) => {
    process.send?.(response, undefined, undefined, (error) => (error === null ? resolve() : reject(error)))
  })

const { calls, close } = openMuster(settings, { sent: (mail) => tell({ kind: "mail", mail }) })

const underWay = new Set<Promise<void>>()
let hadLast: () => void
const last = new Promise<void>((resolve) => {
  hadLast = resolve
})
process.on("message", (message: Message) => {
  if (message.kind === "last") return hadLast()
  const work = answer(message)
  underWay.add(work)
  work.finally(() => underWay.delete(work)).catch(() => process.exit(1))
})

async function answer({ id, name, input }: Request): Promise<void> {
  let response: Response
  try {
    response = { kind: "answer", id, answer: await calls[name](input) }
  } catch (error) {
    response = { kind: "thrown", id, why: isMusterError(error) ? error.code : String(error) }
  }
  await tell(response)
}

process.once("SIGTERM", async () => {
  await tell({ kind: "stopping" })
  await last
  while (underWay.size > 0) await Promise.all(underWay)
  await close()
  process.disconnect()
})
// Without whoever started it there is nothing to do.
process.once("disconnect", () => process.exit())

await tell({ kind: "ready" })
