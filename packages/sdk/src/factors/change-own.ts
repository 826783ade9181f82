import type { UserRecord } from "@muster/enrollment"
import { createAccount } from "../accounts/create-account.js"
import type { Busy, SessionEnded } from "../api/refusals.js"
import type { Assurance } from "../assurance.js"
import type { Writes } from "../attempts/decide-and-save.js"
import { busy, tries } from "../attempts/lost-races.js"
import type { Dependencies } from "../dependencies.js"
import { saveUser } from "../save-user.js"
import { type OwnSession, ownSession } from "./own-session.js"

/** What a call has decided to change. */
export interface OwnChange<Answer> {
  readonly kind: "change"
  readonly record: UserRecord
  readonly writes?: Writes
  /** Whether the save may lower the number of enrolled admins: then of two at once only one is saved. */
  readonly mayLowerAdmins?: boolean
  /** Made once the save has committed, so that no privileged data exists before it. */
  readonly answer: () => Answer | Promise<Answer>
}

/** Nothing to change, and the answer to that. */
export interface NoOwnChange<Answer> {
  readonly kind: "no-change"
  readonly answer: Answer
}

const noWrites: Writes = { events: [], mail: [], withdraw: [] }

/**
 * One call of a user about their own factor: look at the session, decide, save with a compare; three times at most when it
 * loses. The session is looked at again too, since the save that won may have ended it.
 */
export async function changeOwn<Answer>(
  deps: Dependencies,
  assurance: Assurance,
  decide: (session: OwnSession) => Promise<OwnChange<Answer> | NoOwnChange<Answer>>,
): Promise<Answer | SessionEnded | Busy> {
  for (let round = 0; round < tries; round++) {
    const session = await ownSession(deps, assurance)
    if (session.kind === "session-ended") return session
    const decided = await decide(session)
    if (decided.kind === "no-change") return decided.answer
    const { state } = session
    const { version } = state.account
    // Without a row there is no version by which a parallel call of this admin would notice: it is made, and all done again.
    if (decided.mayLowerAdmins === true && version === 0) {
      await createAccount(deps, session.assurance.accountId, state.account)
      continue
    }
    const saved = await saveUser(
      deps,
      {
        key: session.assurance,
        record: decided.record,
        expectedVersion: state.version,
        ...(decided.writes ?? noWrites),
        settle: [],
        accountVersion: decided.mayLowerAdmins === true ? version : undefined,
        transaction: undefined,
      },
      state.now,
    )
    if (saved.kind === "saved") return decided.answer()
  }
  return busy(deps)
}

/** Nothing is changed. */
export function unchanged<Answer>(answer: Answer): NoOwnChange<Answer> {
  return { kind: "no-change", answer }
}
