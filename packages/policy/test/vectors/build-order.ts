import { type Build, compareBuilds, parseBuild } from "../../src/index.js"
import { type Case, suite } from "./suite.js"

interface Input {
  readonly builds: readonly string[]
}

interface Answer {
  readonly ascending: readonly (readonly string[])[]
}

/** Reads a spelling that is known to be one. */
export function build(spelling: string): Build {
  const parsed = parseBuild(spelling)
  if (parsed.kind === "rejected") throw new Error(`${spelling}: ${parsed.reason}`)
  return parsed.build
}

function answer({ builds }: Input): Answer {
  const sorted = [...builds].sort((a, b) => compareBuilds(build(a), build(b)))
  const ascending: string[][] = []
  for (const spelling of sorted) {
    const [equal] = ascending.at(-1) ?? []
    if (equal !== undefined && compareBuilds(build(equal), build(spelling)) === 0) ascending.at(-1)?.push(spelling)
    else ascending.push([spelling])
  }
  return { ascending }
}

type Row = readonly [id: string, builds: readonly string[], says: string, title: string]

const rows: readonly Row[] = [
  [
    "version-first",
    ["v4.4 b12", "v4.3 b1575", "v4.2 b9999"],
    "v4.2 b9999 < v4.3 b1575 < v4.4 b12",
    "The version decides before the build number",
  ],
  [
    "number-next",
    ["v4.3 b10000", "v4.3 b900", "v4.3 b1575"],
    "v4.3 b900 < v4.3 b1575 < v4.3 b10000",
    "Between equal versions the build number decides, as a number and not as text",
  ],
  [
    "components-as-numbers",
    ["v4.10 b1", "v4.9 b1", "v10.0 b1"],
    "v4.9 b1 < v4.10 b1 < v10.0 b1",
    "Components are compared as numbers, the first first",
  ],
  [
    "missing-components",
    ["v4.3.0 b1", "v4.3.0.1 b1", "v4.3 b1", "v4.3.0.0 b1"],
    "v4.3.0 b1 = v4.3 b1 = v4.3.0.0 b1 < v4.3.0.1 b1",
    "Missing components count as 0, so versions of different length may be equal",
  ],
  [
    "spelling-is-no-matter",
    ["1575 - 4.3, Build 1575", "v4.3 b1574", "v4.3, v1575", "4.03 B1575"],
    "v4.3 b1574 < 1575 - 4.3, Build 1575 = v4.3, v1575 = 4.03 B1575",
    "Spellings of one build are equal",
  ],
  [
    "pre-release-before-release",
    ["v4.3 b1575", "v4.3-beta b1580", "v4.2 b1600"],
    "v4.2 b1600 < v4.3-beta b1580 < v4.3 b1575",
    "A pre-release comes before the release of its version, whatever their build numbers",
  ],
  [
    "pre-release-after-earlier-version",
    ["v4.4-alpha b1", "v4.3 b1575"],
    "v4.3 b1575 < v4.4-alpha b1",
    "A pre-release of a later version is later",
  ],
  [
    "pre-releases-by-number",
    ["v4.3-alpha b1571", "v4.3-beta b1570"],
    "v4.3-beta b1570 < v4.3-alpha b1571",
    "Between pre-releases of a version the build number decides before the label",
  ],
  [
    "labels-by-code-point",
    ["v4.3-beta.2 b1", "v4.3-beta.10 b1", "v4.3-beta b1", "v4.3-alpha b1"],
    "v4.3-alpha b1 < v4.3-beta b1 < v4.3-beta.10 b1 < v4.3-beta.2 b1",
    "Labels at equal build numbers are ordered as text, so that the order is total",
  ],
  [
    "labels-in-any-case",
    ["v4.3-BETA b1", "v4.3-beta b1", "v4.3.0-Beta b1"],
    "v4.3-BETA b1 = v4.3-beta b1 = v4.3.0-Beta b1",
    "Labels are equal in any case",
  ],
]

/** The order of builds. */
export const buildOrder = suite({
  description: "Sorts builds, the earliest first; equal ones stand together, in the order in which they were given.",
  answer,
  brief: ({ ascending }: Answer) => ascending.map((equal) => equal.join(" = ")).join(" < "),
  cases: rows.map(([id, builds, says, title]): Case<Input> => ({ id, title, input: { builds }, says })),
})
