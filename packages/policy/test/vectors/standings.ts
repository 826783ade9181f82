import { type Build, meetsMinimum, parseBuild, type Standing } from "../../src/index.js"
import { build } from "./build-order.js"
import { type Case, suite } from "./suite.js"

interface Input {
  readonly build: string | null
  readonly minimum: string
  readonly allowPreRelease: boolean
}

function answer({ build: reported, minimum, allowPreRelease }: Input): { readonly standing: Standing } {
  return { standing: meetsMinimum(read(reported), { ...build(minimum), allowPreRelease }) }
}

function read(reported: string | null): Build | null {
  const parsed = parseBuild(reported)
  return parsed.kind === "parsed" ? parsed.build : null
}

type Row = readonly [id: string, build: string | null, minimum: string, allow: boolean, says: Standing, title: string]

const minimum = "v4.3 b1575"

const rows: readonly Row[] = [
  ["equal", "v4.3 b1575", minimum, false, "meets", "The minimum meets itself"],
  ["number-below", "v4.3 b1574", minimum, false, "below", "A build number less is below"],
  ["number-above", "v4.3 b1576", minimum, false, "meets", "A build number more meets"],
  ["later-version", "v4.4 b12", minimum, false, "meets", "A later version meets with any build number"],
  ["earlier-version", "v4.2 b9999", minimum, false, "below", "An earlier version is below with any build number"],
  ["longer-version", "v4.3.0 b1575", minimum, false, "meets", "A version may be written longer"],
  ["as-number", "v4.3 b900", minimum, false, "below", "Build numbers are not compared as text"],
  ["nothing", null, minimum, false, "unknown", "No build is not known to meet"],
  ["unreadable", "4.3", minimum, false, "unknown", "What is no build is not known to meet, and not guessed at"],
  ["pre-release", "v4.3-beta b1580", minimum, false, "below", "A pre-release of the minimum is below"],
  ["later-pre-release", "v4.4-beta b1600", minimum, false, "below", "A later pre-release is below unless allowed"],
  ["allowed", "v4.4-beta b1600", minimum, true, "meets", "Where pre-releases are allowed a later one meets"],
  [
    "allowed-too-early",
    "v4.3-beta b1580",
    minimum,
    true,
    "below",
    "Allowed pre-releases still come before the release",
  ],
  ["named", "v4.3-rc b1570", "v4.3-rc b1570", false, "below", "A minimum that is a pre-release does not allow itself"],
  ["named-release", "v4.3 b1", "v4.3-rc b1570", false, "meets", "The release meets a minimum that is its pre-release"],
  ["named-allowed", "v4.3-rc b1570", "v4.3-rc b1570", true, "meets", "Allowed, a pre-release meets itself"],
  ["named-earlier", "v4.3-rc b1569", "v4.3-rc b1570", true, "below", "Allowed, an earlier pre-release is below"],
]

/** How builds stand against a minimum. */
export const standings = suite({
  description: "Judges a build, or what a client says is one, against a minimum.",
  answer,
  brief: ({ standing }) => standing,
  cases: rows.map(([id, build, minimum, allowPreRelease, says, title]): Case<Input> => {
    return { id, title, input: { build, minimum, allowPreRelease }, says }
  }),
})
