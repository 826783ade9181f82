import type { Dependencies } from "../dependencies.js"
import { loggedError } from "../logging/logged-error.js"
import type { ReminderClaim } from "../ports/index.js"
import { beginRound, type ReminderRound, reminderLeaseSeconds, remindPage } from "./remind-account.js"

const putOffSeconds = 300

/** The reminders of one run: page after page, and account after account. */
export interface Reminders {
  /** Reminds the next page of users, and answers how many; `null`: no account is due. */
  next(): Promise<number | null>
  /** Gives an account that is not finished back, for whoever comes next. */
  pause(): Promise<void>
  /** What was thrown about single accounts. */
  readonly failures: readonly unknown[]
}

/**
 * Begins the reminders of one run. Only the host's directory knows those who never began to enroll, so without one there is
 * nobody to remind.
 */
export function createReminders(deps: Dependencies): Reminders {
  const failures: unknown[] = []
  let open: { readonly claim: ReminderClaim; readonly round: ReminderRound; readonly place: string | null } | undefined

  /** Goes on, or begins with the next account that is due; `undefined`: there is none. */
  async function take(): Promise<{ readonly claim: ReminderClaim; readonly place: string | null } | undefined> {
    if (open !== undefined) return open
    const claim = await deps.store.claimReminders({ now: deps.clock.now(), leaseSeconds: reminderLeaseSeconds })
    return claim && { claim, place: claim.place }
  }

  const giveBack = (claim: ReminderClaim, place: string | null, afterSeconds: number) =>
    deps.store.saveReminders(claim, { reminders: [], place, claimableAt: deps.clock.now() + afterSeconds * 1000 })

  function tellOfUnreadable(accountId: string, [first, ...others]: readonly unknown[]): void {
    if (first === undefined) return
    deps.log("users-unreadable", { accountId, count: 1 + others.length, error: loggedError(first) })
  }

  return {
    failures,
    async next() {
      if (deps.directory === null) return null
      const taken = await take()
      if (taken === undefined) return null
      const { claim } = taken
      try {
        const round = open?.round ?? beginRound(deps, claim)
        const { reminders, place, unreadable } = await remindPage(deps, round)
        failures.push(...unreadable)
        tellOfUnreadable(claim.accountId, unreadable)
        open = place === null ? undefined : { claim, round, place }
        return reminders
      } catch (error) {
        // The directory of one account, or a state of a newer version, must not hold up the others.
        failures.push(error)
        open = undefined
        const { accountId } = claim
        deps.log("reminders-put-off", { accountId, seconds: putOffSeconds, error: loggedError(error) })
        // A place at which even the first page fails may be one that the directory does not know any more.
        await giveBack(claim, taken.place === claim.place ? null : taken.place, putOffSeconds)
        return 0
      }
    },
    async pause() {
      if (open !== undefined) await giveBack(open.claim, open.place, 0)
      open = undefined
    },
  }
}
