// Prevents a release note from going missing: a change to a package comes with a changeset. Compares with the branch
// `main` where there is one; a clone of a single commit has nothing to compare with, and only the changesets are read.
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { root } from "./workspaces.mjs"

const exists = (ref) => spawnSync("git", ["rev-parse", "--verify", "--quiet", ref], { cwd: root }).status === 0
const since = ["main", "origin/main", "HEAD"].find(exists)
if (since === undefined) {
  console.log("no commit to compare with")
} else {
  const changeset = join(root, "node_modules/.bin/changeset")
  const { status } = spawnSync(changeset, ["status", "--since", since], { cwd: root, stdio: "inherit" })
  process.exitCode = status ?? 1
}
