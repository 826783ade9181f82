import { isDeepStrictEqual } from "node:util"
import { memoryTransaction } from "@muster/adapters-memory"
import type { HostTransaction } from "../../../src/index.js"
import { type Person, violated } from "../model/person.js"
import { nameOf } from "../world.js"
import type { Answer, Scene } from "./command.js"

/** What becomes of the host's transaction around a save; `none`: there is none. */
export type Host = "none" | "commits" | "rolls back" | "loses the answer"

/** Ends that the host itself has put to a call: its caller has no answer. */
export type HostEnd = { readonly kind: "rolled-back" | "answer-lost" }

const hostEnds = { "rolls back": "rolled-back", "loses the answer": "answer-lost" } as const

/** What must come of a try that is right. */
export function successWith(host: Host, success: string): string {
  return host === "rolls back" || host === "loses the answer" ? hostEnds[host] : success
}

/** Makes a call with the host's transaction around its save. A host that rolls back leaves the user's record as it was. */
export async function withHost<A extends Answer>(
  { person, real }: Scene,
  host: Host,
  call: (transaction: HostTransaction | undefined) => Promise<A>,
): Promise<A | HostEnd> {
  if (host === "none") return call(undefined)
  const fault = new Error("the host's transaction")
  const [record, rows] = [await recordOf(person, real), real.hostRows.length]
  const isUnchanged = async () => isDeepStrictEqual(await recordOf(person, real), record)
  const transaction: HostTransaction = async (save, user) => {
    const open = memoryTransaction()
    await save(open)
    if (nameOf(user) !== nameOf(person.key)) violated("the host is told of somebody else", person)
    if (host === "rolls back") {
      open.rollback()
      throw fault
    }
    open.commit()
    real.hostRows.push(nameOf(user))
    // The connection is gone before the commit was acknowledged.
    if (host === "loses the answer") throw fault
  }
  try {
    const answer = await call(transaction)
    const hasCommitted = real.hostRows.length > rows
    if (!hasCommitted && !(await isUnchanged())) violated("saved outside the host's transaction", person)
    return answer
  } catch (error) {
    if (error !== fault || host === "commits") throw error
    if (host === "rolls back" && !(await isUnchanged())) violated("saved all the same", person)
    return { kind: hostEnds[host] }
  }
}

async function recordOf({ key }: Person, { store }: Scene["real"]): Promise<unknown> {
  const { user } = await store.loadUser(key)
  return user === undefined ? undefined : JSON.parse(user.value.json)
}
