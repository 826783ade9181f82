import { type PgBouncer, startPgBouncer } from "@muster-tools/local-postgres"
import pg from "pg"
import { afterAll, beforeAll, expect, inject, test } from "vitest"
import { ann, openWorld, otherThan } from "../../../sdk/test/world.js"
import { postgresStore } from "../../src/index.js"
import { deadlines } from "../clients/guide/pg.js"
import { type OpenRole, openRole } from "../open-role.js"
import { openTransaction } from "../open-transaction.js"
import { type FaultWorld, openFaults } from "./open-faults.js"
import { unavailable } from "./unavailable.js"

let world: FaultWorld
let role: OpenRole
let bouncer: PgBouncer | null
const pools: pg.Pool[] = []
beforeAll(async () => {
  world = await openFaults()
  role = await openRole(world.direct)
  await world.direct.query(`grant usage on schema ${world.schema} to ${role.name};
    grant select, insert, update, delete on all tables in schema ${world.schema} to ${role.name};
    alter role ${role.name} set lock_timeout = '500ms'`)
  const url = Object.assign(new URL(inject("postgresUrl")), { username: role.name, password: "secret" })
  bouncer = await startPgBouncer(url.href)
})
afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()))
  await bouncer?.stop()
  await role.close()
  await world.close()
})

/** A pool through PgBouncer; where none is installed, the test is skipped. */
function openThrough(skip: (note: string) => void, config: pg.PoolConfig): pg.Pool {
  if (bouncer === null) skip("no pgbouncer is installed here")
  const pool = new pg.Pool({ connectionString: bouncer?.url, ...config }).on("error", () => {})
  pools.push(pool)
  return pool
}

const { connectionTimeoutMillis, query_timeout } = deadlines

test("through PgBouncer in transaction mode codes are compared and accepted as often as without", async ({ skip }) => {
  const { schema, keys, clock, challengeTicket, app } = world
  const client = openThrough(skip, { connectionTimeoutMillis, query_timeout, max: 20 })
  const machines = [1, 2].map(() => openWorld({ store: postgresStore({ client, schema }), keys, clock }))
  const verify = async (code: string) => {
    const tickets = await Promise.all(Array.from({ length: 100 }, () => challengeTicket()))
    const answers = await Promise.all(
      tickets.map((ticket, n) => machines[n % 2]?.muster.signIn.verify({ ticket, code })),
    )
    return (kind: string) => answers.filter((answer) => answer?.kind === kind).length
  }
  expect((await verify(app.code()))("signed-in")).toBe(1)
  clock.advance({ hours: 1 })
  expect((await verify(otherThan(app.code())))("wrong-code")).toBe(5)
})

test("PgBouncer takes no deadline of the server from a client, and those of the role hold through it", async ({
  skip,
}) => {
  const { open, schema, keys, clock, challengeTicket, app } = world
  const refused = openThrough(skip, { ...deadlines })
  await expect(refused.query("select")).rejects.toThrow("unsupported startup parameter")
  const client = openThrough(skip, { connectionTimeoutMillis, query_timeout })
  const { muster } = openWorld({ store: postgresStore({ client, schema }), keys, clock })
  const holder = await openTransaction(open)
  await holder.client.query(`select from ${schema}.users where user_id = $1 for update`, [ann.id])
  clock.advance({ hours: 1 })
  const call = { ticket: await challengeTicket(), code: app.code() }
  const error = await muster.signIn.verify(call).catch((thrown) => thrown)
  expect(error).toSatisfy(unavailable)
  expect(error.message).toContain("55P03")
  await holder.end("rollback")
  expect((await muster.signIn.verify(call)).kind).toBe("signed-in")
})
