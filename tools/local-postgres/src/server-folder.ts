import { chown, mkdtemp, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type ServerUser, succeeds } from "./server-user.js"

/** Makes the folder that holds all of a server, owned by the server's user and closed to others. */
export async function makeFolder(user: ServerUser): Promise<string> {
  // TMPDIR may lie in a home that `nobody` cannot enter.
  const parent = [tmpdir(), "/tmp"].find((folder) =>
    succeeds("sh", ["-c", 'test -w "$0" && test -x "$0"', folder], user),
  )
  if (parent === undefined)
    throw new Error("The server's user can write no temporary folder. Set TMPDIR to one that it can.")
  const folder = await mkdtemp(join(parent, "muster-postgres-"))
  await give(folder, user)
  return folder
}

/** Writes a file that only the server's user can read. */
export async function writeSecret(folder: string, name: string, text: string, user: ServerUser): Promise<void> {
  const file = join(folder, name)
  await writeFile(file, text, { mode: 0o600 })
  await give(file, user)
}

async function give(path: string, { uid, gid }: ServerUser): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid)
}
