import { chargeRaisesVersion } from "./charge-raises-version.js"
import { checkThenCharge } from "./check-then-charge.js"
import { erasesBlindly } from "./erases-blindly.js"
import type { Fault } from "./fault.js"
import { forgetsCountedEvents } from "./forgets-counted-events.js"
import { forgetsKeys } from "./forgets-keys.js"
import { forgetsReminders } from "./forgets-reminders.js"
import { givesUpWaitingMail } from "./gives-up-waiting-mail.js"
import { ignoresEpoch } from "./ignores-epoch.js"
import { ignoresGroupsVersion } from "./ignores-groups-version.js"
import { ignoresTransaction } from "./ignores-transaction.js"
import { keepsGroups } from "./keeps-groups.js"
import { keepsKeysToItself } from "./keeps-keys-to-itself.js"
import { leaksAccounts } from "./leaks-accounts.js"
import { listsUntouchedThrottles } from "./lists-untouched-throttles.js"
import { lostUpdate } from "./lost-update.js"
import { mailOfLostSaves } from "./mail-of-lost-saves.js"
import { mutableReads } from "./mutable-reads.js"
import { narrowsClients } from "./narrows-clients.js"
import { overwritesNewUsers } from "./overwrites-new-users.js"
import { pagesByOffset } from "./pages-by-offset.js"
import { parsesJson } from "./parses-json.js"
import { prunesEventsUnasked } from "./prunes-events-unasked.js"
import { prunesWithoutLimit } from "./prunes-without-limit.js"
import { lateReads } from "./reads-late.js"
import { releasesEverything } from "./releases-everything.js"
import { sharedClaims } from "./shared-claims.js"
import { sharesAccounts } from "./shares-accounts.js"
import { softDeletes } from "./soft-deletes.js"
import { spendsLineByLine } from "./spends-line-by-line.js"
import { takesAllForConflicts } from "./takes-all-for-conflicts.js"
import { trustsOldClaims } from "./trusts-old-claims.js"
import { faultsWhileGone } from "./while-gone.js"

/** Every fault that the kit is known to find. */
export const faults: readonly Fault[] = [
  keepsGroups,
  leaksAccounts,
  lostUpdate,
  overwritesNewUsers,
  checkThenCharge,
  chargeRaisesVersion,
  ignoresEpoch,
  forgetsCountedEvents,
  keepsKeysToItself,
  mailOfLostSaves,
  ignoresTransaction,
  takesAllForConflicts,
  sharedClaims,
  ignoresGroupsVersion,
  narrowsClients,
  pagesByOffset,
  listsUntouchedThrottles,
  mutableReads,
  ...lateReads,
  parsesJson,
  spendsLineByLine,
  softDeletes,
  erasesBlindly,
  prunesWithoutLimit,
  prunesEventsUnasked,
  trustsOldClaims,
  givesUpWaitingMail,
  sharesAccounts,
  forgetsReminders,
  forgetsKeys,
  releasesEverything,
  ...faultsWhileGone,
]
