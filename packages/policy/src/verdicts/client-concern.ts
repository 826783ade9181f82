import { parseBuild } from "../builds/build.js"
import type { Client } from "../builds/client.js"
import { type MinimumRules, meetsMinimum, minimumFor } from "../builds/minimum.js"
import { createReason, type Reason } from "../reasons/reason.js"

/** Why a client could not ask for a code. */
export type ClientConcern = Reason<"build-below-minimum" | "build-unknown">

/** Judges a client by the build that it reports; `undefined`: it will do, or its platform is not judged. */
export function clientConcern(client: Client, rules: MinimumRules | null): ClientConcern | undefined {
  const minimum = minimumFor(client.platform, rules)
  if (minimum === null) return undefined
  const parsed = parseBuild(client.build)
  if (parsed.kind === "rejected") return createReason("build-unknown", { minimum }, { kind: "client" })
  const { build } = parsed
  return meetsMinimum(build, minimum) === "meets"
    ? undefined
    : createReason("build-below-minimum", { build, minimum }, { kind: "client" })
}
