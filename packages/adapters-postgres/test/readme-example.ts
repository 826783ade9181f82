import { fromPg, migrate, postgresMailBudget, postgresStore } from "@muster/adapters-postgres"
import pg from "pg"

const connectionString = process.env.DATABASE_URL
// An idle connection that breaks is replaced; without a listener it would end the process.
const openPool = (deadlines: pg.PoolConfig) =>
  new pg.Pool({ connectionString, ...deadlines }).on("error", ({ message }) => console.error("postgres:", message))

// On a pool of its own: it waits for other instances and makes indexes, longer than other statements may take.
const patient = openPool({ max: 1 })
await migrate(patient).finally(() => patient.end())

const deadlines = { connectionTimeoutMillis: 2000, lock_timeout: 500, statement_timeout: 3000, query_timeout: 4000 }
const pool = openPool(deadlines)
const client = fromPg(pool)

export const store = postgresStore({ client })
export const mailBudget = postgresMailBudget({ client })
export const close = () => pool.end()
