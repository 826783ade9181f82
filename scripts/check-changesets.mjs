// Prevents a release note from going missing: a change to a package comes with a changeset. Compares with the branch
// `main` where there is one; a clone of a single commit has nothing to compare with, and only the changesets are read.
import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { publicPackages, root } from "./workspaces.mjs"

const git = (...args) => spawnSync("git", args, { cwd: root, encoding: "utf8" })
const since = ["main", "origin/main", "HEAD"].find((ref) => git("rev-parse", "--verify", "--quiet", ref).status === 0)

/** A commit that raises the version is the release itself: it has used its changesets up. */
function isRelease() {
  const [{ folder, manifest }] = publicPackages()
  const before = git("show", `${since}:${folder}/package.json`)
  return before.status === 0 && JSON.parse(before.stdout).version !== manifest.version
}

if (since === undefined) {
  console.log("no commit to compare with")
} else if (isRelease()) {
  console.log("a release, which has used its changesets up")
} else {
  const changeset = join(root, "node_modules/.bin/changeset")
  const { status } = spawnSync(changeset, ["status", "--since", since], { cwd: root, stdio: "inherit" })
  process.exitCode = status ?? 1
}
