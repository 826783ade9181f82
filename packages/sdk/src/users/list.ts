import { isErased } from "@muster/enrollment"
import type { AccountRules } from "@muster/policy"
import * as z from "zod"
import type { UserStatus, Users } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import { pageSchema, parseAccountId, parseInput } from "../input.js"
import { type AccountPerson, accountPeople } from "../people/account-people.js"
import { readAccountState } from "../state/account-state.js"
import { readUserState } from "../state/user-state.js"
import { markCursor, unmarkCursor } from "./marked-cursor.js"
import { readUserCursor, writeUserCursor } from "./user-cursor.js"
import { isBlockedByBuild, userStatus } from "./user-status.js"

const schema = pageSchema.extend({
  // A cursor of this list holds one of the directory and one of the store.
  after: z.string().max(20_000).nullish(),
  state: z
    .enum([
      "not-enrolled",
      "enrolling",
      "enrolled",
      "exempt",
      "single-sign-on",
      "service",
      "locked",
      "blocked-by-build",
    ])
    .optional(),
})

const defaultLimit = 100
/** People on a page of a call with a filter: as many as a store gives. */
const filteredPage = 1000
/**
 * What a call reads at most of the directory and of the store each, however few match and however short their pages
 * are.
 */
const mostPages = 10

/** A page of the account's people: one read of the directory and one statement, unless a filter has to look further. */
export async function listUsers(deps: Dependencies, input: Parameters<Users["list"]>[0]): ReturnType<Users["list"]> {
  const accountId = parseAccountId(input)
  const { after, limit, state } = parseInput(schema, { after: input.after, limit: input.limit, state: input.state })
  const wanted = limit ?? defaultLimit
  const now = deps.clock.now()
  const isShown = await filterOf(deps, accountId, state, now)
  const pageSize = state === undefined ? wanted : filteredPage
  const from = readUserCursor(await unmarkCursor(deps, accountId, after))
  const people = accountPeople(deps, { accountId, limit: pageSize, from, mostPages })
  const items: UserStatus[] = []
  while (items.length < wanted) {
    const person = await people.next()
    if (person === undefined) break
    if (isGone(person)) continue
    const status = userStatus(deps, person, now)
    if (isShown(status)) items.push(status)
  }
  const { place } = people
  return { items, next: place === null ? null : await markCursor(deps, accountId, writeUserCursor(place)) }
}

/** Whoever was erased, and whom the directory does not list either, is nobody to be listed. */
function isGone({ user, row }: AccountPerson): boolean {
  return user === null && row !== null && isErased(readUserState(row.user).record)
}

type Filter = (status: UserStatus) => boolean

async function filterOf(
  deps: Dependencies,
  accountId: string,
  state: z.infer<typeof schema>["state"],
  now: number,
): Promise<Filter> {
  switch (state) {
    case undefined:
      return () => true
    case "locked":
      return ({ lockedUntil }) => lockedUntil !== null
    case "blocked-by-build": {
      const rules = await accountRules(deps, accountId)
      return (status) => isBlockedByBuild(deps, status, rules, now)
    }
    default:
      return (status) => status.state === state
  }
}

async function accountRules(deps: Dependencies, accountId: string): Promise<AccountRules> {
  const { account } = await deps.clockGuard.timed(() => deps.store.loadAccount(accountId))
  return readAccountState(account, deps.defaults).rules
}
