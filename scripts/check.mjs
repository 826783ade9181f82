// `npm test`: every check there is, one after the other, since they share two cores and one tree. A check that fails does
// not stop the others, except those that need what it makes. Ends with `N passed, N failed`, counting checks and tests.
// `npm test -- types docs` runs the checks of these names alone.
import { spawn } from "node:child_process"
import { mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { root } from "./workspaces.mjs"

const testReport = (name) => join(root, `.cache/${name}.json`)
const script = (name) => ["node", `scripts/${name}.mjs`]
const turbo = (task) => ["turbo", "run", task, "--output-logs=errors-only", "--continue"]
const vitest = (mode) => [
  "vitest",
  "run",
  "--mode",
  mode,
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${testReport(mode)}`,
]
const testRuns = [
  { name: "branches", commands: [vitest("branches")] },
  { name: "others", commands: [vitest("others")] },
]

const allChecks = [
  { name: "lint", commands: [["biome", "ci", "--colors=off", "--error-on-warnings", "."]] },
  { name: "boundaries", commands: [script("check-boundaries")] },
  { name: "purity", commands: [script("check-purity")] },
  { name: "file-size", commands: [script("check-file-size")] },
  { name: "types", commands: [turbo("typecheck"), ["tsc", "-p", "tsconfig.json"]] },
  {
    name: "uses",
    commands: [
      script("check-uses"),
      ["node", "--conditions=@muster/source", "--import=tsx", "--test", "type-tests/uses/password-session.test.ts"],
    ],
  },
  ...testRuns,
  { name: "build", commands: [turbo("build")] },
  { name: "packages", commands: [script("check-packages")], needs: "build" },
  {
    name: "docs",
    commands: [
      script("check-readme"),
      script("check-examples"),
      [...script("write-reasons"), "--check"],
      [...script("write-events"), "--check"],
      [...script("write-http"), "--check"],
      [...script("write-security-cases"), "--check"],
      ["typedoc"],
    ],
  },
  { name: "lockfile", commands: [script("check-lockfile")] },
  { name: "changesets", commands: [script("check-changesets")] },
]

const names = process.argv.slice(2)
for (const name of names)
  if (!allChecks.some((check) => check.name === name)) throw new Error(`no check is named ${name}`)
// A check that is asked for brings along the one whose results it reads: yesterday's would do for a wrong answer.
const needed = allChecks.filter(({ name }) => names.includes(name)).flatMap(({ needs = [] }) => needs)
const wanted = new Set([...names, ...needed])
const checks = names.length === 0 ? allChecks : allChecks.filter(({ name }) => wanted.has(name))

mkdirSync(join(root, ".cache"), { recursive: true })
for (const { name } of testRuns) rmSync(testReport(name), { force: true })
const failures = new Map()
for (const { name, commands, needs } of checks) {
  const began = Date.now()
  const failure = failures.has(needs) ? `${needs} failed` : await firstFailure(commands)
  if (failure !== undefined) failures.set(name, failure)
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(`${failure === undefined ? "ok    " : "FAILED"}  ${name.padEnd(16)} ${seconds.padStart(6)} s`)
}
for (const [name, output] of failures) console.log(`\n──── ${name} ────\n\n${output}`)

const tests = testRuns.filter((run) => checks.includes(run)).map(({ name }) => countTests(name))
const sum = (counts) => counts.reduce((total, count) => total + count, 0)
const passed = sum([checks.length - failures.size, ...tests.map((run) => run.passed)])
const failed = sum([failures.size, ...tests.map((run) => run.failed)])
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** Runs commands until one fails, and returns what that one printed. */
async function firstFailure(commands) {
  for (const command of commands) {
    const { code, output } = await run(command)
    if (code !== 0) return output
  }
  return undefined
}

function run([command, ...args]) {
  const program = command === "node" ? process.execPath : join(root, "node_modules/.bin", command)
  const env = { ...process.env, NO_COLOR: "1", TURBO_TELEMETRY_DISABLED: "1", NO_UPDATE_NOTIFIER: "1" }
  delete env.FORCE_COLOR
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] })
    const chunks = []
    // Whoever interrupts means the whole run, not this check alone.
    const stop = (signal) => {
      child.kill()
      process.exit(signal === "SIGINT" ? 130 : 143)
    }
    process.once("SIGTERM", stop).once("SIGINT", stop)
    child.stdout.on("data", (chunk) => chunks.push(chunk))
    child.stderr.on("data", (chunk) => chunks.push(chunk))
    child.on("error", (error) => chunks.push(Buffer.from(`${error.message}\n`)))
    child.on("close", (code) => {
      process.off("SIGTERM", stop).off("SIGINT", stop)
      resolve({ code, output: Buffer.concat(chunks).toString() })
    })
  })
}

/** A file that could not be loaded counts as one failed test: it holds tests that did not run. */
function countTests(name) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(testReport(name), "utf8"))
    const unloaded = testResults.filter(
      ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
    )
    return { passed: numPassedTests, failed: numFailedTests + unloaded.length }
  } catch {
    return { passed: 0, failed: 0 }
  }
}
