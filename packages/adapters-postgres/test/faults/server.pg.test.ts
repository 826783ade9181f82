import { setTimeout as sleep } from "node:timers/promises"
import { isMusterError } from "@muster/core"
import { type LocalPostgres, startPostgres } from "@muster-tools/local-postgres"
import pg from "pg"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { postgresStore } from "../../src/index.js"
import { type FaultWorld, openFaults } from "./open-faults.js"
import { unavailable } from "./unavailable.js"

// A server of its own: what happens to it would happen to every other test. It answers before a commit is written down.
let server: LocalPostgres
let world: FaultWorld
beforeAll(async () => {
  server = await startPostgres({ ignoreDatabaseUrl: true })
  world = await openFaults({ url: server.url })
  await world.direct.query("alter system set wal_writer_delay = '10s'")
  await world.direct.query("select pg_reload_conf()")
})
beforeEach(() => world.clock.advance({ seconds: 30 }))
afterAll(async () => {
  // Nothing is cleared away: the server goes with all that it holds.
  await world.proxy.close()
  await Promise.all([world.pool.end(), world.direct.end()])
  await server.stop()
})

/** Ends a backend as a failing machine would: the server throws all sessions out, and recovers from what it wrote down. */
async function crash(): Promise<void> {
  const { rows } = await world.direct.query("select pg_backend_pid() as pid")
  process.kill(rows[0].pid, "SIGKILL")
  await untilRefused(() => world.direct.query("select"))
}

/** Tries until there is an answer, and says what the others have thrown. */
async function untilAnswered<T>(call: () => Promise<T>) {
  const errors: unknown[] = []
  for (;;) {
    try {
      return { answer: await call(), errors }
    } catch (error) {
      errors.push(error)
      await sleep(20)
    }
  }
}

/** Tries until a call fails, and says with what. */
async function untilRefused(call: () => Promise<unknown>): Promise<{ readonly errors: readonly unknown[] }> {
  for (;;) {
    try {
      await call()
    } catch (error) {
      return { errors: [error] }
    }
  }
}

test("a server that crashes answers again without a restart of ours; what it had accepted stays used", async () => {
  const { muster, challengeTicket, begin, app } = world
  const [ticket, code] = [await challengeTicket(), app.code()]
  expect((await muster.signIn.verify({ ticket, code })).kind).toBe("signed-in")
  await world.direct.query("checkpoint")
  const seen = untilRefused(begin)
  await crash()
  const { answer, errors } = await untilAnswered(begin)
  expect(answer.kind).toBe("challenge")
  errors.push(...(await seen).errors)
  expect(errors.filter((error) => !unavailable(error))).toEqual([])
  // 57P02 of the sessions that were thrown out, or 57P03 of those that came too early; a socket has no more to say.
  expect(errors.some((error) => isMusterError(error) && /57P0[23]|cannot be reached/.test(error.message))).toBe(true)
  expect((await muster.signIn.verify({ ticket: await challengeTicket(), code })).kind).toBe("wrong-code")
})

/** Signs in, and has the server lose what it has committed since, as a replica does that lagged when it took over. */
async function signInAndLose() {
  const { muster, challengeTicket, app, clock, direct, stands } = world
  for (;;) {
    clock.advance({ seconds: 30 })
    const [ticket, again, code, before] = [await challengeTicket(), await challengeTicket(), app.code(), await stands()]
    await direct.query("checkpoint")
    expect((await muster.signIn.verify({ ticket, code })).kind).toBe("signed-in")
    await crash()
    const { answer } = await untilAnswered(stands)
    const signIn = () => untilAnswered(() => muster.signIn.verify({ ticket: again, code }))
    // Now and then the server was quick to write it down.
    if (answer.version === before.version) return signIn
  }
}

test("a server that loses its last commit accepts the code once more, as long as its window lasts and no longer", async () => {
  const signIn = await signInAndLose()
  expect((await signIn()).answer.kind).toBe("signed-in")
  const signInLater = await signInAndLose()
  world.clock.advance({ seconds: 90 })
  expect((await signInLater()).answer.kind).toBe("wrong-code")
})

test("a server that is stopped and started again is refused, typed, and then served by the same pool", async () => {
  const { proxy, begin } = world
  await proxy.goAway()
  for (let tries = 0; tries < 3; tries++) await expect(begin()).rejects.toSatisfy(unavailable)
  await proxy.comeBack()
  expect((await begin()).kind).toBe("challenge")
})

test("a server that is shutting down takes nobody new, and serves the connections that it has to the end", async () => {
  const { muster, app, direct, challengeTicket, schema } = world
  const [ticket, code] = [await challengeTicket(), app.code()]
  const { rows } = await direct.query("select pg_read_file('postmaster.pid') as file")
  process.kill(Number(rows[0].file.split("\n")[0]), "SIGTERM")
  const pool = new pg.Pool({ connectionString: server.url })
  const { errors } = await untilRefused(() => postgresStore({ client: pool, schema }).nextMailAt())
  await pool.end()
  expect(errors).toMatchObject([{ code: "ERR_STORE_UNAVAILABLE", retryable: true }])
  expect(errors).toMatchObject([{ message: expect.stringContaining("57P03") }])
  expect((await muster.signIn.verify({ ticket, code })).kind).toBe("signed-in")
})
