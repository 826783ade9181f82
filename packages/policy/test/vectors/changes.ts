import { appliedChanges } from "./applied-changes.js"
import { guardedChanges } from "./guarded-changes.js"
import type { VectorFile } from "./suite.js"

/** Changes of update settings. */
export const changes: VectorFile = {
  name: "changes",
  description: "Changes of an account's update settings and device groups: what they write, and which are refused.",
  suites: { apply: appliedChanges, guard: guardedChanges },
}
