import type { AccountRules } from "../account/account-rules.js"
import { compareBuilds } from "../builds/build.js"
import type { Reason } from "../reasons/reason.js"
import { applyUpdateChange } from "./apply-update-change.js"
import type { EffectiveGroup } from "./device-group.js"
import type { BuildFacts } from "./effective-setting.js"
import type { UpdateChange } from "./group-change.js"
import { accountIndex, idAt } from "./group-tree.js"
import { checkReadiness, type Readiness } from "./readiness.js"
import { effectiveGroup } from "./resolve-update-settings.js"
import { checkUpdateChange } from "./update-change.js"
import { resolveUpdates, settingOf, type UpdateResolution, type UpdateSettings } from "./update-resolution.js"

/** What {@link previewUpdateChange} needs. */
export interface PreviewUpdateChangeInput extends BuildFacts {
  /** The account's rules. */
  readonly account: AccountRules
  /** The settings and groups as they are. */
  readonly settings: UpdateSettings
  /** The change to try. */
  readonly change: UpdateChange
  /** Whether an admin insists, and has given a reason. */
  readonly override: boolean
  /** The version of the settings; a remediation is made for it. */
  readonly version: number
}

/** A group before and after a change. */
export interface AffectedGroup {
  /** `null`: the change adds the group. */
  readonly before: EffectiveGroup | null
  /** `null`: the change removes the group. */
  readonly after: EffectiveGroup | null
}

/** What a change would do. */
export interface UpdateChangePreview {
  /** Groups that are written, or come to another build, standing or setting; in the order given, new ones last. */
  readonly affected: readonly AffectedGroup[]
  /** The readiness afterwards; as it is, when the change is refused for the tree's sake. */
  readonly readiness: Readiness
  /** Why the change would be refused, the first 100 reasons; empty when it would not. */
  readonly refusals: readonly Reason[]
}

/**
 * Tries a change of the update settings: which groups it would touch, how the readiness would be, and whether it would
 * be refused. {@link applyUpdateChange}, {@link checkUpdateChange} and {@link checkReadiness} give the same answers.
 * Nothing is saved; O(groups).
 *
 * @example
 * ```ts
 * const change = { kind: "set-account-updates", updates: { mode: "frequent" } } as const
 * const preview = previewUpdateChange({ account, settings, change, override: false, catalogue, minimum, now, version })
 * for (const { before, after } of preview.affected) show(before?.effective ?? null, after?.effective ?? null)
 * if (preview.refusals.length > 0) showMessage(explainReasons(preview.refusals))
 * ```
 */
export function previewUpdateChange(input: PreviewUpdateChangeInput): UpdateChangePreview {
  const { account, settings, change, override, version } = input
  const facts: BuildFacts = { catalogue: input.catalogue, minimum: input.minimum, now: input.now }
  const applied = applyUpdateChange(settings, change)
  if (applied.kind === "refused") {
    return { affected: [], readiness: checkReadiness({ ...settings, ...facts, version }), refusals: applied.reasons }
  }
  const { after, writes } = applied
  const allowed = checkUpdateChange({ ...facts, account, before: settings, after, override })
  return {
    affected: affectedGroups(settings, after, new Set([...writes.put.map(({ id }) => id), ...writes.removed]), facts),
    readiness: checkReadiness({ ...after, ...facts, version }),
    refusals: allowed.kind === "refused" ? allowed.reasons : [],
  }
}

function affectedGroups(
  before: UpdateSettings,
  after: UpdateSettings,
  written: ReadonlySet<string>,
  facts: BuildFacts,
): readonly AffectedGroup[] {
  const earlier = resolveUpdates({ ...before, ...facts })
  const later = resolveUpdates({ ...after, ...facts })
  const positions = new Map(later.tree.groups.map(({ id }, index) => [id, index]))
  const known = new Set(earlier.tree.groups.map(({ id }) => id))

  const changed = earlier.tree.groups.flatMap(({ id }, index): readonly AffectedGroup[] => {
    const now = positions.get(id)
    if (now !== undefined && !written.has(id) && comesToTheSame(earlier, index, later, now)) return []
    return [
      {
        before: effectiveGroup(earlier, before.updates, index),
        after: now === undefined ? null : effectiveGroup(later, after.updates, now),
      },
    ]
  })
  const added = later.tree.groups.flatMap(({ id }, index): readonly AffectedGroup[] =>
    known.has(id) ? [] : [{ before: null, after: effectiveGroup(later, after.updates, index) }],
  )
  return [...changed, ...added]
}

function comesToTheSame(earlier: UpdateResolution, was: number, later: UpdateResolution, is: number): boolean {
  const [before, after] = [settingOf(earlier, was), settingOf(later, is)]
  if (before.standing !== after.standing || ownerId(earlier, was) !== ownerId(later, is)) return false
  if (before.effective === null || after.effective === null) return before.effective === after.effective
  return compareBuilds(before.effective, after.effective) === 0
}

/**
 * Whose setting counts; for a broken path the group's own id, which no sound one can be taken for: its standing
 * differs.
 */
function ownerId({ tree }: UpdateResolution, index: number): string | null {
  const owner = tree.faults[index] === undefined ? (tree.owners[index] as number) : index
  return owner === accountIndex ? null : idAt(tree.groups, owner)
}
