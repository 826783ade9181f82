import { openWorld } from "../../../sdk/test/world.js"
import { postgresMailBudget, postgresStore, type SqlClient } from "../../src/index.js"
import { type OpenSchema, openSchema } from "../open-schema.js"

type Options = NonNullable<Parameters<typeof openWorld>[0]>

/** Muster's services over the run's Postgres server, with a count of the statements that they send. */
export async function openServices(options: Options = {}) {
  const open: OpenSchema = await openSchema()
  const { pool, schema } = open
  let statements = 0
  const client: SqlClient = {
    query(text, values) {
      statements += 1
      return pool.query(text, values)
    },
  }
  const world = openWorld({
    store: postgresStore({ client, schema }),
    mailBudget: postgresMailBudget({ client, schema }),
    ...options,
  })
  return {
    ...world,
    ...open,
    /** Runs one call and says how many statements it took. */
    async statementsOf(call: () => Promise<unknown>): Promise<number> {
      const before = statements
      await call()
      return statements - before
    },
  }
}
