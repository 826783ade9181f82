import { authenticator } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { readUserState, writeUserState } from "../../../sdk/test/stored-users.js"
import { accountId, otherThan } from "../../../sdk/test/world.js"
import { migrate } from "../../src/index.js"
import { migrations } from "../../src/migrations/index.js"
import { type OpenSchema, openSchema } from "../open-schema.js"
import { openWritten, schemaWith } from "./open-written.js"
import { readRows } from "./rows.js"
import { writtenBy } from "./written-by.js"

let open: OpenSchema
beforeAll(async () => {
  open = await openSchema()
})
afterAll(() => open.close())

/** The rows of the oldest release also as they would lie in the tables of each version before it. */
const cases = writtenBy.flatMap((written, index) =>
  Array.from({ length: written.version }, (_, before) => ({ written, version: before + 1 })).filter(
    ({ version }) => index === 0 || version === written.version,
  ),
)

describe.each(cases)("rows of version $version", ({ written, version }) => {
  const { ann, bob, cara } = written.played
  let schema: string
  let world: ReturnType<typeof openWritten>
  beforeAll(async () => {
    schema = await schemaWith(open.pool, written, version)
    await migrate(open.pool, { schema })
    world = openWritten(open.pool, schema, written)
  })
  afterAll(() => open.pool.query(`drop schema ${schema} cascade`))

  test("are all still there after the migrations, as they were", async () => {
    const rows = await readRows(open.pool, schema)
    for (const [table, before] of Object.entries(written.rows)) {
      if (version < written.version && rows[table]?.length === 0) continue
      expect(rows[table]).toEqual(before.map((row) => expect.objectContaining(row)))
    }
    expect(rows.users).not.toEqual([])
  })

  test("are read: sessions go on, spent recovery codes stay spent, attempts stay counted", async () => {
    expect(await world.muster.sessions.check({ assurance: ann.assurance })).toMatchObject({ kind: "continue" })
    const before = await world.store.loadUser({ accountId, userId: "bob" })
    expect(before.throttles.codes.failures).toBe(3)
    const { ticket, usedRecoveryCode } = bob
    expect(await world.muster.signIn.useRecoveryCode({ ticket, code: usedRecoveryCode })).toMatchObject({
      kind: "wrong-code",
    })
  })

  test("are written: what was begun is finished with the tickets and the keys of then", async () => {
    const { muster, clock } = world
    const wrong = await muster.signIn.verify({ ticket: bob.ticket, code: otherThan(bob.code) })
    expect(wrong.kind).toBe("wrong-code")
    expectKind(await muster.signIn.verify({ ticket: bob.ticket, code: bob.code }), "signed-in")
    const app = authenticator(cara.otpauthUri, clock)
    expectKind(await muster.enrollment.confirm({ ticket: cara.ticket, code: app.code() }), "enrolled")
    const [code = ""] = ann.recoveryCodes
    const ticket = await world.challengeTicket({ id: "ann", email: "ann@acme.example" })
    expectKind(await muster.signIn.useRecoveryCode({ ticket, code }), "signed-in")
    const actor = { assurance: ann.assurance }
    const moved = await muster.accounts.setForcedLogout({ accountId, actor, forcedLogout: null })
    expectKind(moved, "saved")
    expect((await muster.accounts.events({ accountId, limit: 1 })).items[0]?.kind).toMatch(/forced-logout/)
  })
})

test.each(writtenBy.flatMap(({ rows }) => rows.users ?? []))(
  "the record of $user_id is read and written again without losing anything",
  ({ version, format, state }) => {
    const json = String(state)
    const columns = { status: "", epoch: 0, sealedKeyIds: [] }
    const { record } = readUserState({
      version: Number(version),
      value: { format: Number(format), json, columns },
    })
    expect(JSON.parse(writeUserState(record, 0).json)).toMatchObject(JSON.parse(json))
  },
)

test("there are rows of the version that this release makes; write-formats.ts writes them", () => {
  expect(writtenBy.at(-1)?.version).toBe(migrations.length)
})
