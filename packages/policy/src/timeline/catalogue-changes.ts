import type { Instant } from "@muster/core"
import { meetsMinimum } from "../builds/minimum.js"
import { newestDefaults } from "../builds/newest-defaults.js"
import { maxListed } from "../reasons/listed-reasons.js"
import { createReason, type Reason } from "../reasons/reason.js"
import type { BuildFacts } from "../updates/effective-setting.js"
import { type GroupTree, growTree } from "../updates/group-tree.js"
import type { UpdateSettings } from "../updates/update-resolution.js"
import { isLocked } from "../updates/update-settings.js"
import { createBelowLister, listPins, type MovedSetting } from "./changed-places.js"
import { type DefaultView, newestDefaultReasons, viewDefault } from "./default-view.js"
import { type FollowedSetting, findFollowedSettings, isLed, type Pin } from "./followed-settings.js"
import { isPinned, type PinMove, pinMovesByInstant } from "./pin-moves.js"

/** What {@link catalogueChanges} needs. */
export interface CatalogueChangesInput extends UpdateSettings, Omit<BuildFacts, "now"> {
  /** The instant to compare the first with. */
  readonly from: Instant
  /** The later instants to look at, ascending: every instant of the catalogue until the last of them. */
  readonly instants: readonly Instant[]
}

/** What the catalogue changes for an account at one instant. */
export interface CatalogueChange {
  readonly at: Instant
  /** Empty when the account does not notice. */
  readonly reasons: readonly Reason[]
}

/**
 * Compares what the settings come to at each instant with what they came to before. Groups and builds are gone through
 * once; an instant costs what moves at it and what is listed: O(groups + builds x log builds + instants).
 */
export function catalogueChanges(input: CatalogueChangesInput): readonly CatalogueChange[] {
  const { updates, groups, catalogue, minimum, from, instants } = input
  if (instants.length === 0) return []
  const tree = growTree(groups, isLocked(updates))
  const settings = findFollowedSettings(updates, tree, catalogue)
  const movesAt = pinMovesByInstant(settings)
  const listBelow = createBelowLister(tree, input)
  const isLow = ({ build }: Pin) => minimum !== null && meetsMinimum(build, minimum) === "below"
  const [first, ...others] = newestDefaults(catalogue, [from, ...instants]).map((build) => viewDefault(build, minimum))

  let before = first as DefaultView
  let led = firstOf(settings.filter((setting) => isLed(setting, from)))
  return others.map((after, index) => {
    const at = instants[index] as Instant
    const moves = movesAt.get(at) ?? []
    const withdrawn = moves.filter(({ kind }) => kind === "withdrawn")
    const available = moves.filter(({ kind }) => kind === "available")
    const ledAfter = withdrawn.length === 0 ? led : firstOf([...led, ...withdrawn.map(({ setting }) => setting)])
    const step: Step = { before, after, led, ledAfter, withdrawn, available }
    before = after
    led = ledAfter
    return {
      at,
      reasons: [
        ...newestDefaultReasons(step.before, after, { before: step.led.length > 0, newly: withdrawn.length > 0 }),
        ...pinReasons(tree, step),
        ...listBelow(fallenSettings(step, isLow)),
      ],
    }
  })
}

/** What happens at one instant. Settings are in their order. */
interface Step {
  readonly before: DefaultView
  readonly after: DefaultView
  /** The first settings that were led to the newest default build before. */
  readonly led: readonly FollowedSetting[]
  /** The first of those that are led there from now on. */
  readonly ledAfter: readonly FollowedSetting[]
  /** The pins that are led there from now on and were not before. */
  readonly withdrawn: readonly PinMove[]
  /** The pins whose builds become available. */
  readonly available: readonly PinMove[]
}

/**
 * As many settings as lists can need: each adds to a list, but for the account's where nobody follows it, or frequent
 * updates.
 */
function firstOf(settings: readonly FollowedSetting[]): readonly FollowedSetting[] {
  return [...settings].sort((one, other) => one.position - other.position).slice(0, maxListed + 1)
}

/** A pin that was withdrawn waits as long as there is no build for its clients to go to. */
function pinReasons(tree: GroupTree, { before, after, ledAfter, withdrawn, available }: Step): readonly Reason[] {
  const became = listPins(tree, settingsOf(available), (build, place) =>
    createReason("pin-available", { build }, place),
  )
  const { build: effective } = after
  if (effective === null) return became
  const left = before.build === null ? ledAfter.filter(isPinned) : settingsOf(withdrawn)
  return [
    ...became,
    ...listPins(tree, left, (pinned, place) => createReason("pin-withdrawn", { pinned, effective }, place)),
  ]
}

function settingsOf(moves: readonly PinMove[]) {
  return moves.map(({ setting }) => setting)
}

/** Finds the settings that come to a build below the minimum, and were not below it before; the first that matter. */
function fallenSettings(
  { before, after, led, withdrawn, available }: Step,
  isLow: (pin: Pin) => boolean,
): readonly MovedSetting[] {
  const fallen: MovedSetting[] = settingsOf(available)
    .filter(({ pin }) => isLow(pin))
    .map((setting) => ({ setting, effective: setting.pin.build }))
  const effective = after.below
  if (effective !== null) {
    const late = withdrawn.filter(({ setting, wasAvailable }) => !(wasAvailable && isLow(setting.pin)))
    const fallenBefore = before.below === null ? led : []
    for (const setting of [...fallenBefore, ...settingsOf(late)]) fallen.push({ setting, effective })
  }
  return fallen.sort((one, other) => one.setting.position - other.setting.position)
}
