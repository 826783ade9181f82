import { type AssuranceFacts, decideSession, type SessionVerdict } from "@muster/policy"
import { freshProofNeeded } from "../accounts/proof.js"
import type { ProofNeeded, SessionEnded } from "../api/refusals.js"
import type { Assurance } from "../assurance.js"
import type { Dependencies } from "../dependencies.js"
import { loadState, type State } from "../load.js"
import { sessionUserFacts } from "../user-facts.js"
import { assuranceOf, type ReadAssurance } from "./assurance-facts.js"

/** A session that goes on, with its user as they are now. */
export interface OwnSession {
  readonly kind: "own"
  readonly state: State
  readonly assurance: Assurance
  readonly facts: AssuranceFacts
  /** That it goes on, and why. */
  readonly verdict: SessionVerdict
}

/** Loads the user of the session that asks: one read. */
export async function ownSession(deps: Dependencies, value: unknown): Promise<OwnSession | SessionEnded> {
  const session = assuranceOf(value)
  return session === null ? { kind: "session-ended" } : sessionOf(session, await loadState(deps, session.assurance))
}

/**
 * Judges the session on its user as loaded. What `sessions.check` would end is over here too, a session that it lets drain
 * included, since nothing new begins in one.
 */
export function sessionOf({ assurance, facts }: ReadAssurance, state: State): OwnSession | SessionEnded {
  const verdict = decideSession({
    account: state.account.rules,
    user: sessionUserFacts(state.record, assurance),
    assurance: facts,
    activity: null,
    now: state.now,
  })
  return verdict.kind === "logout" ? { kind: "session-ended" } : { kind: "own", state, assurance, facts, verdict }
}

/**
 * Asks whether the session has proved a second factor lately: one that was left open or stolen must not be able to change the
 * factor.
 *
 * @see ASVS 7.5.1, 7.5.3
 */
export function ownProofNeeded(deps: Dependencies, { facts, state }: OwnSession): ProofNeeded | null {
  const { method, signedInAt } = facts
  return freshProofNeeded(deps, { provedAt: method === "primary-only" ? null : signedInAt }, state.now)
}
