import {
  type AccountUpdates,
  type Build,
  type Catalogue,
  compareBuilds,
  type DeviceGroup,
  type GroupUpdates,
} from "../src/index.js"

/** The rules of update settings written a second time, the obvious and slow way, for tests to compare with. */
export interface SlowInput {
  readonly updates: AccountUpdates
  readonly groups: readonly DeviceGroup[]
  readonly catalogue: Catalogue
  readonly minimum: Build
  readonly now: number
  readonly ungrouped?: boolean
}

export function slowStanding(input: SlowInput, group: DeviceGroup): "meets" | "below" | "unknown" {
  const updates = slowSetting(input, group)
  const build = updates === undefined ? undefined : slowBuild(input, updates)
  if (build === undefined) return "unknown"
  return compareBuilds(build, input.minimum) >= 0 ? "meets" : "below"
}

export function slowReady(input: SlowInput): boolean {
  const machines: DeviceGroup = { id: "", name: "", parentId: null, updates: { mode: "inherit" } }
  const judged = input.ungrouped === true ? [...input.groups, machines] : input.groups
  return judged.every((group) => slowStanding(input, group) === "meets")
}

function slowSetting({ updates, groups }: SlowInput, group: DeviceGroup): AccountUpdates | undefined {
  const path = [group]
  for (let at = group; at.parentId !== null; at = path.at(-1) as DeviceGroup) {
    const parents = groups.filter(({ id }) => id === at.parentId)
    if (parents.length === 0 || path.length > groups.length) return undefined
    path.push(parents[0] as DeviceGroup)
  }
  const twice = path.some(({ id }) => groups.filter((other) => other.id === id).length > 1)
  if (twice) return undefined
  const settings: GroupUpdates[] = [...path.map((step) => step.updates), updates]
  const made = settings.filter((setting): setting is AccountUpdates => setting?.mode !== "inherit")
  const lock = made.findLastIndex((setting) => !isSetting(setting) || setting.lock === true)
  const counts = made[Math.max(lock, 0)]
  return isSetting(counts) ? counts : undefined
}

function isSetting(setting: AccountUpdates | undefined): setting is AccountUpdates {
  return ["frequent", "infrequent"].includes(String(setting?.mode))
}

function slowBuild({ catalogue, now }: SlowInput, updates: AccountUpdates): Build | undefined {
  const started = catalogue.filter((entry) => entry.availableFrom <= now)
  const here = started.filter((entry) => entry.withdrawnAt === null || entry.withdrawnAt > now)
  const defaults = here.filter((entry) => entry.defaultFrom !== null && entry.defaultFrom <= now)
  const newest = defaults
    .map(({ build }) => build)
    .sort(compareBuilds)
    .at(-1)
  if (updates.mode === "frequent") return newest
  const pinned = updates.build
  if (typeof pinned === "string") return undefined
  const same = (entry: Catalogue[number]) => compareBuilds(entry.build, pinned) === 0
  if (catalogue.length === 0 || here.some(same)) return pinned
  return started.some(same) ? newest : undefined
}
