import { createClient } from "@libsql/client"
import { runStoreConformance, type StoreHarness } from "@muster/adapters-conformance"
import { afterAll, describe, it } from "vitest"
import { openDatabase } from "../src/database.js"
import { openTransaction } from "../src/host-transaction.js"
import { createSqliteMailBudget } from "../src/mail-budget.js"
import { createSqliteStore } from "../src/sqlite-store.js"
import { newFile } from "./new-file.js"

const { url, remove } = newFile()
afterAll(remove)

/** A file that was closed is out of reach, as is one whose disk is gone. */
async function closed() {
  const database = await openDatabase(url)
  database.close()
  return { store: createSqliteStore(database), mailBudget: createSqliteMailBudget(database) }
}

/** Every test opens the file anew, and another root is another connection to it, as another process has. */
const inFile: StoreHarness = {
  name: "sqlite, a file",
  async create() {
    const database = await openDatabase(url)
    const opened = [database]
    return {
      store: createSqliteStore(database),
      mailBudget: createSqliteMailBudget(database),
      async again() {
        const other = await openDatabase(url)
        opened.push(other)
        return createSqliteStore(other)
      },
      async hostTransaction(end, work) {
        const client = createClient({ url })
        const transaction = await openTransaction(client)
        try {
          const answer = await work(transaction)
          await transaction[end]()
          return answer
        } finally {
          transaction.close()
          client.close()
        }
      },
      unreachable: closed,
      async dispose() {
        for (const each of opened) each.close()
      },
    }
  },
}

/** A database in memory is that of one connection, and ends with it. */
const inMemory: StoreHarness = {
  name: "sqlite, in memory",
  async create() {
    const database = await openDatabase(":memory:")
    return {
      store: createSqliteStore(database),
      mailBudget: createSqliteMailBudget(database),
      unreachable: closed,
      // Each test has a database of its own.
      erase: async () => {},
      dispose: async () => database.close(),
    }
  },
}

runStoreConformance(inFile, { describe, it })
runStoreConformance(
  inMemory,
  { describe, it },
  {
    except: [
      { category: "independent-roots", reason: "a database in memory is that of one connection" },
      { category: "host-transactions", reason: "the host has no connection to it" },
    ],
  },
)
