import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { ann } from "../../../sdk/test/world.js"
import { openTransaction, untilBlocked } from "../open-transaction.js"
import { type FaultWorld, openFaults } from "./open-faults.js"
import { unavailable } from "./unavailable.js"

let world: FaultWorld
beforeAll(async () => {
  world = await openFaults()
})
beforeEach(() => world.clock.advance({ seconds: 30 }))
afterAll(() => world.close())

const attemptId = "9c0d7a1e-54b1-4c62-9a2e-1d1f5d0c7a10"

async function aSignIn() {
  const [ticket, code] = [await world.challengeTicket(), world.app.code()]
  return () => world.muster.signIn.verify({ ticket, code, attemptId })
}

/** Holds Ann's row until the statement that waits for it was killed. */
async function holdRow() {
  const { open, schema, killBackends } = world
  const holder = await openTransaction(open)
  await holder.client.query(`select from ${schema}.users where user_id = $1 for update`, [ann.id])
  return async () => {
    await untilBlocked(open)
    await killBackends()
    await holder.end("rollback")
  }
}

test("a backend that is killed while the charge waits: nothing is charged, compared or accepted", async () => {
  const { stands, comparisons } = world
  const [signIn, before, compared] = [await aSignIn(), await stands(), comparisons()]
  const killWaiting = await holdRow()
  const refused = expect(signIn()).rejects.toSatisfy(unavailable)
  await killWaiting()
  await refused
  expect([await stands(), comparisons()]).toEqual([before, compared])
  expect((await signIn()).kind).toBe("signed-in")
})

test("a backend that is killed between charge and save costs nothing: the save takes another connection", async () => {
  const { stands, pool, killBackends, onComparison } = world
  const [signIn, before] = [await aSignIn(), await stands()]
  onComparison(async () => {
    await killBackends()
    while (pool.totalCount > 0) await sleep(5)
  })
  expect((await signIn()).kind).toBe("signed-in")
  expect(await stands()).toMatchObject({ failures: 0, accepted: before.accepted + 1 })
})

test("a backend that is killed while the save waits: nothing is accepted, and the same try signs in once", async () => {
  const { stands, onComparison } = world
  const [signIn, before] = [await aSignIn(), await stands()]
  let kill: Promise<void> | undefined
  onComparison(async () => {
    kill = (await holdRow())()
  })
  await expect(signIn()).rejects.toSatisfy(unavailable)
  await kill
  expect(await stands()).toMatchObject({ accepted: before.accepted, failures: 1 })
  expect((await signIn()).kind).toBe("signed-in")
  expect(await stands()).toMatchObject({ accepted: before.accepted + 1, failures: 0 })
})

test("a backend that is killed before the host's commit takes the save with it, and the attempt stays charged", async () => {
  const { muster, stands, pool, killBackends, challengeTicket, app } = world
  const [ticket, code, before] = [await challengeTicket(), app.code(), await stands()]
  const call = { ticket, code, attemptId }
  const broken = muster.signIn.verify({
    ...call,
    transaction: async (save) => {
      const client = await pool.connect()
      try {
        await client.query("begin")
        await save(client)
        await killBackends()
        await client.query("commit")
      } finally {
        client.release(true)
      }
    },
  })
  await expect(broken).rejects.toThrow()
  expect(await stands()).toMatchObject({ accepted: before.accepted, failures: 1 })
  expect((await muster.signIn.verify(call)).kind).toBe("signed-in")
})

test("while backends are killed in the middle of their work, every user who tries again signs in, and none twice", async () => {
  const { muster, enrollUser, challengeTicket, direct, schema, stands } = world
  const users = Array.from({ length: 8 }, (_, n) => ({ id: `user-${n}`, email: `user-${n}@acme.example` }))
  const phones = []
  for (const user of users) phones.push({ user, app: (await enrollUser(user)).app })
  const tries = await Promise.all(
    phones.map(async ({ user, app }) => ({ ticket: await challengeTicket(user), code: app.code() })),
  )
  let failed = 0
  const signIn = async (call: { readonly ticket: string; readonly code: string }): Promise<string> => {
    try {
      return (await muster.signIn.verify({ ...call, attemptId })).kind
    } catch (error) {
      if (!unavailable(error)) throw error
      failed += 1
      return signIn(call)
    }
  }
  const answers = Promise.all(tries.map(signIn))
  // No more than the free tries, so that nobody has to wait for the attempts that were left behind.
  for (let killed = 0; killed < 4; ) {
    const { rows } = await direct.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = $1 and (state = 'active' or $2)`,
      [schema, failed > 0],
    )
    if (rows.length > 0) killed += 1
    else if (await isDone(answers)) break
  }
  expect(new Set(await answers)).toEqual(new Set(["signed-in"]))
  for (const { id } of users) expect(await stands(id)).toMatchObject({ accepted: 2, failures: 0 })
})

async function isDone(work: Promise<unknown>): Promise<boolean> {
  return Promise.race([work.then(() => true), sleep(0, false)])
}
