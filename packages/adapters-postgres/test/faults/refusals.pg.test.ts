import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { accountId, system } from "../../../sdk/test/world.js"
import { postgresStore } from "../../src/index.js"
import { aUser } from "../fixtures.js"
import { openRole } from "../open-role.js"
import { type FaultWorld, openFaults } from "./open-faults.js"
import { unavailable } from "./unavailable.js"

let world: FaultWorld
beforeAll(async () => {
  world = await openFaults()
  const { direct, schema } = world
  await direct.query(`create sequence ${schema}.raised;
    create function ${schema}.refuse() returns trigger language plpgsql as $$ begin
      perform nextval('${schema}.raised');
      raise exception 'could not extend file: acme, ann' using errcode = tg_argv[0];
    end $$`)
})
beforeEach(() => world.clock.advance({ seconds: 30 }))
afterAll(() => world.close())

/** Has every statement refused that does this, once the rest of it is done; returns what ends that. */
async function refuse(table: string, when: string, state: string): Promise<() => Promise<unknown>> {
  const { direct, schema } = world
  const on = `${schema}.${table}`
  await direct.query(`create trigger refuse ${when} execute function ${schema}.refuse('${state}')`.replace("$on", on))
  return () => direct.query(`drop trigger refuse on ${on}`)
}

async function everyRow(): Promise<unknown> {
  const { direct, schema } = world
  const { rows } = await direct.query(
    ["users", "events", "mail"]
      .map((table) => `select to_jsonb(t)::text as row from ${schema}.${table} t`)
      .join(" union all "),
  )
  return rows.map(({ row }) => row).sort()
}

const onCharge = "before update on $on for each row when (new.version = old.version)"
const onSave = "before update on $on for each row when (new.version > old.version)"
const onOutput = "before insert on $on for each row"
const isCharge = "when (new.kind = 'attempt-charged')"

/** Where it strikes: at the user's row, or at what the same statement writes besides. */
const places = [
  { at: "charge", table: "users", when: onCharge },
  { at: "event of the charge", table: "events", when: `${onOutput} ${isCharge}` },
  { at: "save", table: "users", when: onSave },
  { at: "event of the save", table: "events", when: `${onOutput} ${isCharge.replace("=", "<>")}` },
]
/** What a server says that is full, becomes a replica, is shut down, has no memory, or cannot read its disk. */
const states = ["53100", "25006", "57P01", "53200", "58030"]
const cases = places.flatMap((place) => states.map((state) => ({ ...place, state })))

describe("a statement that is refused", () => {
  test.each(cases)(
    "with $state at the $at: typed, all or nothing, and nothing is accepted",
    async ({ at, table, when, state }) => {
      const { muster, challengeTicket, app, stands, comparisons } = world
      const [ticket, code] = [await challengeTicket(), app.code()]
      const signIn = () => muster.signIn.verify({ ticket, code })
      const [rows, before, compared] = [await everyRow(), await stands(), comparisons()]
      const mend = await refuse(table, when, state)
      const error = await signIn().catch((thrown) => thrown)
      expect(error).toSatisfy(unavailable)
      expect(error.message).toContain(state)
      expect(JSON.stringify([error.message, error.stack, error.cause ?? null])).not.toMatch(/acme|ann/)
      if (at.includes("charge")) {
        expect(await everyRow()).toEqual(rows)
        expect(comparisons()).toBe(compared)
      } else {
        expect(await stands()).toEqual({ ...before, failures: before.failures + 1 })
      }
      await mend()
      expect((await signIn()).kind).toBe("signed-in")
    },
  )

  test("at a mail: the change that it would have told of is not made either", async () => {
    const { muster, enrollUser } = world
    await enrollUser({ id: "bob", email: "bob@acme.example" })
    const rows = await everyRow()
    const mend = await refuse("mail", onOutput, "53100")
    const reset = () => muster.users.reset({ accountId, userId: "bob", actor: system, reason: "lost" })
    await expect(reset()).rejects.toSatisfy(unavailable)
    expect(await everyRow()).toEqual(rows)
    await mend()
    expect((await reset()).kind).toBe("reset")
  })

  test.each(["40001", "40P01"])(
    "with %s is tried five times, is then a conflict, and nothing is accepted",
    async (state) => {
      const { muster, challengeTicket, app, stands, direct, schema } = world
      const [ticket, code, before] = [await challengeTicket(), app.code(), await stands()]
      const signIn = () => muster.signIn.verify({ ticket, code })
      for (const [when, failures] of [
        [onCharge, before.failures],
        [onSave, before.failures + 1],
      ] as const) {
        await direct.query(`alter sequence ${schema}.raised restart`)
        const mend = await refuse("users", when, state)
        await expect(signIn()).rejects.toMatchObject({ code: "ERR_STORE_CONFLICT", retryable: true })
        await mend()
        const { rows } = await direct.query(`select last_value::int as tries from ${schema}.raised`)
        expect(rows[0].tries).toBe(5)
        expect(await stands()).toEqual({ ...before, failures })
      }
      expect((await signIn()).kind).toBe("signed-in")
    },
  )
})

test("a connection to what has become a replica reads, charges nothing, and is replaced by one to whoever writes now", async () => {
  const { muster, pool, challengeTicket, app, stands, comparisons, close } = await openFaults({ pool: { max: 1 } })
  await pool.query("set default_transaction_read_only = on")
  const [ticket, code, before, compared] = [await challengeTicket(), app.code(), await stands(), comparisons()]
  const error = await muster.signIn.verify({ ticket, code }).catch((thrown) => thrown)
  expect(error).toSatisfy(unavailable)
  expect(error.message).toContain("25006")
  expect([await stands(), comparisons()]).toEqual([before, compared])
  expect((await muster.signIn.verify({ ticket, code })).kind).toBe("signed-in")
  await close()
})

test("a server that takes no more connections is no store, and serves the next call once it has room", async () => {
  const { direct, schema } = world
  const role = await openRole(direct)
  await direct.query(`grant usage on schema ${schema} to ${role.name}; alter role ${role.name} connection limit 0;
    grant select on all tables in schema ${schema} to ${role.name}`)
  const store = postgresStore({ client: role.client, schema })
  const error = await store.loadUser(aUser()).catch((thrown) => thrown)
  expect(error).toSatisfy(unavailable)
  expect(error.message).toContain("53300")
  await direct.query(`alter role ${role.name} connection limit 1`)
  expect((await store.loadUser(aUser())).user).toBeUndefined()
  await role.close()
})
