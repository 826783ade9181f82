import { ephemeralKeys, type KeyProvider } from "@muster/core"
import pg from "pg"
import { inject } from "vitest"
import { accountId, ann, openWorld } from "../../../sdk/test/world.js"
import { type PostgresOptions, postgresMailBudget, postgresStore } from "../../src/index.js"
import { deadlines } from "../clients/guide/pg.js"
import { openSchema } from "../open-schema.js"
import { openProxy } from "./proxy.js"

type Options = NonNullable<Parameters<typeof openWorld>[0]>

export interface FaultOptions extends Options {
  /** Another server than the one of the run. */
  readonly url?: string
  /** Settings of the pool, beside its way to the server. */
  readonly pool?: pg.PoolConfig
  readonly timeoutSeconds?: PostgresOptions["timeoutSeconds"]
}

/** Statements as they go over the wire. */
export const statements = { charge: /with charged as/, save: /with held as/, commit: /commit\0/i }

export type FaultWorld = Awaited<ReturnType<typeof openFaults>>

/** Muster's services, on a way to the server that breaks when it is told to, with an enrolled user. */
export async function openFaults({
  url = inject("postgresUrl"),
  pool: poolConfig = {},
  timeoutSeconds,
  ...musterOptions
}: FaultOptions = {}) {
  const { options: sessionOptions, ...settings } = poolConfig
  const open = await openSchema({ connectionString: url })
  const { schema, pool: direct } = open
  const proxy = await openProxy(url)
  // The host's own tables may lie in the schema, too.
  const options = `-c search_path=${schema} ${sessionOptions ?? ""}`
  const quiet = () => {}
  const pool = new pg.Pool({
    ...deadlines,
    connectionString: proxy.url,
    application_name: schema,
    ...settings,
    options,
  })
    .on("error", quiet)
    .on("connect", (client) => client.on("error", quiet))
  let asked = 0
  let whenAsked: (() => Promise<unknown>) | undefined
  const keys = ephemeralKeys()
  const counted: KeyProvider = {
    current: keys.current,
    async byId(purpose, keyId) {
      if (purpose === "totp") {
        asked += 1
        const hook = whenAsked
        whenAsked = undefined
        await hook?.()
      }
      return keys.byId(purpose, keyId)
    },
  }
  // As it is, not prepared: each statement goes over the wire with its text.
  const client = pool
  const store = postgresStore({ client, schema, timeoutSeconds })
  const mailBudget = postgresMailBudget({ client, schema, timeoutSeconds })
  const world = openWorld({ keys: counted, store, mailBudget, ...musterOptions })
  await world.enable()
  const { app, enrolled } = await world.enrollUser()
  return {
    ...world,
    app,
    enrolled,
    keys: counted,
    open,
    proxy,
    pool,
    schema,
    /** A way that never breaks, to look and to disturb. */
    direct,
    /** How often a secret was asked for, which comes before each comparison. */
    comparisons: () => asked,
    /** Runs between the charge and the comparison of the next code. */
    onComparison(hook: () => Promise<unknown>) {
      whenAsked = hook
    },
    /** What stands of a user, by the way that never breaks. */
    async stands(userId = ann.id) {
      const { rows } = await direct.query(
        `select version::int, codes_failures + recovery_codes_failures as failures,
           (select count(*)::int from ${schema}.events e
            where e.user_id = u.user_id and kind in ('signed-in', 'enrolled')) as accepted
         from ${schema}.users u where account_id = $1 and user_id = $2`,
        [accountId, userId],
      )
      return rows[0] as { readonly version: number; readonly failures: number; readonly accepted: number }
    },
    /** Ends the backends of Muster's pool, as an admin of the server would. */
    async killBackends() {
      await direct.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1", [schema])
    },
    async close() {
      await proxy.close()
      await pool.end()
      await open.close()
    },
  }
}
