// `npm run test:full`: the random histories of the sdk, as many as make 100,000 commands, and what they came to. Outside
// `npm test`, since they take minutes.
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { root } from "./workspaces.mjs"

const vitest = join(root, "node_modules/.bin/vitest")
const args = ["run", "--project", "sdk", "test/histories", ...process.argv.slice(2)]
const env = { ...process.env, MUSTER_FULL: "1" }
process.exitCode = spawnSync(vitest, args, { cwd: root, env, stdio: "inherit" }).status ?? 1
