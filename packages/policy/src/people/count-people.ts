import type { Instant } from "@muster/core"
import type { MinimumRules } from "../builds/minimum.js"
import { clientConcern } from "../verdicts/client-concern.js"
import { canEnroll, type PersonFacts, type PersonState, personState } from "./person.js"

/** How an account's users stand in a roll-out. The six after `total` add up to it. */
export interface PeopleCounts {
  /** All users. */
  readonly total: number
  /** Have a factor. */
  readonly enrolled: number
  /** Bound, and have begun to enroll. */
  readonly enrolling: number
  /** Bound, and have not begun to enroll. */
  readonly notEnrolled: number
  /** Need not enroll for the time being. */
  readonly exempt: number
  /** Service users. */
  readonly service: number
  /** Sign in through the organisation's identity provider and have no password here. */
  readonly singleSignOn: number
  /** Bound, without a factor, and without an address to enroll by. */
  readonly withoutEmail: number
  /** Enrolled or bound, and last seen with a build under the minimum. */
  readonly belowMinimum: number
  /** Enrolled or bound, and last seen with a client that a minimum applies to and that does not say its build. */
  readonly buildUnknown: number
  /** Admins who are no service users. */
  readonly admins: number
  /** Admins who are bound and have no factor. */
  readonly adminsNotEnrolled: number
  /** Admins who are bound, have no factor, and no address to enroll by. */
  readonly adminsWithoutEmail: number
  /**
   * Admins who have a factor, or have to enroll and could: those who can help others once two-factor is on. One who is
   * exempt or uses single sign-on proves no second factor, and cannot.
   */
  readonly adminsAbleToHelp: number
}

/** What {@link countPeople} needs beside the people. */
export interface CountPeopleOptions {
  /** The vendor's minimum builds; `null`: clients are not judged by build. */
  readonly minimum: MinimumRules | null
  /** The present. */
  readonly now: Instant
}

/** Nobody: the start of a sum over pages. */
export const noPeople: PeopleCounts = Object.freeze({
  total: 0,
  enrolled: 0,
  enrolling: 0,
  notEnrolled: 0,
  exempt: 0,
  service: 0,
  singleSignOn: 0,
  withoutEmail: 0,
  belowMinimum: 0,
  buildUnknown: 0,
  admins: 0,
  adminsNotEnrolled: 0,
  adminsWithoutEmail: 0,
  adminsAbleToHelp: 0,
})

type Counters = { -readonly [Name in keyof PeopleCounts]: number }

const counterOf = {
  enrolled: "enrolled",
  enrolling: "enrolling",
  "not-enrolled": "notEnrolled",
  exempt: "exempt",
  service: "service",
  "single-sign-on": "singleSignOn",
} as const satisfies Record<PersonState, keyof PeopleCounts>

/**
 * Counts how users stand in a roll-out, each once. Whoever cannot sign in at all, since the host has disabled them, is
 * not to be among the people: nothing here could tell them from the others. Stages make no difference: they only bind
 * later.
 *
 * @example
 * ```ts
 * let counts = noPeople
 * for (const page of pages) counts = addPeople(counts, countPeople(page, { minimum, now }))
 * for (const warning of peopleWarnings(counts)) showMessage(explainReason(warning))
 * ```
 */
export function countPeople(people: Iterable<PersonFacts>, options: CountPeopleOptions): PeopleCounts {
  const counts: Counters = { ...noPeople }
  for (const person of people) countPerson(counts, person, options)
  return counts
}

/** Adds what was counted on one page to what was counted on others. */
export function addPeople(one: PeopleCounts, other: PeopleCounts): PeopleCounts {
  const sum: Counters = { ...one }
  for (const name of Object.keys(noPeople) as (keyof PeopleCounts)[]) sum[name] += other[name]
  return sum
}

function countPerson(counts: Counters, person: PersonFacts, { minimum, now }: CountPeopleOptions) {
  const state = personState(person, now)
  const lacksFactor = state === "enrolling" || state === "not-enrolled"
  const isAdmin = person.isAdmin && !person.isService
  counts.total++
  counts[counterOf[state]]++
  if (isAdmin) counts.admins++
  if (lacksFactor && isAdmin) counts.adminsNotEnrolled++
  if (lacksFactor && !canEnroll(person)) {
    counts.withoutEmail++
    if (isAdmin) counts.adminsWithoutEmail++
  }
  if (isAdmin && (state === "enrolled" || (lacksFactor && canEnroll(person)))) counts.adminsAbleToHelp++
  const concern = state === "enrolled" || lacksFactor ? concernAbout(person, minimum) : undefined
  if (concern === "build-below-minimum") counts.belowMinimum++
  if (concern === "build-unknown") counts.buildUnknown++
}

function concernAbout({ client }: PersonFacts, minimum: MinimumRules | null) {
  return client === null ? undefined : clientConcern(client, minimum)?.code
}
