import type { Instant } from "@muster/core"
import type { Build } from "../builds/build.js"
import { buildKey, isInstallable } from "../builds/catalogue.js"
import { createReason, type Reason } from "../reasons/reason.js"
import { type BuildFacts, createSettingReader, type EffectiveSetting } from "../updates/effective-setting.js"
import type { FollowedSetting } from "./followed-settings.js"

/** The catalogue at one instant, as the followed settings see it. */
export interface CatalogueView {
  /** Where frequent updates lead. */
  readonly frequent: EffectiveSetting
  /** What each of the settings comes to. */
  readonly settings: readonly SettingView[]
}

/** One setting at one instant. */
export interface SettingView {
  /** The setting. */
  readonly setting: FollowedSetting
  /** What it comes to. */
  readonly reading: EffectiveSetting
  /** Whether it leads to the newest default build: frequent updates, or a pin that was withdrawn. */
  readonly isLed: boolean
}

/** Looks at the catalogue at one instant. */
export function viewCatalogue(settings: readonly FollowedSetting[], facts: BuildFacts): CatalogueView {
  const read = createSettingReader(facts)
  return {
    frequent: read({ mode: "frequent" }, fromProduct),
    settings: settings.map((setting) => ({
      setting,
      reading: read(setting.updates, fromProduct),
      isLed: isLed(setting, facts.now),
    })),
  }
}

/**
 * Compares where the newest default build is, and what is wrong with it for those who are led there: for all of them when the
 * fault is new, for those who come to it otherwise.
 */
export function newestDefaultReasons(before: CatalogueView, after: CatalogueView): readonly Reason[] {
  const [from, to] = [before.frequent.effective, after.frequent.effective]
  const reasons: Reason[] = []
  if (keyOf(from) !== keyOf(to) && before.settings.some(({ isLed }) => isLed)) {
    reasons.push(createReason("newest-default-changes", { from, to }, fromProduct()))
  }
  const fault = faultOf(after.frequent)
  if (fault === undefined) return reasons
  const isOld = faultOf(before.frequent)?.code === fault.code
  const concerns = after.settings.some(({ isLed }, index) => isLed && !(isOld && before.settings[index]?.isLed))
  return concerns ? [...reasons, fault] : reasons
}

/** A setting and the build that it comes to. */
export interface MovedSetting {
  /** The setting. */
  readonly setting: FollowedSetting
  /** The build. */
  readonly effective: Build
}

/** A pin that was withdrawn, and the build that its clients go to. */
export interface WithdrawnPin extends MovedSetting {
  /** The build that was withdrawn. */
  readonly pinned: Build
}

/**
 * Finds the pins that were withdrawn, and whose clients go to another build from now on. As long as there is none to go to,
 * a pin waits.
 */
export function newlyWithdrawn(before: CatalogueView, after: CatalogueView): readonly WithdrawnPin[] {
  const { effective } = after.frequent
  if (effective === null) return []
  return after.settings.flatMap(({ setting, isLed }, index) => {
    const { pin } = setting
    const isOld = before.frequent.effective !== null && before.settings[index]?.isLed
    return isLed && pin !== null && !isOld ? [{ setting, pinned: pin.build, effective }] : []
  })
}

/** Finds the settings that come to a build below the minimum, and were not below it before. */
export function fallenBelow(before: CatalogueView, after: CatalogueView): readonly MovedSetting[] {
  return after.settings.flatMap(({ setting, reading }, index) => {
    const { effective, standing } = reading
    const isNew = standing === "below" && before.settings[index]?.reading.standing !== "below"
    return isNew && effective !== null ? [{ setting, effective }] : []
  })
}

function isLed({ pin }: FollowedSetting, now: Instant): boolean {
  return pin === null || (pin.entry.availableFrom <= now && !isInstallable(pin.entry, now))
}

/** Without a minimum it is no fault to be anywhere, but it is one to be nowhere. */
function faultOf({ effective, reasons }: EffectiveSetting): Reason | undefined {
  return effective === null ? createReason("newest-default-unknown", {}, fromProduct()) : reasons[0]
}

function keyOf(build: Build | null): string | null {
  return build === null ? null : buildKey(build)
}

function fromProduct() {
  return { kind: "product" } as const
}
