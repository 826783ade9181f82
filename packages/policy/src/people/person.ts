import type { Instant } from "@muster/core"
import type { Client } from "../builds/client.js"
import { endOfExemption } from "../verdicts/excuse.js"

/** What the host and the store know about a user, for counting people. */
export interface PersonFacts {
  /** Whether the user is an admin. */
  readonly isAdmin: boolean
  /** Whether the user is a service user: a program that signs in by itself. */
  readonly isService: boolean
  /** Whether the host keeps a password for the user. */
  readonly hasLocalPassword: boolean
  /** Whether the user signs in through the organisation's identity provider. */
  readonly usesSso: boolean
  /** Whether there is an address to send a code to. */
  readonly hasEmail: boolean
  /** Where the user stands with enrolling, whether or not the account asks for it. */
  readonly state: "not-enrolled" | "enrolling" | "enrolled"
  /** Until when the user need not enroll; `null`: not exempt. */
  readonly exemptUntil: Instant | null
  /** The client that the user was last seen with; `null`: not seen yet. */
  readonly client: Client | null
}

/**
 * Where a user stands in a roll-out. `enrolling` and `not-enrolled` are those whom two-factor binds and who have no
 * factor yet; `service`, `single-sign-on` and `exempt` need none.
 */
export type PersonState = "enrolled" | "service" | "single-sign-on" | "exempt" | "enrolling" | "not-enrolled"

/**
 * Says where a user stands in a roll-out. Whoever has a factor is enrolled, whatever else holds; of several excuses the
 * lasting one is named. The stages of a roll-out are no excuse: they only bind later.
 */
export function personState(person: PersonFacts, now: Instant): PersonState {
  if (person.state === "enrolled") return "enrolled"
  if (person.isService) return "service"
  if (person.usesSso && !person.hasLocalPassword) return "single-sign-on"
  const exemptUntil = endOfExemption(person)
  return exemptUntil !== null && now < exemptUntil ? "exempt" : person.state
}

/**
 * Says whether a user could enroll when asked to: no service user, and with an address for the email code. Whether the
 * user is asked at all is for {@link personState} to say: who is exempt or uses single sign-on needs no address.
 */
export function canEnroll({ isService, hasEmail }: Pick<PersonFacts, "isService" | "hasEmail">): boolean {
  return hasEmail && !isService
}
