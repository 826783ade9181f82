import { builds } from "./builds.js"
import { changes } from "./changes.js"
import { dates } from "./dates.js"
import type { VectorFile } from "./suite.js"
import { trees } from "./trees.js"
import { verdicts } from "./verdicts.js"

/** All files of vectors. */
export const vectorFiles: readonly VectorFile[] = [dates, builds, trees, changes, verdicts]
