import { createMuster, type Muster, type MusterOptions } from "@muster/sdk"
import { openDatabase } from "./database.js"
import { createSqliteMailBudget } from "./mail-budget.js"
import { createSqliteStore } from "./sqlite-store.js"

/** Muster in a SQLite file, such as `file:acme.db`. Close it when the process ends. */
export async function openMuster(
  url: string,
  options: Omit<MusterOptions, "store" | "mailBudget" | "issuer">,
): Promise<Muster & { close(): void }> {
  const database = await openDatabase(url)
  const muster = createMuster({
    store: createSqliteStore(database),
    mailBudget: createSqliteMailBudget(database),
    issuer: "Acme Support",
    ...options,
  })
  return { ...muster, close: database.close }
}
