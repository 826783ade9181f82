import { groupMinimum, type Minimum, type MinimumRules, minimumFor, type Platform } from "../../src/index.js"
import { briefBuild } from "./brief.js"
import { build } from "./build-order.js"
import { type Case, suite } from "./suite.js"

interface Input {
  readonly judged: Platform | "device-groups"
  readonly rules: MinimumRules | null
}

interface Answer {
  readonly minimum: Minimum | null
}

const general = build("v4.3 b1575")
const [v41, v42, v44] = [build("v4.1 b1200"), build("v4.2 b1400"), build("v4.4 b1600")]
const rules: MinimumRules = { minimum: general, byPlatform: {} }
const nineDigits = { feature: "9-digit codes", minimum: v44 }
const keys = { feature: "security keys", minimum: v42 }

type Row = readonly [id: string, judged: Input["judged"], rules: MinimumRules | null, says: string, title: string]

const withoutFeatures: readonly Row[] = [
  ["windows", "windows", rules, "v4.3 b1575", "The general minimum judges windows"],
  ["linux", "linux", rules, "v4.3 b1575", "The general minimum judges linux"],
  ["groups", "device-groups", rules, "v4.3 b1575", "The general minimum judges device groups"],
  ["web", "web", rules, "none", "A web client is not judged by build unless it is listed"],
  ["ios", "ios", rules, "none", "A phone is not judged by build unless it is listed"],
  [
    "listed",
    "ios",
    { ...rules, byPlatform: { ios: v41 } },
    "v4.1 b1200",
    "A platform that is listed has its own minimum",
  ],
  [
    "listed-lower",
    "mac",
    { ...rules, byPlatform: { mac: v41 } },
    "v4.1 b1200",
    "A listed minimum counts in place of the general",
  ],
  ["listed-null", "linux", { ...rules, byPlatform: { linux: null } }, "none", "A platform may be listed as not judged"],
  [
    "groups-not-listed",
    "device-groups",
    { ...rules, byPlatform: { windows: v44 } },
    "v4.3 b1575",
    "What is listed for a platform does not judge groups",
  ],
  ["no-rules", "windows", null, "none", "Without rules no client is judged"],
  [
    "allow",
    "windows",
    { ...rules, allowPreRelease: true },
    "v4.3 b1575 with pre-releases",
    "A minimum tells that pre-releases will do",
  ],
]

const withFeatures: readonly Row[] = [
  [
    "feature",
    "windows",
    { ...rules, features: [nineDigits] },
    "v4.4 b1600 for 9-digit codes",
    "A feature may need a later build",
  ],
  [
    "feature-groups",
    "device-groups",
    { ...rules, features: [nineDigits] },
    "v4.4 b1600 for 9-digit codes",
    "A feature judges device groups too",
  ],
  [
    "feature-earlier",
    "windows",
    { ...rules, features: [keys] },
    "v4.3 b1575",
    "A feature that needs an earlier build changes nothing",
  ],
  [
    "feature-equal",
    "windows",
    { ...rules, features: [{ ...keys, minimum: general }] },
    "v4.3 b1575",
    "A feature is named only if it asks for more",
  ],
  [
    "features",
    "windows",
    { ...rules, features: [{ ...keys, minimum: build("v4.3 b1576") }, nineDigits] },
    "v4.4 b1600 for 9-digit codes",
    "Of several features the one with the latest build counts",
  ],
  [
    "feature-web",
    "web",
    { ...rules, features: [nineDigits] },
    "none",
    "A feature that names no platforms does not judge the web",
  ],
  [
    "feature-of-web",
    "web",
    { ...rules, features: [{ ...nineDigits, platforms: ["web"] }] },
    "v4.4 b1600 for 9-digit codes",
    "A feature may name platforms",
  ],
  [
    "feature-of-platforms-groups",
    "device-groups",
    { ...rules, features: [{ ...nineDigits, platforms: ["windows"] }] },
    "v4.3 b1575",
    "A feature of certain platforms does not judge groups",
  ],
  [
    "feature-not-judged",
    "linux",
    { ...rules, byPlatform: { linux: null }, features: [nineDigits] },
    "none",
    "A feature that names no platforms leaves alone what is not judged",
  ],
  [
    "feature-of-not-judged",
    "linux",
    { ...rules, byPlatform: { linux: null }, features: [{ ...nineDigits, platforms: ["linux"] }] },
    "v4.4 b1600 for 9-digit codes",
    "A feature that names a platform judges it whatever is listed",
  ],
]

/** Which minimum counts. */
export const minimums = suite({
  description: "Finds the minimum that judges clients of a platform, or device groups.",
  answer: ({ judged, rules }: Input): Answer => ({
    minimum: judged === "device-groups" ? groupMinimum(rules) : minimumFor(judged, rules),
  }),
  brief: ({ minimum }: Answer) => {
    const feature = minimum?.neededFor === undefined ? "" : ` for ${minimum.neededFor}`
    return `${briefBuild(minimum)}${feature}${minimum?.allowPreRelease === true ? " with pre-releases" : ""}`
  },
  cases: [...withoutFeatures, ...withFeatures].map(([id, judged, rules, says, title]): Case<Input> => {
    return { id, title, input: { judged, rules }, says }
  }),
})
