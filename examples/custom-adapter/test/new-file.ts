import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** A file of its own for a test, and how to be rid of it. */
export function newFile() {
  const folder = mkdtempSync(join(tmpdir(), "muster-sqlite-"))
  return { url: `file:${join(folder, "acme.db")}`, remove: () => rmSync(folder, { recursive: true }) }
}
