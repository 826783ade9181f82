import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { postgresStore } from "../../src/index.js"
import { aGroup, aUser, chargeOf, eventOf, mailTo, noAccountWrites, noUserWrites, now, userState } from "../fixtures.js"
import { type OpenSchema, openSchema } from "../open-schema.js"
import { partitionByAccount, tablesOfAccounts } from "./open-partitions.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

/** Names and forms of the indexes. */
async function indexes(): Promise<readonly string[]> {
  const { rows } = await open.pool.query(
    `select i.indexrelid::regclass || regexp_replace(pg_get_indexdef(i.indexrelid), '^.*? USING ', ': ') as form
     from pg_index i join pg_class t on t.oid = i.indrelid
     where t.relnamespace = $1::regnamespace and not t.relispartition order by form`,
    [open.schema],
  )
  return rows.map(({ form }) => form)
}

describe("splitting the tables by account", () => {
  test("keeps every row, the names and forms of the indexes, and the order of events; again it changes nothing", async () => {
    const { pool, schema } = open
    const store = postgresStore({ client: pool, schema })
    const keys = Array.from({ length: 40 }, aUser)
    for (const key of keys) {
      const writes = { ...noAccountWrites, putGroups: [aGroup("desks")] }
      await store.saveAccount(key.accountId, { format: 1, json: "{}" }, 0, writes)
      await store.saveUser(key, userState(1), 0, { ...noUserWrites, mail: [mailTo(key, null)], events: [eventOf(key)] })
    }
    const whole = () =>
      Promise.all(
        keys.map(async (key) => [
          { ...(await store.loadGroups(key.accountId)), databaseTime: 0 },
          await store.listUsers(key),
          await store.listEvents(key),
        ]),
      )
    const [before, formsBefore] = [await whole(), await indexes()]
    expect(formsBefore.length).toBeGreaterThan(8)

    for (let times = 0; times < 2; times++) {
      await partitionByAccount(open)
      expect(await whole()).toEqual(before)
      expect(await indexes()).toEqual(formsBefore)
    }
    expect(await store.claimMail({ now, limit: 1000, leaseSeconds: 0 })).toHaveLength(keys.length)
    const [key = aUser()] = keys
    const { items } = await store.listEvents(key)
    const charge = chargeOf(key)
    await store.chargeUser(key, charge, now)
    // Of one instant: the number that an event is given says which came last.
    expect((await store.listEvents(key)).items).toEqual([charge.event, ...items])
  })

  test("makes 16 parts of each table that belongs to accounts, which share the accounts", async () => {
    const { pool, schema } = open
    const { rows } = await pool.query(
      `select i.inhparent::regclass::text as whole, count(*)::integer as parts
       from pg_inherits i join pg_class c on c.oid = i.inhparent
       where c.relnamespace = $1::regnamespace and c.relkind = 'p' group by 1`,
      [schema],
    )
    const tables = await tablesOfAccounts(open)
    expect(rows.map(({ whole }) => whole.replace(`${schema}.`, "")).sort()).toEqual([...tables].sort())
    expect(new Set(rows.map(({ parts }) => parts))).toEqual(new Set([16]))
    const used = await pool.query(`select count(distinct tableoid)::integer as used from ${schema}.users`)
    expect(used.rows[0].used).toBeGreaterThan(8)
  })

  test("leaves each part of the users room for a charge beside the row", async () => {
    const { rows } = await open.pool.query(
      "select distinct reloptions from pg_class where relnamespace = $1::regnamespace and relispartition and relname ~ '^users_\\d+$' and relkind = 'r'",
      [open.schema],
    )
    expect(rows).toEqual([{ reloptions: ["fillfactor=80"] }])
  })
})
