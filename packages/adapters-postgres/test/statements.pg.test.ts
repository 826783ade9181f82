import type { MusterStore, UserKey } from "@muster/sdk/ports"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { postgresMailBudget, postgresStore } from "../src/index.js"
import { type CountingClient, countingClient, type SentStatement } from "./counting-client.js"
import {
  aGroup,
  aUser,
  chargeOf,
  erasureAt,
  eventOf,
  mailTo,
  noAccountWrites,
  noUserWrites,
  now,
  userState,
} from "./fixtures.js"
import { type OpenSchema, openSchema } from "./open-schema.js"
import type { exempt } from "./sharding/exempt.js"

let open: OpenSchema
let client: CountingClient
let store: MusterStore
let key: UserKey
beforeAll(async () => {
  open = await openSchema()
  client = countingClient(open.pool)
  store = postgresStore({ client, schema: open.schema })
})
beforeEach(async () => {
  key = aUser()
  await store.saveAccount(key.accountId, { format: 1, json: "{}" }, 0, noAccountWrites)
  await store.saveUser(key, userState(1), 0, noUserWrites)
  client.reset()
})
afterAll(() => open.close())

const storedAccount = { version: 1, groupsVersion: 0, value: { format: 1, json: "{}" } }

type Call = (store: MusterStore, key: UserKey) => Promise<unknown>

const everything = () => ({ mail: [mailTo(key, "locked")], events: [eventOf(key)] })

/** Calls about one account. */
const callsOfOneAccount = {
  loadAccount: (store, { accountId }) => store.loadAccount(accountId),
  loadGroups: (store, { accountId }) => store.loadGroups(accountId),
  saveAccount: (store, { accountId }) =>
    store.saveAccount(accountId, { format: 1, json: "{}" }, 1, {
      ...everything(),
      putGroups: [aGroup("desks")],
      removeGroups: ["kiosks"],
      expectedGroupsVersion: 0,
    }),
  loadUser: (store, key) => store.loadUser(key),
  chargeUser: (store, key) =>
    store.chargeUser(key, { ...chargeOf(key), notices: [{ atFailures: 1, mail: mailTo(key, "failures") }] }, now),
  saveUser: (store, key) =>
    store.saveUser(key, userState(2), 1, {
      ...everything(),
      withdraw: ["failures"],
      settle: [{ pool: "codes", kind: "clear", unitSeconds: 86_400 }],
      accountVersion: 1,
    }),
  listUsers: (store, { accountId }) => store.listUsers({ accountId }),
  listEvents: (store, { accountId, userId }) => store.listEvents({ accountId, userId }),
  listUndelivered: (store, { accountId }) => store.listUndelivered({ accountId }),
  settleUndelivered: (store, key) => store.settleUndelivered({ id: "mail", key }, { kind: "given-up" }),
  listReminded: (store, { accountId, userId }) => store.listReminded({ accountId, userIds: [userId] }),
  saveReminders: (store, { accountId }) =>
    store.saveReminders(
      { accountId, account: storedAccount, lease: 1, place: null },
      { reminders: [], place: null, claimableAt: null },
    ),
  settleMail: (store, key) => store.settleMail({ id: "mail", key }, { kind: "sent" }),
  eraseTraces: (store, key) => store.eraseTraces(key),
  eraseAccount: (store, { accountId }) => store.eraseAccount(accountId, erasureAt(1)),
} satisfies Record<Exclude<keyof MusterStore, keyof typeof exempt | "isConflict">, Call>

/** Calls that look at all accounts. */
const callsOfJobs = {
  claimMail: (store) => store.claimMail({ now, limit: 10, leaseSeconds: 60 }),
  heldMail: (store, key) => store.heldMail([{ id: "mail", key, tries: 1 }]),
  nextMailAt: (store) => store.nextMailAt(),
  claimReminders: (store) => store.claimReminders({ now, leaseSeconds: 60 }),
  nextRemindersAt: (store) => store.nextRemindersAt(),
  scanSealed: (store) => store.scanSealed({ notKeyId: "2026" }),
  countByKeyId: (store) => store.countByKeyId(),
  checkKey: (store) => store.checkKey({ purpose: "totp", keyId: "2026", value: "check" }),
  prune: (store) => store.prune({ before: 0, eventsBefore: 0, limit: 10 }),
} satisfies Record<keyof typeof exempt, Call>

describe("a call is one statement", () => {
  const calls: readonly [string, Call][] = Object.entries({ ...callsOfOneAccount, ...callsOfJobs })

  test.each(calls.filter(([name]) => name !== "eraseAccount"))("%s", async (_name, call) => {
    await call(store, key)
    expect(client.sent).toHaveLength(1)
  })

  test("eraseAccount takes a second one, for what came between", async () => {
    await store.eraseAccount(key.accountId, erasureAt(1))
    expect(client.sent).toHaveLength(2)
  })

  test("also a first save, a lost save, a refused charge and one of nobody", async () => {
    await store.saveUser({ ...key, userId: "bob" }, userState(1), 0, noUserWrites)
    await store.saveUser(key, userState(2), 7, noUserWrites)
    await store.chargeUser(key, { ...chargeOf(key), cap: 0 }, now)
    await store.chargeUser({ ...key, userId: "nobody" }, chargeOf(key), now)
    expect(client.sent).toHaveLength(4)
  })

  test("also spending a mail budget of several lines, the first time and the last", async () => {
    const budget = postgresMailBudget({ client, schema: open.schema })
    const lines = ["address", "account"].map((name) => ({
      key: `${name}-${key.accountId}`,
      limit: 1,
      windowSeconds: 60,
    }))
    expect(await budget.spend(lines, now)).toEqual({ kind: "spent" })
    expect(await budget.spend(lines, now)).toMatchObject({ kind: "throttled" })
    expect(client.sent).toHaveLength(2)
  })
})

describe("the account's id leads", () => {
  test.each(Object.entries(callsOfOneAccount))("every access to a table in %s", async (_name, call) => {
    await call(store, key)
    for (const statement of client.sent) {
      const scans = await scansOf(statement)
      expect(scans.length).toBeGreaterThan(0)
      for (const scan of scans) expect(scan.condition, `${scan.table}: ${statement.text}`).toMatch(/^\(*account_id = /)
    }
  })

  test("every primary key of what belongs to an account", async () => {
    const { rows } = await open.pool.query(
      `select c.relname as table, a.attname as leader
       from pg_index i join pg_class c on c.oid = i.indrelid
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
       where i.indisunique and c.relnamespace = $1::regnamespace order by 1`,
      [open.schema],
    )
    expect(Object.fromEntries(rows.map(({ table, leader }) => [table, leader]))).toEqual({
      accounts: "account_id",
      device_groups: "account_id",
      events: "account_id",
      key_checks: "purpose",
      mail: "account_id",
      mail_budgets: "key",
      migrations: "version",
      reminders: "account_id",
      users: "account_id",
    })
  })
})

interface Scan {
  readonly table: string
  /** What the index is searched by. */
  readonly condition: string
}

interface PlanNode {
  readonly "Node Type": string
  readonly "Relation Name"?: string
  readonly "Index Cond"?: string
  readonly Plans?: readonly PlanNode[]
}

/** How Postgres itself reads a statement: each table that it looks into, and by what. */
async function scansOf({ text, values }: SentStatement): Promise<Scan[]> {
  const connection = await open.pool.connect()
  try {
    // The tables are small: without this, they would be read from end to end.
    await connection.query("set enable_seqscan = off; set enable_bitmapscan = off")
    const { rows } = await connection.query(`explain (format json) ${text}`, [...values])
    return scansIn(rows[0]["QUERY PLAN"][0].Plan)
  } finally {
    await connection.query("reset all")
    connection.release()
  }
}

function scansIn(node: PlanNode): Scan[] {
  const below = (node.Plans ?? []).flatMap(scansIn)
  const table = node["Relation Name"]
  if (table === undefined || !node["Node Type"].includes("Scan")) return below
  return [{ table, condition: node["Index Cond"] ?? "" }, ...below]
}
