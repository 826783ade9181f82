import { readdirSync, readFileSync } from "node:fs"
import { staticKeyring } from "@muster/core"
import type { Recording } from "./recording-client.js"
import type { Rows } from "./rows.js"
import type { Played } from "./scenario.js"

/** The keys of a fixture, as `staticKeyring` takes them: they open nothing but the rows beside them. */
type FixtureKeys = Parameters<typeof staticKeyring>[0]

/** What the code of a version of the schema has written, as it lies in the folder of that version. */
export interface WrittenBy {
  readonly version: number
  readonly rows: Rows
  readonly played: Played
  readonly keys: ReturnType<typeof staticKeyring>
  readonly recording: Recording
}

const folders = readdirSync(new URL(".", import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

/** One for each version that code was released with, oldest first. */
export const writtenBy: readonly WrittenBy[] = folders.map((name) => {
  const read = (file: string) => JSON.parse(readFileSync(new URL(`${name}/${file}.json`, import.meta.url), "utf8"))
  const { keys, ...played } = read("world") as Played & { readonly keys: FixtureKeys }
  return {
    version: Number(name),
    rows: read("rows") as Rows,
    played: played as Played,
    keys: staticKeyring(keys),
    recording: read("statements") as Recording,
  }
})
