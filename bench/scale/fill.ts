// Fills a schema of a server of yours with users, accounts, device groups, events, mail and the rest, in the proportions of
// sizes.ts, to look at it or to measure on it. The keys that seal the secrets are thrown away: nobody can type a code of a seeded
// user. Takes DATABASE_URL.
//
//   node --conditions=@muster/source --import=tsx bench/scale/fill.ts --users 10000 --schema muster_scale
import { migrate } from "@muster/adapters-postgres"
import { ephemeralKeys } from "@muster/core"
import { startPostgres } from "@muster-tools/local-postgres"
import pg from "pg"
import { readOptions } from "./options.js"
import { seed } from "./seed.js"
import { sizesOf } from "./sizes.js"

const { users, schema } = readOptions()
const server = await startPostgres()
const pool = new pg.Pool({ connectionString: server.url, max: 3 }).on("error", () => {})
const began = Date.now()
await migrate(pool, { schema })
const { sizes } = await seed(pool, schema, { keys: ephemeralKeys(), sizes: sizesOf(users) })
console.log(`${schema}: ${JSON.stringify(sizes)} in ${((Date.now() - began) / 1000).toFixed(0)} s`)
await pool.end()
if (server.kind === "started") console.log("DATABASE_URL names no server: this one is gone again.")
await server.stop()
