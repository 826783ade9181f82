import { resolveUpdateSettings } from "@muster/policy"
import type { DeviceGroups } from "../api/accounts.js"
import { checkDrift, type Dependencies } from "../dependencies.js"
import { accountIdSchema, pageSchema, parseInput } from "../input.js"
import { readAccountState } from "../state/account-state.js"

const defaultLimit = 100

/** Resolves all groups in one pass and shows a page of them: what a group inherits may come from any other. */
export async function listGroups(
  deps: Dependencies,
  input: Parameters<DeviceGroups["list"]>[0],
): ReturnType<DeviceGroups["list"]> {
  const accountId = parseInput(accountIdSchema, input.accountId)
  const { after, limit } = parseInput(pageSchema, { after: input.after, limit: input.limit })
  const now = deps.clock.now()
  const [catalogue, stored] = await Promise.all([deps.catalogue(), deps.store.loadGroups(accountId)])
  checkDrift(deps, stored.databaseTime, now)
  const { rules } = readAccountState(stored.account, deps.defaults)
  const resolved = resolveUpdateSettings({
    updates: rules.updates,
    groups: stored.groups,
    catalogue,
    minimum: deps.minimum?.minimum ?? null,
    now,
  })
  const wanted = resolved.groups
    .filter(({ standing }) => input.only === undefined || standing === input.only)
    .filter(({ group }) => after == null || group.id > after)
    .sort((a, b) => (a.group.id < b.group.id ? -1 : 1))
  const items = wanted.slice(0, limit ?? defaultLimit)
  return { items, next: wanted.length > items.length ? (items.at(-1)?.group.id ?? null) : null }
}
