import type { Accounts } from "./accounts.js"
import type { DeviceGroups } from "./device-groups.js"
import type { Enrollment } from "./enrollment.js"
import type { Factors } from "./factors.js"
import type { Jobs } from "./jobs.js"
import type { Keys } from "./keys.js"
import type { Outbox } from "./outbox.js"
import type { Sessions } from "./sessions.js"
import type { SignIn } from "./sign-in.js"
import type { Users } from "./users.js"

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
  /** The user's own factor. */
  readonly factors: Factors
  /** The host's sessions. */
  readonly sessions: Sessions
  /** The account's users, for admins. */
  readonly users: Users
  /** Rotation of the keys that seal secrets. */
  readonly keys: Keys
  /** The mail that could not be delivered, for admins. */
  readonly outbox: Outbox
  /** What runs beside the calls. */
  readonly jobs: Jobs
}
