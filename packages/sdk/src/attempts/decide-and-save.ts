import {
  type AttemptOutcome,
  settleThrottle,
  throttleRules,
  type UserRecord,
  type UserThrottle,
} from "@muster/enrollment"
import type { HostTransaction } from "../api/host-transaction.js"
import type { Busy } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import { loadState, type State } from "../load.js"
import type { Delivery } from "../mail/deliver.js"
import type { MailDraft } from "../mail/sealed-mail.js"
import type { AuditEvent, Settlement, UserKey } from "../ports/index.js"
import { saveUser } from "../save-user.js"
import { type Attempt, failureNoticeTopic } from "./charge-attempt.js"

const tries = 3
const busySeconds = 1

/** What a decision writes beside the record. */
export interface Writes {
  readonly events: readonly AuditEvent[]
  readonly mail: readonly MailDraft[]
  readonly withdraw: readonly string[]
}

/** What a service has decided on one state. */
export interface Decision<Answer> {
  /** `null` leaves the record as it is. */
  readonly record: UserRecord | null
  readonly writes?: Writes
  readonly attempt: AttemptOutcome
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
 * Decides and saves; after a lost race loads and decides again, three times at most. Deciding again never charges again,
 * and never compares against another factor than the charge was for: that would be another epoch.
 */
export async function decideAndSave<Answer>(deps: Dependencies, call: UserCall<Answer>): Promise<Answer | Busy> {
  const { key, attempt, transaction } = call
  for (let round = 0; round < tries; round++) {
    const state = attempt !== null && round === 0 ? attempt.state : await loadState(deps, key, attempt?.pool)
    const decision = await call.decide(state)
    const settlement = attempt === null ? null : settlementOf(decision.attempt, attempt)
    const throttle = settlement === null ? state.throttle : settleThrottle(state.throttle, settlement)
    if (decision.record === null && settlement === null) return decision.answer({ throttle, deliveries: [] })

    const { events, mail, withdraw } = decision.writes ?? { events: [], mail: [], withdraw: [] }
    const saved = await saveUser(
      deps,
      {
        key,
        record: decision.record ?? state.record,
        expectedVersion: state.version,
        events,
        mail,
        withdraw: decision.attempt === "clear" ? [...withdraw, failureNoticeTopic] : withdraw,
        settle: settlement === null ? [] : [settlement],
        transaction: decision.record === null ? undefined : transaction,
      },
      state.now,
    )
    if (saved.kind === "saved") return decision.answer({ throttle, deliveries: saved.deliveries })
  }
  return { kind: "busy", retryAt: deps.clock.now() + busySeconds * 1000 }
}

function settlementOf(outcome: AttemptOutcome, { pool, state }: Attempt): Settlement | null {
  const { unitSeconds, free } = throttleRules[pool]
  switch (outcome) {
    case "keep":
      return null
    case "clear":
      return { pool, kind: "clear", unitSeconds }
    case "refund":
      return { pool, kind: "refund", unitSeconds, free, failures: state.throttle.failures }
  }
}
