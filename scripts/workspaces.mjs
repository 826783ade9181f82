import { readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

/** The folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** The published packages, in alphabetical order: `{ folder, manifest }`, the folder relative to the root. */
export function publicPackages() {
  return readdirSync(join(root, "packages"))
    .map((name) => join("packages", name))
    .map((folder) => ({ folder, manifest: JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) }))
    .filter(({ manifest }) => manifest.private !== true)
}

/** Every file under a folder, relative to the root; none if the folder does not exist. */
export function filesUnder(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort()
}

export const isTest = (file) => /\.(test|test-d)\.ts$|^packages\/[^/]+\/test\//.test(file)
