import {
  type Build,
  type BuildInput,
  type Client,
  type MinimumRules,
  type ParsedCatalogueBuild,
  type Platform,
  parseBuild,
  parseCatalogue,
} from "@muster/policy"
import type { BuildOptions } from "./api/options.js"
import type { Dependencies } from "./dependencies.js"
import { expectOptions, optionFault } from "./option-faults.js"

const buildOptions = {
  minimum: true,
  minimumByPlatform: true,
  features: true,
  allowPreRelease: true,
  ungroupedMachines: true,
  catalogue: true,
  updateUrl: true,
} satisfies Record<keyof BuildOptions, true>

const platforms = {
  windows: true,
  mac: true,
  linux: true,
  web: true,
  ios: true,
  android: true,
  cli: true,
} satisfies Record<Platform, true>

/** What every service knows of the vendor's builds. */
export type CheckedBuilds = Pick<Dependencies, "minimum" | "ungroupedMachines" | "catalogue" | "updateUrl">

/** Checks the vendor's facts about builds; a catalogue that is read anew is checked each time. */
export function checkBuildOptions(builds: BuildOptions | undefined): CheckedBuilds {
  if (builds !== undefined) expectOptions(builds, buildOptions, "builds")
  return {
    minimum: builds === undefined ? null : checkMinimum(builds),
    ungroupedMachines: builds?.ungroupedMachines ?? false,
    catalogue: catalogueReader(builds),
    updateUrl: updateUrlReader(builds?.updateUrl),
  }
}

function checkMinimum({ minimum, minimumByPlatform = {}, features = [], allowPreRelease }: BuildOptions): MinimumRules {
  const byPlatform: Partial<Record<Platform, Build | null>> = {}
  for (const [platform, build] of Object.entries(minimumByPlatform) as [Platform, BuildInput | null | undefined][]) {
    const field = `builds.minimumByPlatform.${platform}`
    if (!Object.hasOwn(platforms, platform)) throw optionFault(field, "is no platform")
    if (build === undefined) continue
    byPlatform[platform] = build === null ? null : checkBuild(build, field)
  }
  return {
    minimum: checkBuild(minimum, "builds.minimum"),
    byPlatform,
    features: features.map((feature, index) => ({
      ...feature,
      minimum: checkBuild(feature.minimum, `builds.features.${index}.minimum`),
    })),
    allowPreRelease: allowPreRelease ?? false,
  }
}

function checkBuild(input: unknown, field: string): Build {
  const parsed = parseBuild(input)
  if (parsed.kind === "parsed") return parsed.build
  throw optionFault(field, 'is not a build, such as "v4.3 b1575"')
}

function catalogueReader(builds: BuildOptions | undefined): () => Promise<readonly ParsedCatalogueBuild[]> {
  const { catalogue = [] } = builds ?? {}
  if (typeof catalogue === "function") return async () => checkCatalogue(await catalogue())
  const checked = checkCatalogue(catalogue)
  return async () => checked
}

function checkCatalogue(entries: Parameters<typeof parseCatalogue>[0]): readonly ParsedCatalogueBuild[] {
  const parsed = parseCatalogue(entries)
  if (parsed.kind === "parsed") return parsed.catalogue
  throw optionFault(`builds.catalogue.${parsed.index}`, "is not a build of a catalogue")
}

function updateUrlReader(updateUrl: BuildOptions["updateUrl"]): (client: Client) => string | null {
  return typeof updateUrl === "function" ? updateUrl : () => updateUrl ?? null
}
