import { readFileSync } from "node:fs"
import { PGlite } from "@electric-sql/pglite"
import { afterAll, beforeAll, expect, test } from "vitest"
import { fromPglite, migrate } from "../src/index.js"

const read = (path: string) => readFileSync(new URL(`../../../docs/${path}`, import.meta.url), "utf8")
const [sql = ""] = [...read("guides/observability.md").matchAll(/^```sql\n(.*?)^```$/gms)].map(([, block]) => block)
const [due = "", undelivered = "", locked = ""] = sql.split(/;\n/)

let db: PGlite
beforeAll(async () => {
  db = new PGlite()
  await migrate(fromPglite(db))
})
afterAll(() => db.close())

const rowsOf = async (query: string) => (await db.query(query)).rows

test("the SQL of the guide about observability says what waits, what was not delivered and who is locked", async () => {
  expect(sql).toBe(read("snippets/observability/outbox.sql"))
  expect(await rowsOf(due)).toEqual([{ due: 0, oldest_seconds: "0" }])
  expect(await rowsOf(undelivered)).toEqual([])
  expect(await rowsOf(locked)).toEqual([])

  const second = 1000
  const mail = (id: string, afterSeconds: number, dead: boolean, account = "acme") =>
    db.query(
      `insert into muster.mail (account_id, user_id, mail_id, sealed, due_at, available_at, dead)
       values ($1, 'ann', $2, '', 0, $3, $4)`,
      [account, id, Date.now() + afterSeconds * second, dead],
    )
  await mail("old", -180, false)
  await mail("new", -1, false)
  await mail("later", 60, false)
  await mail("dead", -180, true)
  await mail("one", -180, true, "other")
  await mail("two", -180, true, "other")
  const event = (userId: string, kind: string, agoSeconds: number) =>
    db.query(
      `insert into muster.events (account_id, user_id, event_id, at, kind, body)
       values ('acme', $1, gen_random_uuid(), $2, $3, '{}')`,
      [userId, Date.now() - agoSeconds * second, kind],
    )
  await event("ann", "locked", 60)
  await event("ann", "locked", 3600)
  await event("bob", "locked", 90_000)
  await event("eve", "enrolled", 60)

  const [row] = (await rowsOf(due)) as { readonly due: number; readonly oldest_seconds: string }[]
  expect(row?.due).toBe(2)
  expect(Number(row?.oldest_seconds)).toBeGreaterThan(179)
  expect(Number(row?.oldest_seconds)).toBeLessThan(240)
  expect(await rowsOf(undelivered)).toEqual([
    { account_id: "other", undelivered: 2 },
    { account_id: "acme", undelivered: 1 },
  ])
  expect(await rowsOf(locked)).toEqual([{ account_id: "acme", locked: 1 }])
})
