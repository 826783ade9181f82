import type { PGlite } from "@electric-sql/pglite"
import type { NodePgDatabase } from "drizzle-orm/node-postgres"
import type { Knex } from "knex"
import type { ControlledTransaction, Kysely, Transaction } from "kysely"
import type { Client, Pool, PoolClient } from "pg"
import type { ReservedSql, Sql, TransactionSql } from "postgres"
import { fromDrizzle, fromKnex, fromKysely, fromPg, fromPglite, fromPostgres, type SqlClient } from "../../src/index.js"

interface Tables {
  readonly sign_ins: { readonly user_id: string }
}

/** What fits, with nothing cast. */
export function fitting(
  pg: { readonly pool: Pool; readonly client: Client; readonly pooled: PoolClient },
  sql: {
    readonly sql: Sql
    readonly bigints: Sql<{ bigint: bigint }>
    readonly tx: TransactionSql
    readonly reserved: ReservedSql
  },
  pglite: PGlite,
  drizzle: NodePgDatabase,
  kysely: { readonly trx: Transaction<Tables>; readonly controlled: ControlledTransaction<Tables> },
  knex: Knex.Transaction,
): readonly unknown[] {
  const asTheyAre: readonly SqlClient[] = [pg.pool, pg.client, pg.pooled]
  const wrapped: readonly SqlClient[] = [
    ...[pg.pool, pg.client, pg.pooled].map(fromPg),
    fromPostgres(sql.sql),
    fromPostgres(sql.bigints),
    fromPostgres(sql.tx),
    fromPostgres(sql.reserved),
    fromPglite(pglite),
    fromKysely(kysely.trx),
    fromKysely(kysely.controlled),
    fromKnex(knex),
  ]
  const transactions = [
    drizzle.transaction(async (tx) => fromDrizzle(tx)),
    pglite.transaction(async (tx) => fromPglite(tx)),
  ]
  return [asTheyAre, wrapped, transactions]
}

/** A save in these would commit by itself. */
export function outsideOfTransactions(drizzle: NodePgDatabase, kysely: Kysely<Tables>, knex: Knex): readonly unknown[] {
  return [
    // @ts-expect-error a database of Drizzle's is no transaction
    fromDrizzle(drizzle),
    // @ts-expect-error a database of Kysely's is no transaction
    fromKysely(kysely),
    // @ts-expect-error an instance of Knex's is no transaction
    fromKnex(knex),
  ]
}
