// What it is worth that connections parse and plan Muster's statements once: the store on a pool of `pg` as it is, and
// in `fromPg`; on `postgres` with and without prepared statements. Both ways of a driver take turns on one server, and
// the ratio of their times is what to look at. Starts a Postgres of its own, or takes DATABASE_URL.
//
//   node --conditions=@muster/source --import=tsx bench/prepared-statements.ts
import { fromPg, fromPostgres, migrate, postgresStore, type SqlClient } from "@muster/adapters-postgres"
import type { MusterStore } from "@muster/sdk/ports"
import { startPostgres } from "@muster-tools/local-postgres"
import pg from "pg"
import postgres from "postgres"
import { aUser, chargeOf, noUserWrites, now, userState } from "../packages/adapters-postgres/test/fixtures.js"

const rounds = 15
const callsARound = 100

type Call = (store: MusterStore) => Promise<{ readonly kind: string }>

const server = await startPostgres()
const schema = `muster_bench_${Date.now()}`
const pool = new pg.Pool({ connectionString: server.url, max: 1 }).on("error", () => {})
const preparedPool = new pg.Pool({ connectionString: server.url, max: 1 }).on("error", () => {})
const sql = postgres(server.url, { max: 1, prepare: false })
const preparedSql = postgres(server.url, { max: 1 })
await migrate(pool, { schema })
const store = (client: SqlClient) => postgresStore({ client, schema })

const drivers: Readonly<Record<string, readonly [plain: MusterStore, prepared: MusterStore]>> = {
  pg: [store(pool), store(fromPg(preparedPool))],
  postgres: [store(fromPostgres(sql)), store(fromPostgres(preparedSql))],
}

const key = aUser()
await store(pool).saveUser(key, userState(1), 0, noUserWrites)
const rule = { ...chargeOf(key), cap: 1_000_000, free: 1_000_000, bucketUnits: 1_000_000 }
const charge: Call = (store) =>
  store.chargeUser(key, { ...rule, event: { ...rule.event, id: crypto.randomUUID() } }, now)
const save: Call = async (store) => {
  const { user } = await store.loadUser(key)
  return store.saveUser(key, userState(2), user?.version ?? 0, noUserWrites)
}
const calls: Readonly<Record<string, Call>> = {
  load: (store) => store.loadUser(key).then(() => ({ kind: "loaded" })),
  charge,
  "load and save": save,
}

async function milliseconds(store: MusterStore, call: Call): Promise<number> {
  const began = performance.now()
  for (let n = 0; n < callsARound; n++) {
    const { kind } = await call(store)
    if (!["loaded", "charged", "saved"].includes(kind)) throw new Error(`a call that does its work, not ${kind}`)
  }
  return (performance.now() - began) / callsARound
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number

for (const [driver, stores] of Object.entries(drivers)) {
  for (const [name, call] of Object.entries(calls)) {
    const times: [number[], number[]] = [[], []]
    for (const store of stores) await milliseconds(store, call)
    for (let round = 0; round < rounds; round++) {
      for (const side of [0, 1] as const) times[side].push(await milliseconds(stores[side], call))
    }
    const [plain, prepared] = [median(times[0]), median(times[1])]
    const each = `${plain.toFixed(2)} ms, prepared ${prepared.toFixed(2)} ms`
    console.log(`${driver.padEnd(9)} ${name.padEnd(14)} ${each}: × ${(plain / prepared).toFixed(2)}`)
  }
}

await pool.query(`drop schema ${schema} cascade`)
await Promise.all([pool.end(), preparedPool.end(), sql.end(), preparedSql.end()])
await server.stop()
