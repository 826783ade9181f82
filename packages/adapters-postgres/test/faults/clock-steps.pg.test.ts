import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan, web } from "../../../sdk/test/world.js"
import { postgresStore } from "../../src/index.js"
import { type FaultWorld, openFaults } from "./open-faults.js"

// The world's clock is the true time; those of database and machines differ from it by as much as a test says.
let world: FaultWorld
beforeAll(async () => {
  world = await openFaults()
  await world.direct.query(`create table ${world.schema}.fake_time (now float8);
    insert into ${world.schema}.fake_time values (0);
    create function ${world.schema}.clock_timestamp() returns timestamptz language sql volatile as $$
      select to_timestamp(now / 1000) from ${world.schema}.fake_time $$`)
})
beforeEach(() => world.clock.advance({ seconds: 30 }))
afterAll(() => world.close())

const drifted = { code: "ERR_CONFIGURATION", field: "clock" }

/** A machine with a clock that is meant to be right, and a database whose clock is not the system's. */
function openMachine() {
  const { open, schema, keys, clock, direct } = world
  let offset = 0
  const options = `-c search_path=${schema},pg_catalog`
  const store = postgresStore({ client: open.openPool({ options, max: 2 }), schema })
  const { muster } = openWorld({ store, keys, clock: { now: () => clock.now() + offset } })
  return {
    muster,
    /** In milliseconds from the true time. */
    async setClocks({ machine, database }: { readonly machine: number; readonly database: number }) {
      offset = machine
      await direct.query(`update ${schema}.fake_time set now = $1`, [clock.now() + database])
    },
    async challengeTicket() {
      const challenge = await muster.signIn.begin({ accountId, user: ann, client: web, primary: "password" })
      if (challenge.kind !== "challenge") throw new Error(challenge.kind)
      return challenge.ticket
    },
  }
}

test.each([
  { machine: 5001, database: 0 },
  { machine: -5001, database: 0 },
  { machine: 0, database: 5001 },
  { machine: 0, database: -5001 },
])(
  "a machine at $machine ms and a database at $database ms throw before anything is charged or compared",
  async (clocks) => {
    const { challengeTicket, app, stands, comparisons } = world
    const machine = openMachine()
    const [ticket, before, compared] = [await challengeTicket(), await stands(), comparisons()]
    await machine.setClocks(clocks)
    await expect(machine.muster.signIn.verify({ ticket, code: app.code() })).rejects.toMatchObject(drifted)
    await expect(machine.challengeTicket()).rejects.toMatchObject(drifted)
    expect([await stands(), comparisons()]).toEqual([before, compared])
  },
)

test.each([300_000, -300_000])(
  "a clock that steps by %i ms after it was compared costs nobody an attempt, and uses no later code up",
  async (step) => {
    const { challengeTicket, app, clock, stands, comparisons } = world
    const machine = openMachine()
    await machine.setClocks({ machine: 0, database: 0 })
    const [ticket, before] = [await machine.challengeTicket(), await stands()]
    const compared = comparisons()
    await machine.setClocks({ machine: step, database: 0 })
    clock.set(clock.now() + step)
    const ofThatTime = app.code()
    clock.set(clock.now() - step)
    await expect(machine.muster.signIn.verify({ ticket, code: ofThatTime })).rejects.toMatchObject(drifted)
    expect(comparisons()).toBe(compared)
    expect(await stands()).toMatchObject({ failures: 0, accepted: before.accepted })
    const now = { ticket: await challengeTicket(), code: app.code() }
    expect((await world.muster.signIn.verify(now)).kind).toBe("signed-in")
  },
)

test("when all clocks step back after an accepted code, it is a replay and no error, and later codes work as ever", async () => {
  const { app, clock } = world
  const machine = openMachine()
  const earlier = app.code()
  clock.advance({ seconds: 30 })
  await machine.setClocks({ machine: 0, database: 0 })
  const used = app.code()
  const signIn = async (code: string) => machine.muster.signIn.verify({ ticket: await machine.challengeTicket(), code })
  expect((await signIn(used)).kind).toBe("signed-in")
  for (const step of [-4000, -30_000]) {
    await machine.setClocks({ machine: step, database: step })
    expect(await signIn(used)).toMatchObject({ kind: "wrong-code", why: "already-used" })
    expect(await signIn(earlier)).toMatchObject({ kind: "wrong-code", why: "already-used" })
  }
  clock.advance({ seconds: 30 })
  await machine.setClocks({ machine: 0, database: 0 })
  expect((await signIn(app.code())).kind).toBe("signed-in")
})

test("machines whose clocks differ by less decide alike: a wait that one began holds on the other to the same instant", async () => {
  const { app } = world
  const [fast, slow] = [openMachine(), openMachine()]
  await fast.setClocks({ machine: 4900, database: 0 })
  await slow.setClocks({ machine: -4900, database: 0 })
  const wrong = otherThan(app.code())
  for (let tries = 1; tries <= 5; tries++) {
    await fast.muster.signIn.verify({ ticket: await fast.challengeTicket(), code: wrong })
  }
  const [here, there] = [
    await fast.muster.signIn.verify({ ticket: await fast.challengeTicket(), code: app.code() }),
    await slow.muster.signIn.verify({ ticket: await slow.challengeTicket(), code: app.code() }),
  ]
  expect(here.kind).toBe("throttled")
  expect(there).toEqual(here)
})
