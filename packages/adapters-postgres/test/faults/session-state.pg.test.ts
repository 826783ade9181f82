import { afterAll, beforeAll, expect, test } from "vitest"
import { accountId, otherThan, system } from "../../../sdk/test/world.js"
import { migrate } from "../../src/index.js"
import { type FaultWorld, openFaults } from "./open-faults.js"

// One connection, so that whatever a call leaves in its session is there to be seen.
let world: FaultWorld
beforeAll(async () => {
  world = await openFaults({ pool: { max: 1 } })
})
afterAll(() => world.close())

/** All that a session can keep for whoever has the connection next, which through a pooler is somebody else. */
async function leftBehind() {
  const { rows } = await world.pool.query(
    `select 'setting ' || name as what from pg_settings where source = 'session'
     union all select 'lock ' || locktype from pg_locks where pid = pg_backend_pid() and locktype = 'advisory'
     union all select 'statement ' || name from pg_prepared_statements
     union all select 'cursor ' || name from pg_cursors where name <> ''
     union all select 'channel ' || c from pg_listening_channels() c
     union all select 'table ' || relname from pg_class where relnamespace = pg_my_temp_schema()`,
  )
  return rows.map(({ what }) => what)
}

test("no call leaves anything in the session of its connection, so that a pooler may lie between", async () => {
  const { muster, app, enrolled, clock, challengeTicket, schema, pool } = world
  const [recoveryCode = ""] = enrolled.recoveryCodes
  const userId = "ann"
  const calls = [
    () => migrate(pool, { schema }),
    async () => muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()) }),
    async () => muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() }),
    async () => muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code: recoveryCode }),
    () => muster.accounts.configure({ accountId, actor: system, settings: { timeZone: "Europe/Berlin" } }),
    () => muster.accounts.events({ accountId }),
    () => muster.users.list({ accountId }),
    () => muster.users.unlock({ accountId, userId, actor: system, reason: "called back" }),
    () => muster.keys.status(),
    () => muster.jobs.run(),
    () => muster.users.erase({ accountId, userId, actor: system, reason: "has left" }),
    () => muster.accounts.erase({ accountId, actor: system }),
  ]
  for (const call of calls) {
    clock.advance({ seconds: 30 })
    await call()
    expect([String(call), await leftBehind()]).toEqual([String(call), []])
  }
  await pool.query("set extra_float_digits = 1")
  expect(await leftBehind()).toEqual(["setting extra_float_digits"])
})
