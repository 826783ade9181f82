import type { Instant } from "@muster/core"
import type { Build } from "../builds/build.js"
import { isInstallable, type ParsedCatalogueBuild, requiredBuild } from "../builds/catalogue.js"
import { type Minimum, meetsMinimum } from "../builds/minimum.js"
import type { BuildFacts } from "./effective-setting.js"

/** A build that will do, and for how long. */
export interface BuildToPin {
  /** The build. */
  readonly build: Build
  /** When it will be withdrawn; `null`: no withdrawal is planned. */
  readonly withdrawnAt: Instant | null
}

/**
 * Finds the build to pin in order to meet the minimum. One that stays goes before one that is to be withdrawn, since
 * clients leave a pin then; where all are to be withdrawn, the last to go is taken. Of those the required build
 * counts.
 *
 * @returns `null` when no build of the catalogue will do
 */
export function buildToPin({ catalogue, now }: BuildFacts, minimum: Minimum): BuildToPin | null {
  const good = catalogue.filter((entry) => isInstallable(entry, now) && meetsMinimum(entry.build, minimum) === "meets")
  // An empty list would be taken for that of a vendor who gave none.
  if (catalogue.length > 0 && good.length === 0) return null
  const end = good.reduce((latest, entry) => Math.max(latest, endOf(entry)), Number.NEGATIVE_INFINITY)
  const lasting = good.filter((entry) => endOf(entry) === end)
  const build = requiredBuild(lasting, minimum, now)
  return build === null ? null : { build, withdrawnAt: Number.isFinite(end) ? end : null }
}

function endOf({ withdrawnAt }: ParsedCatalogueBuild): number {
  return withdrawnAt ?? Number.POSITIVE_INFINITY
}
