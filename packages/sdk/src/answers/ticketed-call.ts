import type { Client } from "@muster/policy"
import type { Primary, SignInUser } from "../api/people.js"
import type { State } from "../load.js"
import { primaryFacts } from "../user-facts.js"

/** Who passed the primary method, how, and from where: what a ticket carries to the calls that follow. */
export interface TicketedCall {
  readonly accountId: string
  readonly user: SignInUser
  readonly client: Client
  readonly primary: Primary
}

/** The claims that every ticket has in common, before it is one for a challenge or for an enrollment. */
export function claimsOf({ accountId, user, client, primary }: TicketedCall, { record }: State) {
  return {
    accountId,
    userId: user.id,
    email: user.email,
    locale: user.locale ?? null,
    client,
    ...primaryFacts(user, primary),
    epoch: record.epoch,
    isStepUp: false,
    enrollmentId: null,
    replacementId: null,
  }
}

/** The claims of a ticket that lives so many seconds from now. */
export function lasting({ now }: State, seconds: number) {
  return { issuedAt: now, expiresAt: now + seconds * 1000 }
}
