import { buildOrder } from "./build-order.js"
import { minimums } from "./minimums.js"
import { spellings } from "./spellings.js"
import { standings } from "./standings.js"
import type { VectorFile } from "./suite.js"

/** Builds and the minimum. */
export const builds: VectorFile = {
  name: "builds",
  description: "Builds of the product: how they are spelled and ordered, and how they stand against the minimum.",
  suites: { parse: spellings, order: buildOrder, standing: standings, minimum: minimums },
}
