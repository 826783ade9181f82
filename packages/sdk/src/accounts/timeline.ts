import { timeline } from "@muster/policy"
import * as z from "zod"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseAccountId, parseInput } from "../input.js"
import { loadRollout } from "./change-account.js"
import { buildFacts } from "./readiness.js"

/** What will happen to the account by time alone. */
export async function readTimeline(
  deps: Dependencies,
  input: Parameters<Accounts["timeline"]>[0],
): ReturnType<Accounts["timeline"]> {
  const accountId = parseAccountId(input)
  const { until } = parseInput(z.object({ until: z.number().int() }), { until: input.until })
  const catalogue = await deps.catalogue()
  const { account, groups, now } = await loadRollout(deps, accountId)
  const { minimum } = buildFacts(deps, catalogue, now)
  return timeline({
    account: account.rules,
    groups,
    ungrouped: deps.ungroupedMachines,
    catalogue,
    minimum,
    from: now,
    until,
  })
}
