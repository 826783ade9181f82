import { createHmac } from "node:crypto"
import { generateTotp, TOTP_DEFAULTS } from "@muster/core"
import type { SignInUser } from "@muster/sdk"
import type { DirectoryUser, UserDirectory } from "@muster/sdk/ports"

/** How many users there are, and in how many accounts. */
export interface Population {
  readonly users: number
  readonly accounts: number
}

/** How authenticators make codes here. */
export const totp = TOTP_DEFAULTS
const periodMilliseconds = totp.periodSeconds * 1000

/** The id of a user, who has a number from 0 on. */
export const userIdOf = (user: number) => `user-${String(user).padStart(7, "0")}`
const userOf = (userId: string) => Number(userId.slice("user-".length))

/** The accounts' ids. */
export const accountIdOf = (account: number) => `account-${account}`

/** The account of a user; neighbours by number are of different accounts. */
export const accountOf = (user: number, { accounts }: Population) => accountIdOf(user % accounts)

/** A user, as the host knows them when they sign in. */
export const signInUser = (user: number): SignInUser => ({
  id: userIdOf(user),
  email: `${userIdOf(user)}@load.example`,
})

/** The secret of a user's authenticator, which only whoever has the seed of the run can tell. */
export const secretOf = (user: number, seed: string): Uint8Array =>
  new Uint8Array(createHmac("sha256", seed).update(userIdOf(user)).digest().subarray(0, 20))

/** The codes of a user around an instant, by how many steps they are from it. */
export interface Codes {
  readonly step: number
  readonly right: string
  /** The code of no step that could be accepted. */
  readonly wrong: string
}

/**
 * What a user's authenticator shows. `null`: by chance two steps have the same code, so that nobody could tell which of them a
 * machine took it for.
 */
export function codesOf(user: number, seed: string, now: number): Codes | null {
  const secret = secretOf(user, seed)
  const around = [-2, -1, 0, 1, 2].map((steps) =>
    generateTotp({ secret, parameters: totp, at: now + steps * periodMilliseconds }),
  )
  if (new Set(around).size < around.length) return null
  const right = around[2] ?? ""
  let wrong = right
  do wrong = String((Number(wrong) + 1) % 10 ** totp.digits).padStart(totp.digits, "0")
  while (around.includes(wrong))
  return { step: stepOf(now), right, wrong }
}

/** The time step of an instant. */
export const stepOf = (now: number) => Math.floor(now / periodMilliseconds)

/** The host's users, made up from their numbers. */
export function directoryOf(population: Population): UserDirectory {
  const { users, accounts } = population
  const userAt = (user: number): DirectoryUser => ({
    ...signInUser(user),
    accountId: accountOf(user, population),
    isAdmin: isAdmin(user, population),
    isService: false,
    hasLocalPassword: true,
  })
  return {
    async list({ accountId, after, limit }) {
      const first = after === null ? Number(accountId.slice("account-".length)) : userOf(after) + accounts
      const items: DirectoryUser[] = []
      for (let user = first; user < users && items.length < limit; user += accounts) items.push(userAt(user))
      const last = items.at(-1)
      return { items, next: last !== undefined && userOf(last.id) + accounts < users ? last.id : null }
    },
    async get({ accountId, userId }) {
      const user = userOf(userId)
      return user < users && accountOf(user, population) === accountId ? userAt(user) : undefined
    },
  }
}

/** The first user of each account administers it. */
export const isAdmin = (user: number, { accounts }: Population) => user < accounts
