import { type AttemptOutcome, settleThrottle, type UserRecord, type UserThrottle } from "@muster/enrollment"
import { createAccount } from "../accounts/create-account.js"
import type { HostTransaction } from "../api/host-transaction.js"
import type { Busy } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import { resealRecord } from "../keys/reseal-record.js"
import { loadState, type State } from "../load.js"
import type { Delivery } from "../mail/deliver.js"
import type { MailDraft } from "../mail/sealed-mail.js"
import type { AuditEvent, UserKey } from "../ports/index.js"
import { saveUser } from "../save-user.js"
import type { Attempt } from "./charge-attempt.js"
import { busy, tries } from "./lost-races.js"
import { noticeWrongCode } from "./notice-wrong-code.js"
import { orReturned, returnAttempt } from "./return-attempt.js"
import { settleAttempt } from "./settle-attempt.js"

/** What a decision writes beside the record. */
export interface Writes {
  readonly events: readonly AuditEvent[]
  readonly mail: readonly MailDraft[]
  readonly withdraw: readonly string[]
}

const noWrites: Writes = { events: [], mail: [], withdraw: [] }

/** What a service has decided on one state. */
export interface Decision<Answer> {
  /** `null` leaves the record as it is. */
  readonly record: UserRecord | null
  readonly writes?: Writes
  readonly attempt: AttemptOutcome
  /** Whether the save may lower the number of enrolled admins: then of two at once only one is saved. */
  readonly mayLowerAdmins?: boolean
  /** Made once the save has committed, so that no privileged data exists before it. */
  readonly answer: (after: {
    readonly throttle: UserThrottle
    readonly deliveries: readonly Delivery[]
  }) => Answer | Promise<Answer>
}

/** One call about a user: load, decide, save. */
export interface UserCall<Answer> {
  readonly key: UserKey
  /** The attempt that was charged for it, with the state that the charge has read; `null` where nothing is compared. */
  readonly attempt: Attempt | null
  readonly decide: (state: State) => Promise<Decision<Answer>>
  readonly transaction?: HostTransaction | undefined
}

/**
 * Decides and saves; after a lost race loads and decides again, three times at most. Deciding again never charges
 * again, and never compares against another factor than the charge was for: that would be another epoch.
 */
export async function decideAndSave<Answer>(deps: Dependencies, call: UserCall<Answer>): Promise<Answer | Busy> {
  const { key, attempt } = call
  const charge = attempt === null ? null : { pool: attempt.pool, failures: attempt.state.throttle.failures }
  for (let round = 0; round < tries; round++) {
    const work = async () => {
      const state = attempt !== null && round === 0 ? attempt.state : await loadState(deps, key, attempt?.pool)
      const decided = await call.decide(state)
      if (decided.record === null || decided.attempt !== "clear") return { state, decision: decided }
      // Of somebody whose code was accepted all is saved anew anyway, and so under the newest key.
      return { state, decision: { ...decided, record: await resealRecord(deps, key, decided.record, state.now) } }
    }
    const { state, decision } = await (charge === null ? work() : orReturned(deps, key, charge, work))
    // A charge has a row: where there is none, the account was erased since, and the charge with it.
    const settled = charge === null || state.version === 0 ? null : settleAttempt(decision.attempt, charge)
    const throttle = settled === null ? state.throttle : settleThrottle(state.throttle, settled.settlement)
    if (decision.record === null && settled === null) {
      if (attempt !== null) await noticeWrongCode(deps, attempt)
      return decision.answer({ throttle, deliveries: [] })
    }

    const { version } = state.account
    // Without a row there is no version by which a parallel call of this admin would notice: it is made, and all done again.
    if (decision.mayLowerAdmins === true && version === 0) {
      await createAccount(deps, key.accountId, state.account)
      continue
    }
    const { events, mail, withdraw } = decision.writes ?? noWrites
    const saved = await saveUser(
      deps,
      {
        key,
        record: decision.record ?? state.record,
        expectedVersion: state.version,
        events,
        mail,
        withdraw: [...withdraw, ...(settled?.withdraw ?? [])],
        settle: settled === null ? [] : [settled.settlement],
        accountVersion: decision.mayLowerAdmins === true ? version : undefined,
        transaction: decision.record === null ? undefined : call.transaction,
      },
      state.now,
    )
    if (saved.kind === "saved") return decision.answer({ throttle, deliveries: saved.deliveries })
  }
  // Only a code that was no wrong guess leads to a save, so the attempt can be returned.
  if (charge !== null) await returnAttempt(deps, key, charge)
  return busy(deps)
}
