import { userIdOf } from "../arrange/users.js"
import type { Books, Edit, Visit } from "./books.js"
import { checkThrottle } from "./check-throttle.js"
import { at } from "./excuses.js"
import { type Fault, fault, put } from "./faults.js"
import type { Ledger, LedgerEvent, LedgerUser } from "./ledger.js"
import type { Ticket } from "./tickets.js"

const firstEpoch = 1

/** The rows of all users follow from what they did and what was done to them. */
export function checkUsers(
  { visits }: Books,
  { events, users, readAt }: Ledger,
  tickets: readonly Ticket[],
  edits: ReadonlyMap<number, readonly Edit[]>,
): Fault[] {
  const eventsOf = new Map<string, LedgerEvent[]>()
  for (const event of events) if (event.userId !== null) put(eventsOf, event.userId, event)
  const visitsOf = new Map<number, Visit[]>()
  for (const visit of visits) put(visitsOf, visit.user, visit)
  const stepOf = new Map<number, number>()
  const signedIn = new Set<Visit>()
  for (const { visit, steps, signIns } of tickets) {
    if (signIns.length === 0) continue
    signedIn.add(visit)
    stepOf.set(visit.user, Math.max(stepOf.get(visit.user) ?? 0, steps[0]?.step ?? 0))
  }
  const rows = new Map(users.map((user) => [user.userId, user]))
  const met = [...visitsOf].flatMap(([user, ofUser]) => {
    const row = rows.get(userIdOf(user))
    if (row === undefined) return [fault("sign-in-lost", `${at(user)}: the row is gone`)]
    const edited = edits.get(user) ?? []
    const throttle = checkThrottle(user, row, ofUser, (visit) => signedIn.has(visit), edited, readAt)
    return [...throttle, ...checkStep(user, row, stepOf.get(user), edited)]
  })
  return [...met, ...users.flatMap((row) => checkEpoch(row, eventsOf.get(row.userId) ?? []))]
}

/** The factor remembers the newest code that was accepted. */
function checkStep(user: number, row: LedgerUser, step: number | undefined, edits: readonly Edit[]): Fault[] {
  if (step === undefined) return []
  const wasReset = edits.some(({ kind, outcome }) => kind === "reset" && outcome.kind !== "refused")
  if (row.lastUsedStep === step || (row.lastUsedStep === null && wasReset)) return []
  return [fault("step-off", `${at(user)}: ${row.lastUsedStep}, and not ${step}`)]
}

/** The epoch rises by one with each change, and nobody signs in with one of before. */
function checkEpoch({ userId, epoch }: LedgerUser, events: readonly LedgerEvent[]): Fault[] {
  let now = firstEpoch
  const faults: Fault[] = []
  for (const event of events) {
    if (event.kind === "factor-reset" || event.kind === "primary-changed") now += 1
    if (event.epoch !== null && event.epoch !== now) {
      faults.push(fault("stale-epoch", `${userId}: ${event.kind} of epoch ${event.epoch} in epoch ${now}`))
    }
  }
  return epoch === now ? faults : [...faults, fault("epoch-off", `${userId}: ${epoch}, and not ${now}`)]
}
