import type { MusterStore } from "@muster/sdk/ports"
import { type GivenMethod, preparedCalls } from "../../src/prepared-calls.js"
import { type Fault, storeFault } from "./fault.js"

/** Waits for a connection before it reads what it was given, which its caller may have changed by then. */
function readsLate(method: GivenMethod): Fault {
  return storeFault(`reads late what ${method} was given`, "copies", (store) => ({
    [method]: async (...input: readonly unknown[]) => {
      await Promise.resolve()
      return (store[method] as (...given: readonly unknown[]) => unknown)(...input)
    },
  }))
}

/** Lets the saves of users wait for each other, and copies nothing for those that wait. */
const readsInTurn = storeFault("reads what a save was given when it has its turn", "copies", (store) => {
  let last: Promise<unknown> | undefined
  const saveUser: MusterStore["saveUser"] = (key, next, expectedVersion, writes) => {
    const save = () => store.saveUser(key, next, expectedVersion, writes)
    if (writes.transaction !== undefined) return save()
    const answer = last === undefined ? save() : last.then(save)
    const turn = answer
      .catch(() => {})
      .finally(() => {
        if (last === turn) last = undefined
      })
    last = turn
    return answer
  }
  return { saveUser }
})

/** One fault for each method that is given what can be changed, one of the mail budget, and one that shows in a crowd alone. */
export const lateReads: readonly Fault[] = [
  ...(Object.keys(preparedCalls) as GivenMethod[]).map(readsLate),
  {
    does: "reads late which lines of a mail budget to spend",
    failsIn: "copies",
    breakIt: (adapter) => ({
      ...adapter,
      mailBudget: {
        async spend(lines, now) {
          await Promise.resolve()
          return adapter.mailBudget.spend(lines, now)
        },
      },
    }),
  },
  readsInTurn,
]
