// Prevents a clone that cannot be installed: npm writes a lock without complaint when it could not see every optional
// package of another platform, and `npm ci` then refuses it. And prevents one that installs from one registry only.
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./workspaces.mjs"

const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"))
const addresses = Object.entries(packages).filter(([, entry]) => /^https?:/.test(entry.resolved ?? ""))
for (const [path] of addresses) console.log(`${path}: the lock names the address it was downloaded from`)

const { status, stdout, stderr } = spawnSync("npm", ["ci", "--dry-run", "--no-audit", "--no-fund"], {
  cwd: root,
  encoding: "utf8",
})
const missing = `${stdout}${stderr}`.split("\n").filter((line) => /Missing:|Invalid:/.test(line))
for (const line of missing) console.log(line)
if (status !== 0 && missing.length === 0) console.log(stderr)
process.exitCode = status === 0 && addresses.length === 0 && missing.length === 0 ? 0 : 1
