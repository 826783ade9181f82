import { setTimeout as sleep } from "node:timers/promises"
import { expect, test } from "vitest"
import { type Database, databaseOf } from "./database.js"
import { deadlineOf } from "./deadline.js"
import type { SqlClient } from "./sql-client.js"

/** Runs a call whose time is over after 40 ms; answers how many statements were sent by then, and in all. */
async function sent(query: SqlClient["query"], call: (database: Database) => Promise<unknown>) {
  let statements = 0
  const client: SqlClient = {
    query(text, values) {
      statements += 1
      return query(text, values)
    },
  }
  let work: Promise<unknown> = Promise.resolve()
  const answer = deadlineOf(0.04)((deadline) => {
    work = call(databaseOf(client, deadline))
    return work
  })
  await expect(answer).rejects.toThrow("within 0.04 s")
  const inTime = statements
  await work.catch(() => {})
  return { inTime, inAll: statements }
}

test("a statement that is rolled back for a conflict after the call's deadline is not run again", async () => {
  const conflicting = async () => {
    await sleep(60)
    throw Object.assign(new Error("conflict"), { code: "40001" })
  }
  expect(await sent(conflicting, (database) => database.run("select 1", {}))).toEqual({ inTime: 1, inAll: 1 })
})

test("of a call of several statements none is begun after its deadline, except one that clears up", async () => {
  const slow = async () => {
    await sleep(60)
    return { rows: [] }
  }
  const twice = (second: "run" | "runAnyhow") => async (database: Database) => {
    await database.run("select 1", {})
    await database[second]("select 2", {})
  }
  expect(await sent(slow, twice("run"))).toEqual({ inTime: 1, inAll: 1 })
  expect(await sent(slow, twice("runAnyhow"))).toEqual({ inTime: 1, inAll: 2 })
})
