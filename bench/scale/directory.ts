import type { DirectoryUser, UserDirectory } from "@muster/sdk/ports"
import { accountAt, largeAccount, signerAt, userAt } from "./names.js"
import type { Sizes } from "./sizes.js"

/** The host's list of the seeded users, made up as it is read: it takes no room, however many they are. */
export function seededDirectory(sizes: Sizes): UserDirectory {
  return {
    async list({ accountId, after, limit }) {
      const ids = idsOf(accountId, sizes)
      const begin = after === null ? 0 : Number(after)
      const end = Math.min(begin + limit, ids.count)
      const items = Array.from({ length: end - begin }, (_, index) => userOf(ids.at(begin + index)))
      return { items, next: end < ids.count ? String(end) : null }
    },
    get: async ({ userId }) => userOf(userId),
  }
}

interface Ids {
  readonly count: number
  at(index: number): string
}

/** The ids of an account's users, in order. */
function idsOf(accountId: string, sizes: Sizes): Ids {
  const { users, accounts, usersOfLarge, signers } = sizes
  if (accountId === largeAccount) {
    return {
      count: signers + usersOfLarge,
      at: (index) => (index < signers ? signerAt(index) : userAt(index - signers)),
    }
  }
  const place = Number(accountId.slice(accountAt(0).indexOf("0")))
  const firstOf = (account: number) =>
    usersOfLarge + Math.ceil(((account - 1) * (users - usersOfLarge)) / (accounts - 1))
  const first = firstOf(place)
  return { count: firstOf(place + 1) - first, at: (index) => userAt(first + index) }
}

function userOf(id: string): DirectoryUser {
  return { id, email: `${id}@acme.example`, isAdmin: false, isService: false, hasLocalPassword: true }
}
