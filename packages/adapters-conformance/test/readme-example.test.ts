import { runStoreConformance } from "@muster/adapters-conformance"
import { memoryMailBudget, memoryStore, memoryTransaction } from "@muster/adapters-memory"
import { describe, it } from "vitest"

runStoreConformance(
  {
    name: "my store",
    async create() {
      return {
        store: memoryStore(),
        mailBudget: memoryMailBudget(),
        async hostTransaction(end, work) {
          const transaction = memoryTransaction()
          const answer = await work(transaction)
          transaction[end]()
          return answer
        },
        async dispose() {},
      }
    },
  },
  { describe, it },
  {
    except: [
      { category: "independent-roots", reason: "the data live and end with one store" },
      { category: "unreachable", reason: "the rows are in the process that asks for them" },
    ],
  },
)
