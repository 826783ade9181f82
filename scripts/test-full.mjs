// `npm run test:full`: the suites that take minutes, outside `npm test`, one after the other. A plain run of the tests has a
// smaller part of each. `npm run test:full -- histories scale` runs the suites of these names alone.
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { root } from "./workspaces.mjs"

const vitest = (project, files) => ["vitest", "run", "--project", project, files]
const program = (file) => ["tsx", "--conditions=@muster/source", file]

const allSuites = [
  // The random histories of the sdk, as many as make 100,000 commands, and what they came to.
  { name: "histories", command: vitest("sdk", "test/histories") },
  // 1,000,000 users in 10,000 accounts: the plan of each statement, lists to their last page, a forced logout.
  { name: "scale", command: vitest("adapters-postgres", "test/scale") },
  // The kit and the races on each release of Postgres, at each isolation level, directly and through PgBouncer.
  { name: "matrix", command: program("scripts/postgres-matrix.ts") },
  // 500 sign-ins a second for two minutes, while accounts are edited and machines are killed: every event is accounted for.
  { name: "load", command: program("bench/load/index.ts") },
]

const names = process.argv.slice(2)
for (const name of names)
  if (!allSuites.some((suite) => suite.name === name)) throw new Error(`no suite is named ${name}`)
const suites = names.length === 0 ? allSuites : allSuites.filter(({ name }) => names.includes(name))

const env = { ...process.env, MUSTER_FULL: "1" }
const results = suites.map(({ name, command: [bin, ...args] }) => {
  const began = Date.now()
  const { status } = spawnSync(join(root, "node_modules/.bin", bin), args, { cwd: root, env, stdio: "inherit" })
  return { name, passed: status === 0, seconds: (Date.now() - began) / 1000 }
})
for (const { name, passed, seconds } of results) {
  console.log(`${passed ? "ok    " : "FAILED"}  ${name.padEnd(16)} ${seconds.toFixed(1).padStart(6)} s`)
}
process.exitCode = results.every(({ passed }) => passed) ? 0 : 1
