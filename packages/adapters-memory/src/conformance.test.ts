import { runStoreConformance } from "@muster/adapters-conformance"
import { describe, it } from "vitest"
import { memoryMailBudget } from "./memory-mail-budget.js"
import { memoryStore } from "./memory-store.js"
import { memoryTransaction } from "./transaction.js"

runStoreConformance(
  {
    name: "memory",
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
