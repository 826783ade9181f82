// Prevents a package without its licence: npm packs the LICENSE beside a package.json and no other. Runs as `prepack` in
// the package's folder; the copies are not kept in git.
import { copyFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "./workspaces.mjs"

copyFileSync(join(root, "LICENSE"), "LICENSE")
