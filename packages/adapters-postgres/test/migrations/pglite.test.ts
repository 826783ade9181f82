import { readFileSync } from "node:fs"
import { PGlite } from "@electric-sql/pglite"
import { expect, test } from "vitest"
import { fromPglite, migrate, migrationPlan, migrationStatus } from "../../src/index.js"
import { migrations } from "../../src/migrations/index.js"
import { dumpSchema } from "./dump-schema.js"

const newest = migrations.length
/** PGlite takes seconds to begin, and more where other tests run beside it. */
const patience = 120_000

test(
  "on PGlite, status, plan, dry run and migration work as on a server, and make the schema of schema.sql",
  async () => {
    const db = new PGlite()
    const client = fromPglite(db)
    expect(await migrationStatus(client)).toMatchObject({ kind: "behind", version: 0, mayMigrate: true })
    expect(await migrate(client, { dryRun: true })).toEqual({ kind: "would-migrate", version: 0 })
    expect((await migrationPlan(client)).migrations).toHaveLength(newest)
    expect(await migrate(client)).toEqual({ kind: "migrated", version: newest })
    expect(await migrationStatus(client)).toMatchObject({ kind: "up-to-date", version: newest })
    expect(await dumpSchema(client, "muster")).toBe(readFileSync(new URL("../../schema.sql", import.meta.url), "utf8"))
    await db.close()
  },
  patience,
)
