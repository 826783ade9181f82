import { memoryMailBudget, memoryStore, memoryTransaction } from "@muster/adapters-memory"
import type { ConformanceException, StoreHarness } from "../src/index.js"
import { type Adapter, goneAdapter } from "./faulty-stores/fault.js"

/** The memory adapter, as it is or with a fault in it. */
export function memoryHarness(
  name = "memory",
  breakIt: (adapter: Adapter) => Adapter = (adapter) => adapter,
): StoreHarness {
  return {
    name,
    async create() {
      const adapter = breakIt({ store: memoryStore(), mailBudget: memoryMailBudget(), gone: goneAdapter() })
      const { store, mailBudget, again, gone } = adapter
      return {
        store,
        mailBudget,
        again: again && (async () => again()),
        unreachable: async () => gone,
        async hostTransaction(end, work) {
          const transaction = memoryTransaction()
          const answer = await work(transaction)
          transaction[end]()
          return answer
        },
        async dispose() {},
      }
    },
  }
}

/** What the memory adapter leaves out. */
export const exceptOfMemory: readonly ConformanceException[] = [
  { category: "independent-roots", reason: "the data live and end with one store" },
]
