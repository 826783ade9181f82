import { type Build, type BuildInput, parseBuild } from "./build.js"
import { buildKey, type Catalogue, type ParsedCatalogueBuild } from "./catalogue.js"

/** A build that a setting is pinned to. */
export interface PinnedBuild {
  /** The build, as it is written there. */
  readonly build: Build
  /** The vendor's entry of it; `undefined`: the catalogue does not name it. */
  readonly entry: ParsedCatalogueBuild | undefined
}

/**
 * Prepares to read what settings are pinned to: each build is looked up once, however many settings are pinned to it.
 *
 * @param tell - says what a pin comes to; it is given `undefined` for what is no build
 */
export function createPinReader<T>(
  catalogue: Catalogue,
  tell: (pinned: PinnedBuild | undefined, input: BuildInput) => T,
): (input: BuildInput) => T {
  const entries = new Map(catalogue.map((entry) => [buildKey(entry.build), entry]))
  const known = new Map<BuildInput, T>()

  return (input) => {
    if (!known.has(input)) known.set(input, tell(readPin(input), input))
    return known.get(input) as T
  }

  function readPin(input: BuildInput): PinnedBuild | undefined {
    const parsed = parseBuild(input)
    if (parsed.kind === "rejected") return undefined
    return { build: parsed.build, entry: entries.get(buildKey(parsed.build)) }
  }
}
