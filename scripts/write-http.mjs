// Writes docs/reference/openapi.json from the routes of @muster/http and their schemas, and the table of routes in its README;
// with --check it only compares, and fails when one is out of date. Clients are generated from the document, so it must not be
// kept by hand.
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { root } from "./workspaces.mjs"

const document = "docs/reference/openapi.json"
const readme = "packages/http/README.md"

// The routes are TypeScript, which Node reads with the help of tsx.
const flags = ["--conditions=@muster/source", "--import=tsx"]
if (!flags.every((flag) => process.execArgv.includes(flag))) {
  const args = [...flags, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  process.exit(spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status ?? 1)
}

const load = (file) => import(new URL(`../packages/http/${file}`, import.meta.url).href)
const { openApi } = await load("src/openapi/index.ts")
const { routeTable } = await load("test/route-table.ts")

const pages = [
  [document, formatted(JSON.stringify(openApi()))],
  [readme, withTable(readFileSync(join(root, readme), "utf8"))],
]
for (const [page, text] of pages) {
  const path = join(root, page)
  if (!process.argv.includes("--check")) writeFileSync(path, text)
  else if (!existsSync(path) || readFileSync(path, "utf8") !== text) {
    console.log(`${page} is out of date: run "node scripts/write-http.mjs"`)
    process.exitCode = 1
  }
}
console.log(`${Object.keys(openApi().paths).length} routes`)

/** As lint wants it, with what fits in one line. */
function formatted(json) {
  const args = ["format", `--stdin-file-path=${document}`]
  const { status, stdout, stderr } = spawnSync(join(root, "node_modules/.bin/biome"), args, {
    cwd: root,
    input: json,
    encoding: "utf8",
    maxBuffer: 10_000_000,
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
}

function withTable(text) {
  const [begin, end] = ["<!-- Written by scripts/write-http.mjs: -->\n\n", "\n\n<!-- the end of it -->"]
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${readme} has no place for the table of routes`)
  return text.slice(0, from + begin.length) + routeTable() + text.slice(to)
}
