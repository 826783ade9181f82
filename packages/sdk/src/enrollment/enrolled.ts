import type { Instant } from "@muster/core"
import type { AccountRules } from "@muster/policy"
import { secondFactorProved } from "../answers/signed-in.js"
import type { Enrolled } from "../api/enrollment.js"
import type { CodeRefusal, TicketRejected } from "../api/refusals.js"
import { chargeAttempt } from "../attempts/charge-attempt.js"
import { type Decision, decideAndSave } from "../attempts/decide-and-save.js"
import { mayBeRepeated, type NamedAttempt, repeatedAttempt } from "../attempts/named-attempt.js"
import type { Dependencies } from "../dependencies.js"
import { loadState, type State } from "../load.js"
import { type NewRecoveryCodes, newRecoveryCodes } from "../recovery-codes/new-recovery-codes.js"
import { repeatableRandom } from "../recovery-codes/repeatable-random.js"
import type { TicketClaims } from "../ticket.js"

/** The answer to a confirmed enrollment. Made after the save has committed. */
export function enrolledAnswer(
  claims: TicketClaims,
  { settings }: AccountRules,
  recoveryCodes: readonly string[],
  proof: { readonly epoch: number; readonly at: Instant },
): Enrolled {
  return {
    kind: "enrolled",
    recoveryCodes,
    next:
      settings.afterEnrollment === "signed-in"
        ? secondFactorProved(claims, { method: "totp", ...proof })
        : { kind: "sign-in-again" },
  }
}

/** Makes the recovery codes that a try leads to, if it is accepted: those of a named try can be made once more. */
export async function recoveryCodesOf(deps: Dependencies, named: NamedAttempt): Promise<NewRecoveryCodes> {
  const { claims, attemptId } = named
  if (attemptId === undefined) return newRecoveryCodes(deps, claims)
  return newRecoveryCodes(deps, claims, await repeatableRandom(deps, { ...named, attemptId }))
}

/**
 * Answers a named try again whose answer was lost; `null`: there is none that it could be. The ticket is of the epoch before, so
 * the attempt is charged to the one that the confirmation has begun: whoever guesses at the code pays for it.
 */
export async function enrolledAgain(deps: Dependencies, named: NamedAttempt): Promise<Enrolled | CodeRefusal | null> {
  const state = await loadState(deps, named.claims)
  if (!mayBeRepeated(named, state)) return null
  const attempt = await chargeAttempt(deps, { ...named.claims, epoch: state.record.epoch }, "codes")
  if (attempt.kind !== "charged") return attempt
  return decideAndSave(deps, {
    key: named.claims,
    attempt,
    decide: async (charged): Promise<Decision<Enrolled | TicketRejected>> => {
      const again = await enrolledBefore(deps, named, charged)
      return again === null
        ? { record: null, attempt: "keep", answer: () => ({ kind: "ticket-rejected", reason: "superseded" }) }
        : { record: null, attempt: "refund", answer: () => again }
    },
  })
}

/** The answer of the confirmation that a named try is, made once more; `null`: it is another one, or its codes have changed. */
export async function enrolledBefore(deps: Dependencies, named: NamedAttempt, state: State): Promise<Enrolled | null> {
  const { record, account } = state
  const accepted = await repeatedAttempt(deps, named, state)
  if (accepted === null) return null
  const { codes, digests } = await recoveryCodesOf(deps, named)
  // A pepper that was rotated within the minute makes other codes, and one that was used since is not shown again.
  const works = record.recoveryCodes?.unspent ?? []
  if (digests.length !== works.length || digests.some((digest, index) => digest !== works[index])) return null
  return enrolledAnswer(named.claims, account.rules, codes, { epoch: record.epoch, at: accepted.at })
}
