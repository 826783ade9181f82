import { type Client, createClient } from "@libsql/client"
import { MusterError } from "@muster/core"
import { isBusy, patiently, renew } from "./busy.js"
import { schema } from "./schema.js"
import { type Sql, sqlOn } from "./sql.js"

/** Runs a call of the store as one transaction: all of it is committed, or nothing when it throws. */
export interface Database {
  /** For calls that write nothing: all that they read is of one snapshot, and other processes may write meanwhile. */
  read<T>(call: (sql: Sql) => Promise<T>): Promise<T>
  /** Holds SQLite's only write lock from the beginning: nobody writes between what a call compares and what it writes. */
  write<T>(call: (sql: Sql) => Promise<T>): Promise<T>
  /** Closes the file. */
  close(): void
}

/** The tables that this code reads and writes. */
const schemaVersion = 1

/**
 * Opens a file, or `:memory:`, and creates Muster's tables where they are not there yet, any number of processes at once.
 *
 * The connection is Muster's alone: a statement of somebody else's on it would fall into whatever transaction is open. What
 * the host has in the same file it reads and writes through a client of its own.
 *
 * @throws ERR_STORE_UNAVAILABLE when the file cannot be opened
 * @throws ERR_STORE_NOT_MIGRATED when the tables are those of another version
 */
export async function openDatabase(url: string): Promise<Database> {
  const client = connect(url)
  const inTurn = turns()
  const transaction = <T>(begin: string, call: (sql: Sql) => Promise<T>) =>
    patiently(() => inTurn(() => transact(client, begin, call)))
  const database: Database = {
    read: (call) => transaction("begin", call),
    write: (call) => transaction("begin immediate", call),
    close: () => client.close(),
  }
  try {
    // Readers do not wait for who writes, and a commit is on the disk before it is answered: SQLite syncs fully by default.
    await patiently(() => inTurn(() => client.execute("pragma journal_mode = wal")))
    await database.write(createTables)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

function connect(url: string): Client {
  try {
    return createClient({ url })
  } catch (cause) {
    throw new MusterError("ERR_STORE_UNAVAILABLE", "The file cannot be opened.", { cause })
  }
}

async function createTables(sql: Sql): Promise<void> {
  await sql.change("create table if not exists muster_schema (version integer not null) strict")
  const found = await sql.row("select version from muster_schema")
  if (found?.version === schemaVersion) return
  if (found !== undefined) {
    throw new MusterError("ERR_STORE_NOT_MIGRATED", `Muster's tables are of version ${found.version}.`)
  }
  for (const statement of schema) await sql.change(statement)
  await sql.change("insert into muster_schema (version) values (:schemaVersion)", { schemaVersion })
}

/** One call after the other: a connection has one transaction at a time. */
function turns(): <T>(call: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return (call) => {
    const turn = last.then(call)
    last = turn.catch(() => {})
    return turn
  }
}

/**
 * Not `client.transaction`, which gives its connection away and opens another one: in memory that would be an empty database.
 */
async function transact<T>(client: Client, begin: string, call: (sql: Sql) => Promise<T>): Promise<T> {
  try {
    await client.execute(begin)
    const answer = await call(sqlOn(client))
    await client.execute("commit")
    return answer
  } catch (error) {
    // Fails where nothing was begun, and where SQLite has rolled back by itself, as it does on a full disk.
    await client.execute("rollback").catch(() => {})
    if (isBusy(error)) await renew(client)
    throw error
  }
}
