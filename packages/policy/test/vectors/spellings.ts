import { type ParseBuildResult, parseBuild } from "../../src/index.js"
import { briefBuild } from "./brief.js"
import { type Case, suite } from "./suite.js"

interface Input {
  readonly spelling: string
}

type Row = readonly [id: string, spelling: string, says: string, title: string]

const rows: readonly Row[] = [
  ["short-form", "v4.3 b1575", "v4.3 b1575", "The short form is read"],
  ["comma", "v4.3, b1575", "v4.3 b1575", "A comma may separate version and build number"],
  ["two-v", "v4.3, v1575", "v4.3 b1575", "After a comma the build number may begin with a v"],
  ["build-in-words", "4.3, Build 1575", "v4.3 b1575", "After a comma the build number may be announced in words"],
  ["listed", "1575 - 4.3, Build 1575", "v4.3 b1575", "A list may name the build number twice"],
  ["without-v", "4.3 b1575", "v4.3 b1575", "The v may be missing"],
  ["upper-case", "V4.3, BUILD 1575", "v4.3 b1575", "Upper and lower case mean the same"],
  ["three-components", "4.3.0 b1575", "v4.3.0 b1575", "A version keeps the components that were written"],
  ["one-component", "v4 b1", "v4 b1", "One component is enough"],
  ["leading-zeros", "v04.03 b01575", "v4.3 b1575", "Leading zeros are dropped"],
  ["eight-components", "v1.2.3.4.5.6.7.8 b9", "v1.2.3.4.5.6.7.8 b9", "A version has up to eight components"],
  [
    "largest-number",
    "v9007199254740991 b9007199254740991",
    "v9007199254740991 b9007199254740991",
    "Numbers reach to 2 to the 53rd less 1",
  ],
  ["longest", `v4.3 b${"0".repeat(54)}1575`, "v4.3 b1575", "A spelling has up to 64 characters"],
  ["pre-release", "v4.3-beta b1570", "v4.3-beta b1570", "The label of a pre-release follows the version"],
  ["pre-release-case", "4.3-Beta.2, Build 1570", "v4.3-beta.2 b1570", "Labels are put in lower case"],
  ["pre-release-listed", "1570 - 4.3-rc, Build 1570", "v4.3-rc b1570", "A label may stand in each of the spellings"],
  ["longest-label", `v4.3-${"a".repeat(32)} b1`, `v4.3-${"a".repeat(32)} b1`, "A label has up to 32 characters"],
  ["version-alone", "v4.3", "malformed", "A version without a build number is no build"],
  ["four-part-version", "4.3.0.1575", "malformed", "The last component is not taken for the build number"],
  ["build-metadata", "4.3.0+1575", "malformed", "The build metadata of other version schemes is not read"],
  ["no-space", "v4.3b1575", "malformed", "Version and build number are apart"],
  ["two-spaces", "v4.3  b1575", "malformed", "A second space is not dropped"],
  ["line-end", "v4.3 b1575\n", "malformed", "A line end after a build is not dropped"],
  ["no-comma", "v4.3 build 1575", "malformed", "The number is announced in words after a comma only"],
  ["no-letter", "v4.3, 1575", "malformed", "A build number is announced by a letter or a word"],
  [
    "listed-differently",
    "1576 - 4.3, Build 1575",
    "malformed",
    "A list that names two different numbers names no build",
  ],
  ["dot-at-end", "v4.3. b1575", "malformed", "No component is empty at the end"],
  ["fraction", "v4.3 b1.5", "malformed", "A build number has no fraction"],
  ["wide-digits", "v4.3 b１５７５", "malformed", "Digits are those of ASCII"],
  ["empty-label", "v4.3- b1575", "malformed", "A label is not empty"],
  ["label-dots", "v4.3-beta..2 b1575", "malformed", "No part of a label is empty"],
  ["words", "latest", "malformed", "No other word names a build"],
  ["empty", "", "malformed", "Nothing is no build"],
  ["nine-components", "v1.2.3.4.5.6.7.8.9 b1", "out-of-range", "Nine components are too many"],
  ["version-too-large", "v9007199254740992 b1", "out-of-range", "A component of 2 to the 53rd is too large"],
  ["number-too-large", "v4.3 b9007199254740992", "out-of-range", "A build number of 2 to the 53rd is too large"],
  ["label-too-long", `v4.3-${"a".repeat(33)} b1`, "out-of-range", "A label of 33 characters is too long"],
  ["too-long", `v4.3 b${"0".repeat(55)}1575`, "out-of-range", "A spelling of 65 characters is not looked at"],
]

/** Spellings of builds. */
export const spellings = suite({
  description: "Reads a spelling of a build.",
  answer: ({ spelling }: Input) => parseBuild(spelling),
  brief: (answer: ParseBuildResult) => (answer.kind === "parsed" ? briefBuild(answer.build) : answer.reason),
  cases: rows.map(([id, spelling, says, title]): Case<Input> => ({ id, title, input: { spelling }, says })),
})
