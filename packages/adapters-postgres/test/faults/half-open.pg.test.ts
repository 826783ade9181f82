import postgres from "postgres"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { fromPostgres, postgresStore } from "../../src/index.js"
import { deadlines, pgTransaction } from "../clients/guide/pg.js"
import { aUser } from "../fixtures.js"
import { type FaultWorld, openFaults, statements } from "./open-faults.js"
import { unavailable } from "./unavailable.js"

const attemptId = "9c0d7a1e-54b1-4c62-9a2e-1d1f5d0c7a10"

/** How long a call takes that has to fail. */
async function secondsOf(call: Promise<unknown>): Promise<number> {
  const began = performance.now()
  await expect(call).rejects.toSatisfy(unavailable)
  return (performance.now() - began) / 1000
}

/** What a busy machine may add. */
const late = 2

/** Those of the guide, shorter where each of these tests waits for its end. */
const quick = { ...deadlines, query_timeout: 1000, idle_in_transaction_session_timeout: 2500 }

describe("a server that has gone without a word, behind a pool with the deadlines of the guide", () => {
  let world: FaultWorld
  beforeAll(async () => {
    world = await openFaults({ pool: { ...quick, max: 2 } })
    await world.direct.query(`create table ${world.schema}.sign_ins (user_id text)`)
  })
  beforeEach(() => world.clock.advance({ seconds: 30 }))
  afterEach(() => world.proxy.comeBack())
  afterAll(() => world.close())

  test.each(["charge", "save"] as const)(
    "in the middle of a %s frees the caller and the connection; the same try is answered when it is back",
    async (at) => {
      const [ticket, code] = [await world.challengeTicket(), world.app.code()]
      const signIn = () => world.muster.signIn.verify({ ticket, code, attemptId })
      world.proxy.strike(statements[at], "silence")
      expect(await secondsOf(signIn())).toBeLessThan(quick.query_timeout / 1000 + late)
      expect((await signIn()).kind).toBe("signed-in")
      expect(await world.stands()).toMatchObject({ failures: 0 })
    },
  )

  test("in the middle of the host's transaction frees the caller, then the row; the pool keeps no such connection", async () => {
    const { muster, pool, proxy, challengeTicket, app } = world
    const [ticket, code] = [await challengeTicket(), app.code()]
    const signIn = () => muster.signIn.verify({ ticket, code, attemptId })
    proxy.strike(statements.save, "silence")
    const broken = muster.signIn.verify({ ticket, code, attemptId, transaction: pgTransaction(pool) })
    // The statement, and the rollback.
    expect(await secondsOf(broken)).toBeLessThan((2 * quick.query_timeout) / 1000 + late)
    await Promise.all(Array.from({ length: pool.totalCount }, () => pool.query("select")))

    const began = performance.now()
    while ((await signIn().catch(() => null)) === null);
    const seconds = quick.idle_in_transaction_session_timeout / 1000
    expect((performance.now() - began) / 1000).toBeLessThan(seconds + late)
    expect(await world.stands()).toMatchObject({ failures: 0 })
  })

  test("for everybody frees everybody, those without a connection too, and needs no restart", async () => {
    const { muster, proxy, begin } = world
    proxy.fallSilent()
    const calls = Array.from({ length: 20 }, () => secondsOf(begin()))
    const longest = (quick.connectionTimeoutMillis + quick.query_timeout) / 1000
    expect(Math.max(...(await Promise.all(calls)))).toBeLessThan(longest + late)
    await proxy.comeBack()
    const [ticket, code] = [await world.challengeTicket(), world.app.code()]
    expect((await muster.signIn.verify({ ticket, code })).kind).toBe("signed-in")
  })
})

describe("a server that has gone without a word, behind a client without deadlines", () => {
  const without = Object.fromEntries(Object.keys(deadlines).map((name) => [name, undefined]))

  test("frees the caller after timeoutSeconds, by the mail budget as well", async () => {
    const world = await openFaults({ pool: { ...without, max: 1 }, timeoutSeconds: 0.5 })
    try {
      const [ticket, code] = [await world.challengeTicket(), world.app.code()]
      const signIn = () => world.muster.signIn.verify({ ticket, code, attemptId })
      const mailTicket = await world.enrollTicket({ id: "bob", email: "bob@acme.example" })
      world.proxy.fallSilent()
      expect(await secondsOf(signIn())).toBeLessThan(0.5 + late)
      expect(await secondsOf(world.muster.enrollment.sendEmailCode({ ticket: mailTicket }))).toBeLessThan(0.5 + late)
      // Only the end of the connection frees the pool, as the system brings it about after minutes.
      await world.proxy.goAway()
      await world.proxy.comeBack()
      expect((await signIn()).kind).toBe("signed-in")
    } finally {
      await world.close()
    }
  })

  test("also `postgres`, which has none for an answer", async () => {
    const world = await openFaults()
    const sql = postgres(world.proxy.url, { max: 1, onnotice() {} })
    try {
      const store = postgresStore({ client: fromPostgres(sql), schema: world.schema, timeoutSeconds: 0.5 })
      expect((await store.loadUser(aUser())).user).toBeUndefined()
      world.proxy.fallSilent()
      expect(await secondsOf(store.loadUser(aUser()))).toBeLessThan(0.5 + late)
    } finally {
      await world.proxy.goAway()
      await sql.end({ timeout: 0 })
      await world.close()
    }
  })
})
