import type { Accounts, DeviceGroups } from "./accounts.js"
import type { Enrollment } from "./enrollment.js"
import type { Jobs } from "./jobs.js"
import type { Sessions } from "./sessions.js"
import type { SignIn } from "./sign-in.js"

/** The services over one store. */
export interface Muster {
  /** An account's switch, date and settings. */
  readonly accounts: Accounts
  /** An account's device groups. */
  readonly deviceGroups: DeviceGroups
  /** Signing in. */
  readonly signIn: SignIn
  /** Enrolling. */
  readonly enrollment: Enrollment
  /** The host's sessions. */
  readonly sessions: Sessions
  /** What runs beside the calls. */
  readonly jobs: Jobs
}
