import { isMusterError } from "@muster/core"
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest"
import { accountId, system } from "../../../sdk/test/world.js"
import { type OpenSchema, openSchema } from "../open-schema.js"
import { openWritten, schemaWith } from "./open-written.js"
import { writtenBy } from "./written-by.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

const written = writtenBy.slice(-1)
const bob = { id: "bob", email: "bob@acme.example" }
const unreadable = (error: unknown) => isMusterError(error, "ERR_RECORD_UNREADABLE")

type World = ReturnType<typeof openWritten>

/** Calls that would read bob's record, and most of them save it. */
const callsAboutBob: readonly [string, (world: World) => Promise<unknown>][] = [
  ["signing in", (world) => world.begin(bob)],
  ["a code", ({ muster }) => muster.signIn.verify(ofBob())],
  ["a recovery code", ({ muster }) => muster.signIn.useRecoveryCode(ofBob())],
  ["another address", ({ muster }) => muster.users.primaryChanged({ accountId, userId: "bob" })],
  ["a reset", ({ muster }) => muster.users.reset({ accountId, userId: "bob", actor: system, reason: "lost" })],
]

function ofBob(): { readonly ticket: string; readonly code: string } {
  const { ticket, code } = written[0]?.played.bob ?? { ticket: "", code: "" }
  return { ticket, code }
}

for (const rows of written) {
  let schema: string
  let world: World
  beforeEach(async () => {
    schema = await schemaWith(open.pool, rows, rows.version)
    world = openWritten(open.pool, schema, rows)
    return async () => void (await open.pool.query(`drop schema ${schema} cascade`))
  })

  /** Without the version: the attempt of a call that has failed is returned, which leaves the state as it is. */
  const stored = async (table: string, where: string) =>
    (await open.pool.query(`select to_jsonb(t) - 'version' as row from ${schema}.${table} t where ${where}`)).rows
  /** As a release writes that knows a field more. */
  const nextFormat = "format = format + 1, state = left(state, -1) || ',\"passkeys\":[]}'"

  test.each(callsAboutBob)(
    "%s: a user's record in a newer format is not read, and stays byte for byte",
    async (_, call) => {
      await open.pool.query(`update ${schema}.users set ${nextFormat} where user_id = 'bob'`)
      const before = await stored("users", "user_id = 'bob'")
      await expect(call(world)).rejects.toSatisfy(unreadable)
      expect(await stored("users", "user_id = 'bob'")).toEqual(before)
    },
  )

  test("a user's record in a newer format stops nobody else", async () => {
    await open.pool.query(`update ${schema}.users set ${nextFormat} where user_id = 'bob'`)
    expect((await world.begin({ id: "ann", email: "ann@acme.example" })).kind).toBe("challenge")
  })

  test("jobs leave a record in a newer format as it is", async () => {
    await open.pool.query(`update ${schema}.users set ${nextFormat}, sealed_key_ids = '{2020}' where user_id = 'bob'`)
    const before = await stored("users", "user_id = 'bob'")
    await world.muster.jobs.run().catch((error) => expect(error).toSatisfy(unreadable))
    expect(await stored("users", "user_id = 'bob'")).toEqual(before)
  })

  test("an account in a newer format is not read, and stays byte for byte", async () => {
    await open.pool.query(`update ${schema}.accounts set ${nextFormat}`)
    const before = await stored("accounts", "true")
    const { accounts } = world.muster
    await expect(accounts.disable({ accountId, actor: system, reason: "no" })).rejects.toSatisfy(unreadable)
    await expect(accounts.configure({ accountId, actor: system, settings: {} })).rejects.toSatisfy(unreadable)
    await expect(world.begin(bob)).rejects.toSatisfy(unreadable)
    expect(await stored("accounts", "true")).toEqual(before)
  })
}
