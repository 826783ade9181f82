import { fromPg, migrate, postgresMailBudget, postgresStore } from "@muster/adapters-postgres"
import pg from "pg"

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
// An idle connection that breaks is replaced; without a listener it would end the process.
pool.on("error", (error) => console.error("postgres:", error.message))

const client = fromPg(pool)
await migrate(client)

export const store = postgresStore({ client })
export const mailBudget = postgresMailBudget({ client })
export const close = () => pool.end()
