import type { Instant } from "@muster/core"
import { type Build, type BuildInput, formatBuild } from "../builds/build.js"
import { type Catalogue, earliestDefault, isInstallable, newestDefault } from "../builds/catalogue.js"
import { type Minimum, meetsMinimum, type Standing } from "../builds/minimum.js"
import { createPinReader, type PinnedBuild } from "../builds/pin-reader.js"
import { createReason, type Reason, type Source } from "../reasons/reason.js"
import { type AccountUpdates, inherits, isReadableSetting } from "./update-settings.js"

/** What a setting comes to at one instant. */
export interface EffectiveSetting {
  /** The build that it leads to; `null` when none can be named. */
  readonly effective: Build | null
  /** The earliest build that clients may still run; see {@link EffectiveGroup.floor}. */
  readonly floor: Build | null
  /** How the effective build stands against the minimum. */
  readonly standing: Standing
  /** What is odd about the setting; at most one reason. */
  readonly reasons: readonly Reason[]
}

/** The vendor's facts that settings are judged by. */
export interface BuildFacts {
  /** The builds that the vendor offers. */
  readonly catalogue: Catalogue
  /** The build that device groups must be set to; `null`: any will do. */
  readonly minimum: Minimum | null
  /** The instant to judge at. */
  readonly now: Instant
}

/** Works out what a setting comes to; `source` is asked only when there is something to say about it. */
export type SettingReader = (updates: AccountUpdates, source: () => Source) => EffectiveSetting

/** Prepares to work out settings: each build is looked up once, however many groups are pinned to it. */
export function createSettingReader(facts: BuildFacts): SettingReader {
  const frequent = followNewestDefault(facts)
  const readPin = createPinReader(facts.catalogue, (pinned, input) => pinStanding(facts, pinned, input))

  return (updates, source) => {
    if (!isReadableSetting(updates) || inherits(updates))
      return unknown(createReason("updates-malformed", {}, source()))
    if (updates.mode === "frequent") return frequent
    const pin = readPin(updates.build)
    switch (pin.kind) {
      case "unknown":
        return unknown(createReason("pin-unknown", { build: pin.build }, source()))
      case "withdrawn":
        if (frequent.effective === null) return frequent
        return {
          ...frequent,
          reasons: [createReason("pin-withdrawn", { pinned: pin.build, effective: frequent.effective }, source())],
        }
      case "installable":
        return pin.setting
    }
  }
}

type PinStanding =
  | { readonly kind: "installable"; readonly setting: EffectiveSetting }
  | { readonly kind: "withdrawn"; readonly build: Build }
  | { readonly kind: "unknown"; readonly build: string }

function pinStanding(
  { catalogue, minimum, now }: BuildFacts,
  pinned: PinnedBuild | undefined,
  input: BuildInput,
): PinStanding {
  if (pinned === undefined) {
    return { kind: "unknown", build: typeof input === "string" ? input.slice(0, maxQuoted) : "" }
  }
  const { build, entry } = pinned
  // Without a list from the vendor a pin is taken at its word.
  if (catalogue.length === 0 || (entry !== undefined && isInstallable(entry, now))) {
    const standing = standingOf(build, minimum)
    return { kind: "installable", setting: { effective: build, floor: build, standing, reasons: [] } }
  }
  return entry !== undefined && entry.availableFrom <= now
    ? { kind: "withdrawn", build }
    : { kind: "unknown", build: formatBuild(build) }
}

const maxQuoted = 64

function followNewestDefault({ catalogue, minimum, now }: BuildFacts): EffectiveSetting {
  const newest = newestDefault(catalogue, now)
  const floor = earliestDefault(catalogue, now)
  const product = { kind: "product" } as const
  if (newest === null) {
    return minimum === null
      ? { effective: null, floor, standing: "meets", reasons: [] }
      : { effective: null, floor, standing: "unknown", reasons: [createReason("newest-default-unknown", {}, product)] }
  }
  const standing = standingOf(newest, minimum)
  if (minimum === null || standing === "meets") return { effective: newest, floor, standing, reasons: [] }
  const reason = createReason("minimum-unreachable", { newestDefault: newest, minimum }, product)
  return { effective: newest, floor, standing, reasons: [reason] }
}

function standingOf(build: Build, minimum: Minimum | null): Standing {
  return minimum === null ? "meets" : meetsMinimum(build, minimum)
}

function unknown(reason: Reason): EffectiveSetting {
  return { effective: null, floor: null, standing: "unknown", reasons: [reason] }
}
