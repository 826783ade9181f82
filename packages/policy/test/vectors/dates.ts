import { bounds } from "./date-bounds.js"
import { firstInstants } from "./first-instants.js"
import { forcedLogouts } from "./forced-logouts.js"
import type { VectorFile } from "./suite.js"

/** Dates, zones and the forced logout. */
export const dates: VectorFile = {
  name: "dates",
  description: "Calendar dates in time zones: when they begin, which can be chosen, and when a forced logout comes.",
  suites: { startOfLocalDate: firstInstants, bounds, forcedLogout: forcedLogouts },
}
