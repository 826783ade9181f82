import { createClient } from "@libsql/client"
import type { UserState, UserWrites } from "@muster/sdk/ports"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { type Database, openDatabase } from "../src/database.js"
import { openTransaction } from "../src/host-transaction.js"
import { createSqliteStore } from "../src/sqlite-store.js"
import { newFile } from "./new-file.js"

const key = { accountId: "acme", userId: "ann" }
const state: UserState = { format: 1, json: "{}", columns: { status: "enrolled", epoch: 1, sealedKeyIds: [] } }
const writes: UserWrites = { mail: [], events: [], withdraw: [], settle: [] }

let file: ReturnType<typeof newFile>
let database: Database
beforeEach(async () => {
  file = newFile()
  database = await openDatabase(file.url)
})
afterEach(() => {
  vi.useRealTimers()
  database.close()
  file.remove()
})

test("a write waits while another connection writes, and a read does not", async () => {
  const store = createSqliteStore(database)
  const writer = await openTransaction(createClient({ url: file.url }))
  let isSaved = false
  const save = store.saveUser(key, state, 0, writes).then((result) => {
    isSaved = true
    return result
  })
  expect((await store.loadUser(key)).user).toBeUndefined()
  expect(isSaved).toBe(false)
  await writer.rollback()
  expect(await save).toEqual({ kind: "saved", version: 1 })
})

test("a file that stays locked is an error that may be tried again, and never an answer", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "performance"] })
  const store = createSqliteStore(database)
  const writer = await openTransaction(createClient({ url: file.url }))
  const unavailable = { code: "ERR_STORE_UNAVAILABLE", retryable: true }
  const refused = expect(store.saveUser(key, state, 0, writes)).rejects.toMatchObject(unavailable)
  await vi.advanceTimersByTimeAsync(6000)
  await refused
  await writer.rollback()
  expect(await store.saveUser(key, state, 0, writes)).toEqual({ kind: "saved", version: 1 })
})

test("a file that cannot be opened is an error with a code", async () => {
  await expect(openDatabase(`${file.url}/no-folder`)).rejects.toMatchObject({ code: "ERR_STORE_UNAVAILABLE" })
})

test("a full disk is an error that may pass, and what the call had written by then is gone", async () => {
  const store = createSqliteStore(database)
  const pages = await database.read((sql) => sql.row("pragma page_count"))
  const limitTo = (count: unknown) => database.read((sql) => sql.row(`pragma max_page_count = ${count}`))
  await limitTo(pages?.page_count)
  const mail = [{ id: "1", key, sealed: new Uint8Array(100_000), dueAt: 0, expiresAt: null, topic: null }]
  const full = { code: "ERR_STORE_UNAVAILABLE", retryable: true }
  await expect(store.saveUser(key, state, 0, { ...writes, mail })).rejects.toMatchObject(full)
  expect((await store.loadUser(key)).user).toBeUndefined()
  await limitTo(1_000_000)
  expect(await store.saveUser(key, state, 0, { ...writes, mail })).toEqual({ kind: "saved", version: 1 })
})

test("a value that no column takes is the caller's fault, and is not tried again", async () => {
  const save = createSqliteStore(database).saveUser(key, { ...state, format: 1.5 }, 0, writes)
  await expect(save).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", retryable: false })
})

test("twenty who open a new file at once create its tables once", async () => {
  const fresh = newFile()
  const opened = await Promise.all(Array.from({ length: 20 }, () => openDatabase(fresh.url)))
  const versions = await Promise.all(opened.map((each) => each.read((sql) => sql.rows("select * from muster_schema"))))
  expect(versions.map((rows) => rows.length)).toEqual(Array(20).fill(1))
  for (const each of opened) each.close()
  fresh.remove()
})

test("tables of another version are left alone", async () => {
  await database.write((sql) => sql.change("update muster_schema set version = 2"))
  await expect(openDatabase(file.url)).rejects.toMatchObject({ code: "ERR_STORE_NOT_MIGRATED" })
})

test("a host that catches the error of a save, and commits, has committed nothing of it", async () => {
  const store = createSqliteStore(database)
  const transaction = await openTransaction(createClient({ url: file.url }))
  const stray = { ...key, accountId: "other" }
  const mail = [{ id: "1", key: stray, sealed: new Uint8Array(), dueAt: 0, expiresAt: null, topic: null }]
  const save = store.saveUser(key, state, 0, { ...writes, mail, transaction })
  await expect(save).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "mail" })
  await transaction.commit()
  expect((await store.loadUser(key)).user).toBeUndefined()
})

test("a host's transaction that has read what somebody else then wrote is a conflict, which the services try again", async () => {
  const store = createSqliteStore(database)
  const transaction = await createClient({ url: file.url }).transaction("deferred")
  await transaction.execute("select * from muster_users")
  await store.saveUser(key, state, 0, writes)
  const save = store.saveUser(key, state, 0, { ...writes, transaction })
  await expect(save).rejects.toMatchObject({ code: "ERR_STORE_CONFLICT", retryable: true })
  transaction.close()
})

test.each(["a client", "nothing", "a transaction that has ended"])(
  "%s is no transaction, and nothing is written",
  async (what) => {
    const client = createClient({ url: file.url })
    const ended = await openTransaction(client)
    await ended.commit()
    const transaction = what === "a client" ? client : what === "nothing" ? null : ended
    const misuse = { code: "ERR_INVALID_INPUT", field: "transaction" }
    const store = createSqliteStore(database)
    await expect(store.saveUser(key, state, 0, { ...writes, transaction })).rejects.toMatchObject(misuse)
    expect((await store.loadUser(key)).user).toBeUndefined()
  },
)
