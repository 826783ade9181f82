import { fromDrizzle } from "@muster/adapters-postgres"
import type { HostTransaction } from "@muster/sdk"
import { type PgDatabase, type PgQueryResultHKT, pgTable, text } from "drizzle-orm/pg-core"

const signIns = pgTable("sign_ins", { userId: text("user_id").notNull() })

/** Drizzle, on any driver for Postgres */
export function drizzleTransaction(db: PgDatabase<PgQueryResultHKT>): HostTransaction {
  return (save, { userId }) =>
    db.transaction(async (tx) => {
      await save(fromDrizzle(tx))
      await tx.insert(signIns).values({ userId })
    })
}
