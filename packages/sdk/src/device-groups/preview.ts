import { previewUpdateChange } from "@muster/policy"
import * as z from "zod"
import { updateChangeSchema } from "../accounts/account-input.js"
import { loadRollout } from "../accounts/change-account.js"
import { buildFacts, updateSettings } from "../accounts/readiness.js"
import type { DeviceGroups } from "../api/device-groups.js"
import type { Dependencies } from "../dependencies.js"
import { parseAccountId, parseInput } from "../input.js"
import { revisionOf } from "../state/account-state.js"

// A page shows some; a change of the account's setting may touch every group there is.
const maxShown = 1000

/** What a change would do: the same rules over the same rows, with nothing saved. */
export async function previewChange(
  deps: Dependencies,
  input: Parameters<DeviceGroups["preview"]>[0],
): ReturnType<DeviceGroups["preview"]> {
  const accountId = parseAccountId(input)
  const { change } = parseInput(z.object({ change: updateChangeSchema }), input)
  const [catalogue, { account, groups, now }] = await Promise.all([deps.catalogue(), loadRollout(deps, accountId)])
  const { affected, readiness, refusals } = previewUpdateChange({
    ...buildFacts(deps, catalogue, now),
    account: account.rules,
    settings: updateSettings(deps, account, groups),
    change,
    override: false,
    version: revisionOf(account),
  })
  return { affected: affected.slice(0, maxShown), total: affected.length, readiness, refusals }
}
