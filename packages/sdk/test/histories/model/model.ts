import type { UserKey } from "../../../src/ports/index.js"
import { nameOf } from "../world.js"
import { type KnownAccount, newAccount } from "./account.js"
import { newPerson, type Person } from "./person.js"

/** The reference: people of two accounts, some with equal ids. It knows what was answered, and calls nothing. */
export interface Model {
  readonly people: ReadonlyMap<string, Person>
  readonly accounts: ReadonlyMap<string, KnownAccount>
  /** The kinds of all answers, by account, in order. */
  readonly answers: ReadonlyMap<string, string[]>
  /** The answers that are about no account. */
  readonly worldAnswers: string[]
  /** Everything that must never be seen where it does not belong. */
  readonly secrets: Set<string>
}

export const accountIds = ["acme", "globex"] as const
export const userIds = ["ann", "bob"] as const

/** Nobody has done anything yet. */
export function newModel(): Model {
  const people = accountIds.flatMap((accountId) => userIds.map((userId) => newPerson({ accountId, userId })))
  return {
    people: new Map(people.map((person) => [nameOf(person.key), person])),
    accounts: new Map(accountIds.map((accountId) => [accountId, newAccount()])),
    answers: new Map(accountIds.map((accountId) => [accountId, []])),
    worldAnswers: [],
    secrets: new Set(),
  }
}

export function personOf({ people }: Model, key: UserKey): Person {
  const person = people.get(nameOf(key))
  if (person === undefined) throw new Error("nobody of that name")
  return person
}

export function accountOf({ accounts }: Model, accountId: string): KnownAccount {
  const account = accounts.get(accountId)
  if (account === undefined) throw new Error("no account of that name")
  return account
}

/** The user of the same id in the other account. */
export function namesakeOf(model: Model, { accountId, userId }: UserKey): Person {
  return personOf(model, { accountId: accountId === "acme" ? "globex" : "acme", userId })
}
