// `npm run test:matrix`: the conformance kit and the races of the services on every supported Postgres, at every isolation
// level, directly and through PgBouncer in transaction mode. Outside `npm test`, since it takes minutes and installs servers.
// `npm run test:matrix -- 17 pooled` runs the combinations that all these words name.
import { spawn } from "node:child_process"
import { once } from "node:events"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { type PostgresMajor, postgresMajors, startPgBouncer, startPostgres } from "@muster-tools/local-postgres"
import pg from "pg"

const root = fileURLToPath(new URL("..", import.meta.url))
const suites = ["conformance.pg", "parallel-codes.pg", "enabling-races.pg"]
const isolations = ["read committed", "repeatable read", "serializable"] as const
const ways = ["direct", "pooled"] as const
const asked = process.argv.slice(2)

const names = (major: PostgresMajor, isolation: string, way: string) => [
  String(major),
  isolation.replace(" ", "-"),
  way,
]
const isWanted = (words: readonly string[]) => asked.every((word) => words.includes(word))
const known = postgresMajors.flatMap((major) =>
  isolations.flatMap((isolation) => ways.flatMap((way) => names(major, isolation, way))),
)
const unknown = asked.find((word) => !known.includes(word))
if (unknown !== undefined) throw new Error(`${unknown} is none of ${[...new Set(known)].join(", ")}`)

let [passed, failed, skipped] = [0, 0, 0]
for (const major of postgresMajors) {
  const combinations = isolations.flatMap((isolation) => ways.map((way) => ({ isolation, way })))
  const wanted = combinations.filter(({ isolation, way }) => isWanted(names(major, isolation, way)))
  if (wanted.length === 0) continue
  const server = await startPostgres({ major })
  const bouncer = wanted.some(({ way }) => way === "pooled") ? await startPgBouncer(server.url) : null
  for (const { isolation, way } of wanted) {
    const name = names(major, isolation, way).join(" ")
    const url = way === "direct" ? server.url : bouncer?.url
    if (url === undefined) {
      skipped += 1
      console.log(`SKIPPED ${name}: no pgbouncer is installed here`)
      continue
    }
    await setIsolation(server.url, isolation)
    const began = Date.now()
    const { status, output } = await runSuites(url, way)
    if (status === 0) passed += 1
    else failed += 1
    console.log(`${status === 0 ? "ok     " : "FAILED "} ${name} ${((Date.now() - began) / 1000).toFixed(1)} s`)
    if (status !== 0) console.log(output)
  }
  await bouncer?.stop()
  await server.stop()
}
console.log(`\n${passed} combinations passed, ${failed} failed, ${skipped} skipped`)
process.exitCode = failed === 0 ? 0 : 1

/** For the connections that are opened from now on, which a pooler opens too. */
async function setIsolation(url: string, isolation: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(`alter database postgres set default_transaction_isolation = '${isolation}'`)
  // What a pooler keeps open has the level of before.
  await client.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and datname = 'postgres'",
  )
  await client.end()
}

// Not waited for synchronously: a server whose log nobody reads stops at its next line.
async function runSuites(url: string, way: (typeof ways)[number]) {
  const env = { ...process.env, DATABASE_URL: url, MUSTER_POOLED: way === "pooled" ? "1" : "", NO_COLOR: "1" }
  const args = ["run", "--project", "adapters-postgres", ...suites]
  const vitest = spawn(join(root, "node_modules/.bin/vitest"), args, {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "inherit"],
  })
  const [output, [status]] = await Promise.all([text(vitest.stdout), once(vitest, "exit")])
  return { status, output }
}
