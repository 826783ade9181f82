// `npm run mutation`: changes the deciding modules of @muster/policy and @muster/enrollment one operator at a time, and runs
// their tests against each change. Takes half an hour, so it is no part of `npm test`. Fails when a comparison can be changed
// unnoticed: a rule that binds a moment too early or too late is the fault that nobody sees in a review.
//
// `npm run mutation -- enrollment` looks at one package, `npm run mutation -- policy src/updates` at one folder of it.
import { spawnSync } from "node:child_process"
import { readFileSync, rmSync } from "node:fs"
import { join, relative } from "node:path"
import { root } from "./workspaces.mjs"

const packages = ["policy", "enrollment"]
const [name, ...folders] = process.argv.slice(2)
if (name === undefined) {
  const runs = packages.map((each) => spawnSync(process.execPath, [import.meta.filename, each], { stdio: "inherit" }))
  process.exit(runs.every(({ status }) => status === 0) ? 0 : 1)
}
if (!packages.includes(name)) throw new Error(`${name} is none of ${packages.join(", ")}`)

const folder = join(root, "packages", name)
const report = join(root, ".cache/mutation.json")
const scopes = folders.flatMap((scope) => [`${scope}/**/*.ts`, `!${scope}/**/*.test.ts`])
const args = scopes.length === 0 ? ["run"] : ["run", "--mutate", scopes.join(",")]

rmSync(report, { force: true })
const { status } = spawnSync(join(root, "node_modules/.bin/stryker"), args, {
  cwd: folder,
  stdio: ["ignore", "inherit", "inherit"],
})
if (status !== 0) process.exit(status ?? 1)

const { files, testFiles } = JSON.parse(readFileSync(report, "utf8"))
// A mutant that does not parse spoils its file, and every test file that imports it is then left out without a word.
const unloaded = listTestFiles().filter((file) => !(file in testFiles))
if (unloaded.length > 0) throw new Error(`no test ran of ${unloaded.join(", ")}: the scores would mean nothing`)
const mutants = Object.entries(files).flatMap(([file, { mutants }]) => mutants.map((mutant) => ({ file, ...mutant })))
const judged = mutants.filter(({ status }) => ["Killed", "Timeout", "Survived", "NoCoverage"].includes(status))
const noticed = ({ status }) => status === "Killed" || status === "Timeout"
const isComparison = ({ mutatorName }) => mutatorName === "EqualityOperator"

const score = (some) => `${some.filter(noticed).length} of ${some.length} noticed`
for (const part of [...new Set(judged.map(({ file }) => file.split("/").slice(0, 2).join("/")))].sort()) {
  const own = judged.filter(({ file }) => file.startsWith(part))
  console.log(`${part.padEnd(16)} ${score(own)}, comparisons ${score(own.filter(isComparison))}`)
}
console.log(`all              ${score(judged)}, comparisons ${score(judged.filter(isComparison))}`)

const unnoticed = judged.filter((mutant) => isComparison(mutant) && !noticed(mutant))
for (const { file, location, replacement } of unnoticed) {
  console.log(`${file}:${location.start.line} can be changed to ${replacement} unnoticed`)
}
process.exitCode = unnoticed.length === 0 ? 0 : 1

/** The test files that each mutant has to meet. */
function listTestFiles() {
  const args = ["list", "--filesOnly", "--json", "--config", "vitest.mutation.config.ts"]
  const { stdout } = spawnSync(join(root, "node_modules/.bin/vitest"), args, { cwd: folder, encoding: "utf8" })
  return JSON.parse(stdout).map(({ file }) => relative(folder, file))
}
