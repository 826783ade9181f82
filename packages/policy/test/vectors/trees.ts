import {
  checkReadiness,
  type EffectiveGroup,
  type LostSetting,
  parseCatalogue,
  type Readiness,
  type Reason,
  type ResolveUpdateSettingsInput,
  resolveUpdateSettings,
  type SettingChange,
  type Source,
} from "../../src/index.js"
import { briefBuild, briefReasons } from "./brief.js"
import { suite, type VectorFile } from "./suite.js"
import { buildCases } from "./tree-builds.js"
import type { TreeInput } from "./tree-case.js"
import { pathCases } from "./tree-paths.js"
import { readinessCases } from "./tree-readiness.js"

interface Answer {
  readonly groups: readonly EffectiveAnswer[]
  readonly problems: readonly Reason[]
  readonly readiness: {
    readonly kind: Readiness["kind"]
    readonly blockers: readonly Reason[]
    readonly total: number
    readonly warnings: readonly Reason[]
  }
  /** Empty: nothing has to change. `null`: settings alone cannot help. */
  readonly plan: readonly PlannedChange[] | null
}

/** Without the present setting, which the case has already. */
type PlannedChange = Omit<SettingChange, "from">

interface EffectiveAnswer extends Omit<EffectiveGroup, "group" | "lost"> {
  readonly id: string
  readonly lost: readonly Omit<LostSetting, "updates">[]
}

/** Reads a case as the rules take it. */
export function resolvable({ catalogue, groups, ...settings }: TreeInput): ResolveUpdateSettingsInput {
  const parsed = parseCatalogue(catalogue)
  if (parsed.kind === "rejected") throw new Error(`catalogue entry ${parsed.index}: ${parsed.reason}`)
  return { ...settings, groups: groups.map((group) => ({ ...group, name: group.id })), catalogue: parsed.catalogue }
}

function answer(input: TreeInput): Answer {
  const settings = resolvable(input)
  const { groups, problems } = resolveUpdateSettings(settings)
  const readiness = checkReadiness({ ...settings, version: 1 })
  const { kind, warnings } = readiness
  const { blockers, total } = readiness.kind === "ready" ? { blockers: [], total: 0 } : readiness
  return {
    groups: groups.map(({ group: { id }, effective, floor, standing, source, lost }) => {
      return { id, effective, floor, standing, source, lost: lost.map(({ source, why }) => ({ source, why })) }
    }),
    problems,
    readiness: { kind, blockers, total, warnings },
    plan: planned(readiness),
  }
}

function planned(readiness: Readiness): Answer["plan"] {
  if (readiness.kind === "ready") return []
  return readiness.remediation?.changes.map(({ target, to, fixes }) => ({ target, to, fixes })) ?? null
}

function brief({ groups, problems, readiness: { kind, total, warnings }, plan }: Answer): string {
  return [
    ...groups.map(briefGroup),
    ...(problems.length === 0 ? [] : [`problems ${briefReasons(problems)}`]),
    kind === "ready" ? kind : `${kind} by ${total}`,
    ...(warnings.length === 0 ? [] : [`warned of ${briefReasons(warnings)}`]),
    ...(kind === "ready" ? [] : [plan === null ? "no plan" : `plan ${plan.map(briefChange).join(", ")}`]),
  ].join(" | ")
}

function briefGroup({ id, effective, floor, standing, source, lost }: EffectiveAnswer): string {
  const lagging = briefBuild(floor) === briefBuild(effective) ? "" : ` (${briefBuild(floor)})`
  const over = lost.map(({ source, why }) => ` ${why} ${owner(source)}`).join("")
  return `${id} ${standing} ${briefBuild(effective)}${lagging} of ${owner(source)}${over}`
}

function owner(source: Source): string {
  return source.kind === "group" ? source.path.join(">") : source.kind
}

function briefChange({ target, to, fixes }: PlannedChange): string {
  const setting =
    to.mode === "infrequent" ? `${briefBuild(to.build as never)}${to.lock === true ? " locked" : ""}` : to.mode
  return `${target.kind === "account" ? "account" : target.groupId} to ${setting} for ${fixes}`
}

/** Trees of device groups. */
export const trees: VectorFile = {
  name: "trees",
  description:
    "Device groups that inherit, override and lock update settings, and what it takes to make an account ready.",
  suites: {
    resolve: suite({
      description:
        "Works out what an account and its device groups are set to, and whether they are ready for two-factor.",
      answer,
      brief,
      cases: [...pathCases, ...buildCases, ...readinessCases],
    }),
  },
}
