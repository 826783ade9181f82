import type { Suite } from "../suite.js"
import { accountIsolation } from "./account-isolation.js"
import { accounts } from "./accounts.js"
import { atomicity } from "./atomicity.js"
import { chargeRaces } from "./charge-races.js"
import { charges } from "./charges.js"
import { copies } from "./copies.js"
import { erasure } from "./erasure.js"
import { events } from "./events.js"
import { groupsVersions } from "./groups-version.js"
import { hostTransactions } from "./host-transactions.js"
import { independentRoots } from "./independent-roots.js"
import { keyRotation } from "./key-rotation.js"
import { mailBudget } from "./mail-budget.js"
import { numbers } from "./numbers.js"
import { outbox } from "./outbox.js"
import { pages } from "./pages.js"
import { races } from "./races.js"
import { reminderClaims } from "./reminder-claims.js"
import { reminders } from "./reminders.js"
import { retention } from "./retention.js"
import { settlements } from "./settlements.js"
import { undeliveredMail } from "./undelivered-mail.js"
import { unreachable } from "./unreachable.js"
import { users } from "./users.js"

/** All suites, in the order of the report. */
export const suites: readonly Suite[] = [
  accounts,
  users,
  accountIsolation,
  charges,
  settlements,
  races,
  chargeRaces,
  independentRoots,
  atomicity,
  hostTransactions,
  outbox,
  undeliveredMail,
  groupsVersions,
  events,
  pages,
  copies,
  numbers,
  mailBudget,
  erasure,
  keyRotation,
  retention,
  reminders,
  reminderClaims,
  unreachable,
]
