import { readFile } from "node:fs/promises"
import { afterEach, beforeEach, expect, test } from "vitest"
import { type App, ann, olivia, openApp } from "./open-app.js"

let app: App
beforeEach(async () => {
  app = await openApp()
})
afterEach(() => app.close())

/** Has Postgres refuse every save of an account with this SQLSTATE. */
const refuse = (state: string) =>
  app.pool.query(`create function refuse() returns trigger language plpgsql as $$ begin
      raise exception 'acme, olivia' using errcode = '${state}';
    end $$;
    create trigger refuse before insert or update on muster.accounts for each row execute function refuse()`)
const mend = () => app.pool.query("drop function refuse cascade")

test.each([
  ["what gave way to somebody else five times", "40001", 503],
  ["a disk that is full", "53100", 503],
  ["a fault of the program", "22012", 500],
])("%s (%s) is a %i that says nothing of it, and switches nothing on", async (_what, state, status) => {
  const admin = app.newClient()
  await admin.post("/muster/sign-in", olivia)
  await refuse(state)
  const reply = await admin.post("/admin/two-factor", { forcedLogout: "now" })
  expect(reply).toMatchObject({ status, body: { kind: "failed" } })
  expect(reply.headers["retry-after"]).toBe(status === 503 ? "5" : undefined)
  expect(reply.text).not.toMatch(/acme|olivia|refuse/)
  expect(app.errors).toHaveLength(1)
  await mend()
  expect((await admin.post("/admin/two-factor", { forcedLogout: "now" })).body.kind).toBe("enabled")
})

test("what somebody keeps locked costs a request half a second, and is a 503 and no logout", async () => {
  const browser = app.newClient()
  await browser.post("/muster/sign-in", ann)
  const holder = await app.pool.connect()
  await holder.query("begin; lock table muster.accounts in access exclusive mode")
  const began = performance.now()
  expect((await browser.get("/me")).status).toBe(503)
  expect(performance.now() - began).toBeLessThan(3000)
  await holder.query("rollback")
  holder.release()
  expect((await browser.get("/me")).status).toBe(200)
})

test("the pool is the one of the guide to Postgres, letter by letter", async () => {
  const text = (path: string) => readFile(new URL(path, import.meta.url), "utf8")
  const [, shown = ""] =
    /^```ts\n(\/\*\* In milliseconds.*?)^```$/ms.exec(await text("../../../docs/guides/postgres.md")) ?? []
  expect(shown).toContain("lock_timeout")
  expect(await text("../src/host/pool.ts")).toContain(shown)
})
