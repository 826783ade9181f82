// Writes what the code of this release leaves in the database, and the statements that it sends, into the folder of its
// version of the schema. Run it before a release, and never for a version that has been released: the folder shows what
// that release wrote.
import { mkdirSync, writeFileSync } from "node:fs"
import { staticKeyring, systemRandom } from "@muster/core"
import { startPostgres } from "@muster-tools/local-postgres"
import pg from "pg"
import { openWorld } from "../../../sdk/test/world.js"
import { migrate, postgresMailBudget, postgresStore } from "../../src/index.js"
import { recordingClient } from "./recording-client.js"
import { readRows } from "./rows.js"
import { playScenario } from "./scenario.js"

const server = await startPostgres()
const pool = new pg.Pool({ connectionString: server.url })
const schema = "formats_are_written_here"
const { version } = await migrate(pool, { schema })

const keys = { active: "2026", keys: { "2026": Buffer.from(systemRandom.bytes(32)).toString("base64") } }
const { client, recording } = recordingClient(pool, schema)
const played = await playScenario(
  openWorld({
    store: postgresStore({ client, schema }),
    mailBudget: postgresMailBudget({ client, schema }),
    keys: staticKeyring(keys),
  }),
)

const folder = new URL(`${String(version).padStart(4, "0")}/`, import.meta.url)
mkdirSync(folder, { recursive: true })
const write = (name: string, value: unknown) =>
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(value, null, 1)}\n`)
write("rows", await readRows(pool, schema))
write("world", { keys, ...played })
write("statements", recording)
await pool.end()
await server.stop()
