import type { Edit, Visit } from "./books.js"
import { isCharged } from "./check-charges.js"
import { at } from "./excuses.js"
import { type Fault, fault } from "./faults.js"
import type { LedgerUser } from "./ledger.js"
import { accepted } from "./tickets.js"

const unitMilliseconds = 86_400_000
/** So many tries that may all have failed begin a wait. */
const free = 5

/** Only wrong codes stay charged; those of before the last accepted one count in the bucket alone. */
export function checkThrottle(
  user: number,
  row: LedgerUser,
  visits: readonly Visit[],
  isSignedIn: (visit: Visit) => boolean,
  edits: readonly Edit[],
  now: number,
): Fault[] {
  const faults: Fault[] = []
  let [failures, mayFail, units, mayTake] = [0, 0, 0, 0]
  for (const visit of [...visits].sort((one, other) => one.begunAt - other.begunAt)) {
    const tries = visit.steps.flatMap((step) => step.tries)
    const kept = tries.filter(({ outcome }) => outcome.kind === "wrong-code" && outcome.why === "mismatch").length
    const unsettled = tries.filter((one) => isCharged(one) === "perhaps").length
    const waits = tries.some(({ outcome }) => outcome.kind === "throttled" || outcome.kind === "locked")
    if (waits && failures + mayFail + tries.length <= free) {
      faults.push(fault("turned-away", `${at(user)}, ${visit.scenario}: waits after ${tries.length} tries`))
    }
    // No visit goes on to type a wrong code after a right one.
    const cleared = visit.steps.some((step) => accepted(step) !== null)
    if (cleared) [failures, mayFail] = [0, unsettled]
    // Of a sign-in that nobody was told of, it is not known when it was.
    else if (isSignedIn(visit)) [failures, mayFail] = [0, tries.length]
    else [failures, mayFail] = [failures + kept, mayFail + unsettled]
    ;[units, mayTake] = [units + kept, mayTake + unsettled]
  }
  // A reset begins both anew, another password the bucket.
  const least = edits.length > 0 ? { failures: 0, units: 0 } : { failures, units }
  const taken = Math.max(0, Math.ceil((row.bucketUntil - now) / unitMilliseconds))
  return [
    ...faults,
    ...within("failures-off", user, row.failures, least.failures, failures + mayFail),
    ...within("bucket-off", user, taken, least.units, units + mayTake),
  ]
}

function within(kind: "failures-off" | "bucket-off", user: number, found: number, least: number, most: number) {
  const isFine = least <= found && found <= most
  return isFine ? [] : [fault(kind, `${at(user)}: ${found}, and not ${least} to ${most}`)]
}
