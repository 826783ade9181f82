// What size costs: each call in an account with 500,000 users and 100,000 device groups, among 10,000 accounts and 1,000,000 users,
// and the same call in an account with 1,000 users, among 20 accounts and 2,000 users; in turns on one server. The ratio is what
// to look at. Starts a Postgres of its own, or takes DATABASE_URL; needs 6 GB of disk for as long as it runs.
//
//   npm run bench:scale
//   npm run bench:scale -- --users 10000
import { migrate } from "@muster/adapters-postgres"
import { ephemeralKeys } from "@muster/core"
import { startPostgres } from "@muster-tools/local-postgres"
import pg from "pg"
import { measurements, openMeasured } from "./measurements.js"
import { readOptions } from "./options.js"
import { seed } from "./seed.js"
import { sizesOf } from "./sizes.js"

const { users, schema } = readOptions()
const smallUsers = 2000
const keys = ephemeralKeys()
const server = await startPostgres()
const pool = new pg.Pool({ connectionString: server.url, max: 3 }).on("error", () => {})
const schemas = { small: `${schema}_small`, large: schema }

async function filled(name: string, count: number) {
  const began = Date.now()
  await migrate(pool, { schema: name })
  const seeded = await seed(pool, name, { keys, sizes: sizesOf(count) })
  console.log(`${count} users were seeded in ${((Date.now() - began) / 1000).toFixed(0)} s`)
  return openMeasured(pool, seeded, keys)
}

try {
  const sides = { small: await filled(schemas.small, smallUsers), large: await filled(schemas.large, users) }
  for (const { name, rounds, per, call } of measurements) {
    const times = { small: [] as number[], large: [] as number[] }
    for (let round = -1; round < rounds; round++) {
      for (const side of ["small", "large"] as const) {
        const began = performance.now()
        await call(sides[side], round + 1)
        // The first round fills caches.
        if (round >= 0) times[side].push((performance.now() - began) / per(sides[side]))
      }
    }
    const [small, large] = [median(times.small), median(times.large)]
    const each = `${small.toFixed(2).padStart(8)} ms, ${large.toFixed(2).padStart(8)} ms`
    console.log(`${name.padEnd(44)} ${each}: × ${(large / small).toFixed(2)}`)
  }
} finally {
  for (const name of Object.values(schemas)) await pool.query(`drop schema if exists ${name} cascade`)
  await pool.end()
  await server.stop()
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] as number
}
