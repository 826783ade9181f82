import { compareIds, type DirectoryUser, type UserDirectory } from "@muster/sdk/ports"

const agent = { isAdmin: false, isService: false, hasLocalPassword: true }

/** Stands for your users table, which has the users of every account. */
const users: readonly (DirectoryUser & { readonly accountId: string })[] = [
  { ...agent, accountId: "acme", id: "ann", email: "ann@acme.example", isAdmin: true },
  { ...agent, accountId: "acme", id: "bob", email: "bob@acme.example" },
  { ...agent, accountId: "acme", id: "eve", email: null },
  { ...agent, accountId: "acme", id: "robot", email: null, isService: true, hasLocalPassword: false },
  { ...agent, accountId: "other", id: "ann", email: "ann@other.example", isAdmin: true },
]

/** Users of one account alone, in order of id by code point, at most `limit` of them, beginning after `after`. */
export const directory: UserDirectory = {
  async list({ accountId, after, limit }) {
    const following = users
      .filter((user) => user.accountId === accountId && (after === null || compareIds(user.id, after) > 0))
      .sort((one, other) => compareIds(one.id, other.id))
    const items = following.slice(0, limit)
    return { items, next: following.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
  async get({ accountId, userId }) {
    return users.find((user) => user.accountId === accountId && user.id === userId)
  },
}
