import { drizzle as drizzleOnPg } from "drizzle-orm/node-postgres"
import { drizzle as drizzleOnPostgres } from "drizzle-orm/postgres-js"
import knex from "knex"
import { Kysely, type KyselyPlugin, PostgresDialect } from "kysely"
import type pg from "pg"
import postgres from "postgres"
import { fromPg, fromPostgres } from "../../src/index.js"
import { drizzleTransaction } from "./guide/drizzle.js"
import { knexTransaction } from "./guide/knex.js"
import { kyselyTransaction } from "./guide/kysely.js"
import { openPool, pgTransaction } from "./guide/pg.js"
import { postgresTransaction } from "./guide/postgres.js"
import { type HostSettings, type OpenHost, sessionOptions } from "./host.js"

function poolOf(settings: HostSettings): pg.Pool {
  return openPool({ connectionString: settings.url, max: 1, options: sessionOptions(settings) })
}

function openSql({ url, schema, isolation }: HostSettings, transform?: typeof postgres.pascal): postgres.Sql {
  const connection = { search_path: schema, default_transaction_isolation: isolation }
  return postgres(url, { max: 1, connection, onnotice() {}, ...(transform && { transform }) })
}

const upperCaseColumns: KyselyPlugin = {
  transformQuery: ({ node }) => node,
  transformResult: async ({ result }) => ({
    ...result,
    rows: result.rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name.toUpperCase(), value])),
    ),
  }),
}

/** Each way into a host's transaction that the guide shows, on a real server and one connection. */
export const hosts: Readonly<Record<string, (settings: HostSettings) => OpenHost>> = {
  pg(settings) {
    const pool = poolOf(settings)
    return { client: pool, transaction: pgTransaction(pool), close: () => pool.end() }
  },
  "pg, prepared"(settings) {
    const pool = poolOf(settings)
    const transaction = pgTransaction(pool)
    return {
      client: fromPg(pool),
      transaction: (save, user) => transaction((client) => save(fromPg(client as pg.PoolClient)), user),
      close: () => pool.end(),
    }
  },
  postgres(settings) {
    const sql = openSql(settings)
    return { client: fromPostgres(sql), transaction: postgresTransaction(sql), close: () => sql.end() }
  },
  "drizzle on pg"(settings) {
    const pool = poolOf(settings)
    return { client: pool, transaction: drizzleTransaction(drizzleOnPg(pool)), close: () => pool.end() }
  },
  "drizzle on postgres, columns renamed"(settings) {
    const sql = openSql(settings, postgres.pascal)
    return {
      client: fromPostgres(sql),
      transaction: drizzleTransaction(drizzleOnPostgres(sql)),
      close: () => sql.end(),
    }
  },
  "kysely, columns renamed"(settings) {
    const pool = poolOf(settings)
    const dialect = new PostgresDialect({ pool })
    const db = new Kysely<{ sign_ins: { user_id: string } }>({ dialect, plugins: [upperCaseColumns] })
    return { client: pool, transaction: kyselyTransaction(db), close: () => db.destroy() }
  },
  "knex, and a pool of Muster's own"(settings) {
    const pool = poolOf(settings)
    const db = knex({
      client: "pg",
      connection: { connectionString: settings.url, options: sessionOptions(settings) },
      pool: { min: 0, max: 1 },
    })
    return {
      client: pool,
      transaction: knexTransaction(db),
      close: () => Promise.all([pool.end(), db.destroy()]),
    }
  },
}
