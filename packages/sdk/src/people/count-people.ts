import type { Instant } from "@muster/core"
import {
  addPeople,
  canEnroll,
  countPeople,
  type EnrollablePeople,
  noPeople,
  type PeopleCounts,
  type PersonFacts,
  personState,
} from "@muster/policy"
import type { Dependencies } from "../dependencies.js"
import { accountPeople } from "./account-people.js"
import { countedFacts } from "./person-facts.js"

/** The largest page that a store gives. */
export const countingPage = 1000

/**
 * Counts how the people of an account stand, whom the directory lists: rows of users who have left it do not count.
 *
 * @returns `null` without a directory, since Muster alone knows only those who began to enroll
 */
export async function countAccountPeople(
  deps: Dependencies,
  accountId: string,
  now: Instant,
): Promise<PeopleCounts | null> {
  if (deps.directory === null) return null
  const options = { minimum: deps.minimum, now }
  let counts = noPeople
  let page: PersonFacts[] = []
  for await (const facts of listedPeople(deps, accountId, now)) {
    page.push(facts)
    if (page.length < countingPage) continue
    counts = addPeople(counts, countPeople(page, options))
    page = []
  }
  return addPeople(counts, countPeople(page, options))
}

/**
 * Asks whether anybody whom two-factor binds could sign in with it, and reads no further than to the first who could.
 *
 * @returns `unknown` without a directory
 */
export async function enrollablePeople(deps: Dependencies, accountId: string, now: Instant): Promise<EnrollablePeople> {
  if (deps.directory === null) return { kind: "unknown" }
  let bound = 0
  for await (const facts of listedPeople(deps, accountId, now)) {
    const state = personState(facts, now)
    const lacksFactor = state === "enrolling" || state === "not-enrolled"
    if (state === "enrolled" || (lacksFactor && canEnroll(facts))) return { kind: "some" }
    if (lacksFactor) bound += 1
  }
  return bound === 0 ? { kind: "some" } : { kind: "none", users: bound }
}

async function* listedPeople(deps: Dependencies, accountId: string, now: Instant): AsyncGenerator<PersonFacts> {
  const people = accountPeople(deps, { accountId, limit: countingPage })
  for (let person = await people.next(); person !== undefined; person = await people.next()) {
    if (person.user !== null) yield countedFacts(person, now)
  }
}
