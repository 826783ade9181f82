import { codesOf, type Person } from "./model.js"
import type { Real } from "./world.js"

/** What somebody types: the app's code, another one, the last one again, or that of an app that was replaced. */
export function typedCode(person: Person, real: Real, uri: string | null, what: "right" | "wrong" | "old"): string {
  const source = what === "old" ? (person.retired.at(-1) ?? uri) : uri
  const code = source === null ? "000000" : ([...codesOf(source, real).keys()][1] as string)
  return what === "wrong" ? String((Number(code) + 1) % 1_000_000).padStart(6, "0") : code
}
