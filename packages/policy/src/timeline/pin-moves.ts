import type { Instant } from "@muster/core"
import { isInstallable } from "../builds/catalogue.js"
import type { FollowedSetting, Pin } from "./followed-settings.js"

/** What becomes of a pin at one instant. */
export interface PinMove {
  /**
   * `available`: its build can be installed from now on; `withdrawn`: it leads to the newest default build from now on.
   */
  readonly kind: "available" | "withdrawn"
  /** Whether its build could be installed before. */
  readonly wasAvailable: boolean
  /** The setting. */
  readonly setting: PinnedSetting
}

/** A setting that is pinned to a build. */
export interface PinnedSetting extends FollowedSetting {
  /** The build. */
  readonly pin: Pin
}

/**
 * Finds the instants at which pins move, each with its moves in the order of the settings. A pin moves twice at most.
 */
export function pinMovesByInstant(settings: readonly FollowedSetting[]): ReadonlyMap<Instant, readonly PinMove[]> {
  const moves = new Map<Instant, PinMove[]>()
  for (const setting of settings) {
    if (!isPinned(setting)) continue
    const { entry } = setting.pin
    const { availableFrom, withdrawnAt } = entry
    // A build that is withdrawn the instant it becomes available was never to be had.
    const wasHad = isInstallable(entry, availableFrom)
    add(availableFrom, { kind: wasHad ? "available" : "withdrawn", wasAvailable: false, setting })
    if (wasHad && withdrawnAt !== null) add(withdrawnAt, { kind: "withdrawn", wasAvailable: true, setting })
  }
  return moves

  function add(at: Instant, move: PinMove): void {
    const known = moves.get(at)
    if (known === undefined) moves.set(at, [move])
    else known.push(move)
  }
}

/** Says whether a setting is pinned. */
export function isPinned(setting: FollowedSetting): setting is PinnedSetting {
  return setting.pin !== null
}
