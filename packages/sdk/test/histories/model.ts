import { authenticator } from "@muster/core/testing"
import type { Assurance } from "../../src/index.js"
import type { UserKey } from "../../src/ports/index.js"
import { nameOf, type Real } from "./world.js"

/** What the world outside Muster knows of a user: what was shown, mailed and handed out. The reference has no rules of its own. */
export interface Person {
  readonly key: UserKey
  readonly email: string
  /** Every ticket that the user was handed, the newest last. */
  readonly tickets: string[]
  /** The key that a ticket was shown, as a URI. */
  readonly shown: Map<string, string>
  /** The key of the factor; `null`: none. */
  factor: string | null
  /** Keys of factors that are gone. */
  readonly retired: string[]
  /** Recovery codes that work. */
  recoveryCodes: readonly string[]
  /** Recovery codes that do not work any more. */
  readonly deadCodes: string[]
  /** A set that was shown and not acknowledged. */
  renewed: { readonly setId: string; readonly codes: readonly string[] } | null
  /** What sign-ins gave, the newest last. */
  readonly assurances: Assurance[]
  /** The step of the last accepted code of the factor. */
  lastStep: number
  /** Codes that were compared, as far as answers tell. */
  compared: number
}

/** The reference: people of two accounts, some with equal ids. */
export interface Model {
  readonly people: ReadonlyMap<string, Person>
  /** The kinds of all answers, by account, in order. */
  readonly answers: Map<string, string[]>
  /** Everything that must never be seen where it does not belong. */
  readonly secrets: Set<string>
}

export const accounts = ["acme", "globex"] as const
export const userIds = ["ann", "bob"] as const

/** Nobody has done anything yet. */
export function newModel(): Model {
  const people = new Map<string, Person>()
  for (const accountId of accounts) {
    for (const userId of userIds) {
      const key = { accountId, userId }
      people.set(nameOf(key), {
        key,
        email: `${userId}@${accountId}.example`,
        tickets: [],
        shown: new Map(),
        factor: null,
        retired: [],
        recoveryCodes: [],
        deadCodes: [],
        renewed: null,
        assurances: [],
        lastStep: 0,
        compared: 0,
      })
    }
  }
  return { people, answers: new Map(accounts.map((account) => [account, []])), secrets: new Set() }
}

export function personOf({ people }: Model, key: UserKey): Person {
  const person = people.get(nameOf(key))
  if (person === undefined) throw new Error("nobody of that name")
  return person
}

const period = 30_000

/** The codes that an app shows around now, with their steps. */
export function codesOf(uri: string, { clock }: Pick<Real, "clock">): ReadonlyMap<string, number> {
  const around = [-1, 0, 1].map((drift) => {
    const shifted = { now: () => clock.now() + drift * period }
    return [authenticator(uri, shifted).code(), Math.floor(shifted.now() / period)] as const
  })
  return new Map(around)
}

/** The factor is gone, with all that belonged to it. */
export function loseFactor(person: Person): void {
  if (person.factor !== null) person.retired.push(person.factor)
  person.factor = null
  person.lastStep = 0
  renewCodes(person, [])
  person.renewed = null
}

/** The codes of before are dead. */
export function renewCodes(person: Person, codes: readonly string[]): void {
  person.deadCodes.push(...person.recoveryCodes)
  person.recoveryCodes = codes
}
