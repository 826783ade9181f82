import type { UserRecord } from "@muster/enrollment"
import type { Busy, SessionEnded } from "../api/refusals.js"
import type { Assurance } from "../assurance.js"
import { type Decision, decideAndSave, type Writes } from "../attempts/decide-and-save.js"
import type { Dependencies } from "../dependencies.js"
import { assuranceOf } from "../sessions/assurance-facts.js"
import { type OwnSession, sessionOf } from "../sessions/own-session.js"

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

/**
 * One call of a user about their own factor: the session is looked at, then decided and saved. It is looked at again after each
 * lost race, since the save that won may have ended it.
 */
export async function changeOwn<Answer>(
  deps: Dependencies,
  value: Assurance,
  decide: (session: OwnSession) => Promise<OwnChange<Answer> | NoOwnChange<Answer>>,
): Promise<Answer | SessionEnded | Busy> {
  const read = assuranceOf(value)
  if (read === null) return { kind: "session-ended" }
  return decideAndSave<Answer | SessionEnded>(deps, {
    key: read.assurance,
    attempt: null,
    decide: async (state) => {
      const session = sessionOf(read, state)
      if (session.kind === "session-ended") return unsaved(session)
      const decided = await decide(session)
      return decided.kind === "no-change" ? unsaved(decided.answer) : { ...decided, attempt: "keep" }
    },
  })
}

/** Nothing is changed. */
export function unchanged<Answer>(answer: Answer): NoOwnChange<Answer> {
  return { kind: "no-change", answer }
}

function unsaved<Answer>(answer: Answer): Decision<Answer> {
  return { record: null, attempt: "keep", answer: () => answer }
}
