import type { Instant } from "@muster/core"
import type { Reasons } from "../reasons/reason.js"

/** What follows the primary method. */
export interface SignInVerdict {
  /** Let in, ask for a code, have the user enroll, or have the client updated. */
  readonly kind: "allow" | "challenge" | "enroll" | "update-client"
  /** Why, the deciding reason first. */
  readonly reasons: Reasons
  /** When the kind next changes by time alone; until then the deciding reason stays too. `null`: time alone never changes it. */
  readonly nextChangeAt: Instant | null
}
