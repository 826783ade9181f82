import { readFileSync } from "node:fs"
import { memoryMailer } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { authenticator, fakeClock } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import type pg from "pg"
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest"
import { musterPerDatabase } from "../../../../docs/snippets/scaling/databases.js"
import { migrate, type SqlClient } from "../../src/index.js"
import { type OpenSchema, openSchema } from "../open-schema.js"
import { exempt } from "./exempt.js"
import { tablesOfAccounts } from "./open-partitions.js"

const read = (path: string) => readFileSync(new URL(`../../../../docs/${path}`, import.meta.url), "utf8")
const guide = read("guides/scaling.md")

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

describe("the guide about scaling", () => {
  test("shows the SQL and the code that these tests run, letter by letter", () => {
    const blocks = [...guide.matchAll(/^```(?:sql|ts)\n(.*?)^```$/gms)].map(([, code]) => code)
    expect(blocks).toEqual([read("snippets/scaling/partition-by-account.sql"), read("snippets/scaling/databases.ts")])
  })

  test("names every call that looks at more than one account, and no other", () => {
    const table = guide.slice(guide.indexOf("| call | who"), guide.indexOf("The mail budget counts"))
    const named = [...table.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = ""]) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name),
    )
    expect(named.sort()).toEqual(Object.keys(exempt).sort())
  })

  test("names every table that is split", async () => {
    for (const table of await tablesOfAccounts(open)) {
      expect(guide.slice(0, guide.indexOf("These calls of the store"))).toContain(`\`${table}\``)
    }
  })
})

describe("accounts in several databases", () => {
  const names = ["eu", "us"] as const
  const databases = names.map((name) => `muster_${name}_${crypto.randomUUID().replaceAll("-", "")}`)
  const pools: pg.Pool[] = []
  beforeAll(async () => {
    for (const database of databases) {
      await open.pool.query(`create database ${database}`)
      const url = new URL(inject("postgresUrl"))
      url.pathname = database
      const pool = open.openPool({ connectionString: url.href })
      pools.push(pool)
      await migrate(pool)
    }
  })
  afterAll(async () => {
    await Promise.all(pools.map((pool) => pool.end()))
    for (const database of databases) await open.pool.query(`drop database ${database}`)
  })

  const ann = { id: "ann", email: "ann@acme.example" }
  const actor = { system: "set-up" }
  const keys = ephemeralKeys()

  /** Accounts whose ids begin with `us` live there, all others in `eu`, where mail is counted. */
  function openMusters({
    mailer = memoryMailer(),
    clock = fakeClock(Date.now()),
    clients = Object.fromEntries(names.map((name, index) => [name, pools[index] as SqlClient])),
  } = {}) {
    const databaseOf = async (accountId: string) => (accountId.startsWith("us") ? "us" : "eu")
    const options = { mailer, clock, keys, issuer: "Acme Support" }
    return { mailer, clock, ...musterPerDatabase({ clients, databaseOf, mailBudgetIn: "eu" }, options) }
  }

  /** An account with two-factor on, and a user who has just enrolled. */
  async function enrolledIn(accountId: string) {
    const opened = openMusters()
    const { mailer, clock, musterOf } = opened
    const muster = await musterOf(accountId)
    await muster.accounts.enable({ accountId, actor })
    const user = { ...ann, email: `${accountId}@acme.example` }
    const begun = await muster.signIn.begin({ accountId, user, client: { platform: "web" }, primary: "password" })
    const { ticket: first } = expectKind(begun, "enroll")
    expectKind(await muster.enrollment.sendEmailCode({ ticket: first }), "email-code-sent")
    const code = mailer.lastCodeTo(user.email)
    const { ticket } = expectKind(await muster.enrollment.verifyEmailCode({ ticket: first, code }), "email-verified")
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
    const app = authenticator(otpauthUri, clock)
    const { next } = expectKind(await muster.enrollment.confirm({ ticket, code: app.code() }), "enrolled")
    return { ...opened, muster, app, assurance: expectKind(next, "signed-in").assurance }
  }

  test("are found where they live, know nothing of each other, and share one budget of mail to an address", async () => {
    const { musterOf, musters, mailer, clock } = openMusters()
    const ticketIn = async (accountId: string) => {
      const muster = await musterOf(accountId)
      await muster.accounts.enable({ accountId, actor })
      const begun = await muster.signIn.begin({
        accountId,
        user: ann,
        client: { platform: "web" },
        primary: "password",
      })
      return { muster, ticket: expectKind(begun, "enroll").ticket }
    }
    for (const accountId of ["eu-acme", "us-acme"]) {
      const { muster, ticket } = await ticketIn(accountId)
      for (let mail = 0; mail < 5; mail++) {
        expectKind(await muster.enrollment.sendEmailCode({ ticket }), "email-code-sent")
        clock.advance({ minutes: 2 })
      }
    }
    const late = await ticketIn("us-other")
    expect(await late.muster.enrollment.sendEmailCode({ ticket: late.ticket })).toMatchObject({ limit: "mail" })
    expect(mailer.sent).toHaveLength(10)
    for (const [index, muster] of musters.entries()) {
      const other = index === 0 ? "us-acme" : "eu-acme"
      expect((await muster.accounts.status({ accountId: other })).twoFactor.kind).toBe("off")
      await muster.jobs.run()
    }
  })

  test("need the one that counts mail for codes by mail alone: whoever has a factor signs in", async () => {
    const down: SqlClient = { query: () => Promise.reject(Object.assign(new Error("down"), { code: "ECONNREFUSED" })) }
    const { mailer, clock, muster, app } = await enrolledIn("us-down")
    const { musterOf } = openMusters({ mailer, clock, clients: { us: pools[1] as SqlClient, eu: down } })
    const cut = await musterOf("us-down")
    const bob = { id: "bob", email: "bob@acme.example" }
    const begin = (user: typeof bob) =>
      cut.signIn.begin({ accountId: "us-down", user, client: { platform: "web" }, primary: "password" })
    const { ticket } = expectKind(await begin(ann), "challenge")
    expect((await cut.signIn.verify({ ticket, code: app.nextCode() })).kind).toBe("signed-in")
    const enrolling = expectKind(await begin(bob), "enroll")
    const sending = cut.enrollment.sendEmailCode({ ticket: enrolling.ticket })
    await expect(sending).rejects.toMatchObject({ code: "ERR_STORE_UNAVAILABLE" })
    expect((await muster.accounts.status({ accountId: "us-down" })).twoFactor.kind).toBe("on")
  })

  test("can be moved with their rows: sessions stay good, and events keep their order", async () => {
    const { muster, assurance, musters } = await enrolledIn("us-moving")
    const tables = [...(await tablesOfAccounts({ ...open, pool: pools[1] as pg.Pool, schema: "muster" }))]
    const history = await muster.accounts.events({ accountId: "us-moving" })
    expect(history.items.length).toBeGreaterThan(4)
    for (const table of tables) {
      const order = table === "events" ? "order by at, seq" : ""
      const { rows } = await (pools[1] as pg.Pool).query(
        `select row_to_json(t)::text as row from muster.${table} t where account_id = $1 ${order}`,
        ["us-moving"],
      )
      for (const { row } of rows) {
        await (pools[0] as pg.Pool).query(
          `insert into muster.${table} overriding user value
           select * from json_populate_record(null::muster.${table}, $1::json)`,
          [row],
        )
      }
    }
    const [moved] = musters
    expect((await moved?.sessions.check({ assurance }))?.kind).toBe("continue")
    expect(await moved?.accounts.events({ accountId: "us-moving" })).toEqual(history)
  })

  test("that nobody has are an error, and not another account's", async () => {
    const { musterOf } = musterPerDatabase(
      { clients: { eu: pools[0] as SqlClient }, databaseOf: async () => "asia", mailBudgetIn: "eu" },
      { mailer: memoryMailer(), keys, issuer: "Acme Support" },
    )
    await expect(musterOf("acme")).rejects.toThrow("no database asia")
  })
})
