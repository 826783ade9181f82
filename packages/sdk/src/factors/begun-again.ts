import { allowsReplacement } from "@muster/enrollment"
import type { TicketedCall } from "../answers/ticketed-call.js"
import type { Enroll } from "../api/sign-in.js"
import { type NamedAttempt, repeatedAttempt } from "../attempts/named-attempt.js"
import type { Dependencies } from "../dependencies.js"
import type { State } from "../load.js"
import type { TicketClaims } from "../ticket.js"
import { enrollToReplace } from "./replacement-answer.js"

/**
 * Answers a named try at a recovery code again whose answer was lost: with another ticket for the replacement that it has begun,
 * which expires when the first one does. `null`: it is another try, or its replacement is over, or not allowed any more.
 */
export async function begunAgain(deps: Dependencies, named: NamedAttempt, state: State): Promise<Enroll | null> {
  const accepted = await repeatedAttempt(deps, named, state)
  const { replacement } = state.record
  if (accepted === null || replacement === null || replacement.id !== accepted.replacementId) return null
  if (!allowsReplacement(state.account.rules.settings.replacement, replacement, state.now)) return null
  return enrollToReplace(deps, replacingWith(named.claims), { ...state, now: accepted.at }, replacement)
}

/** The ticket says who passed the primary method, and how. */
export function replacingWith(claims: TicketClaims): TicketedCall {
  const { accountId, userId, email, locale, client, primary, isService, hasLocalPassword } = claims
  return {
    accountId,
    user: { id: userId, email, locale: locale ?? undefined, isService, hasLocalPassword },
    client,
    primary,
  }
}
