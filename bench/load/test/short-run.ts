import { randomBytes } from "node:crypto"
import type { MusterStore } from "@muster/sdk/ports"
import { openDatabase } from "../arrange/open-database.js"
import type { Books } from "../books/books.js"
import { type Ledger, readLedger } from "../books/ledger.js"
import { scenarios } from "../driver/scenarios.js"
import { run } from "../run.js"
import { localMachine } from "./local-machine.js"

const population = { users: 400, accounts: 4 }
const options = { rate: 40, machines: 2, restartEverySeconds: 0.3 }

/** A few seconds of the load, with machines in this process and every scenario in its turn. `change` is done to their stores. */
export async function shortRun(
  url: string,
  seconds: number,
  change?: (store: MusterStore) => MusterStore,
): Promise<{ readonly books: Books; readonly ledger: Ledger }> {
  const key = randomBytes(32).toString("base64")
  const database = await openDatabase(url, population, key)
  const { pool, schema } = database
  const settings = { url, schema, key, connections: 3, population }
  const names = Object.keys(scenarios)
  let turn = 0
  const { books, mailLeft } = await run({ ...options, seconds }, population, database, {
    spawn: async ({ mails }, aheadMilliseconds) =>
      localMachine({ ...settings, aheadMilliseconds }, (mail) => mails.push(mail), change),
    nextScenario: () => names[turn++ % names.length] ?? "",
    lookBelow: async () => [],
  })
  const ledger = await readLedger(pool, schema, mailLeft)
  await database.close()
  return { books, ledger }
}
