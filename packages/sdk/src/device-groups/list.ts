import { resolveUpdateSettings } from "@muster/policy"
import * as z from "zod"
import { loadRollout } from "../accounts/change-account.js"
import { buildFacts, updateSettings } from "../accounts/readiness.js"
import type { DeviceGroups } from "../api/device-groups.js"
import type { Dependencies } from "../dependencies.js"
import { pageSchema, parseAccountId, parseInput } from "../input.js"

const defaultLimit = 100

/** Resolves all groups in one pass and shows a page of them: what a group inherits may come from any other. */
export async function listGroups(
  deps: Dependencies,
  input: Parameters<DeviceGroups["list"]>[0],
): ReturnType<DeviceGroups["list"]> {
  const accountId = parseAccountId(input)
  const { after, limit } = parseInput(pageSchema, { after: input.after, limit: input.limit })
  const { only } = parseInput(z.object({ only: z.enum(["below", "unknown"]).optional() }), { only: input.only })
  const [catalogue, { account, groups, now }] = await Promise.all([deps.catalogue(), loadRollout(deps, accountId)])
  const resolved = resolveUpdateSettings({
    ...updateSettings(deps, account, groups),
    ...buildFacts(deps, catalogue, now),
  })
  const wanted = resolved.groups
    .filter(({ standing }) => only === undefined || standing === only)
    .filter(({ group }) => after == null || group.id > after)
    .sort((a, b) => (a.group.id < b.group.id ? -1 : 1))
  const items = wanted.slice(0, limit ?? defaultLimit)
  return { items, next: wanted.length > items.length ? (items.at(-1)?.group.id ?? null) : null }
}
