import type { EnrollablePeople } from "@muster/policy"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseAccountId, parseInput } from "../input.js"
import { enrollablePeople } from "../people/count-people.js"
import { revisionOf } from "../state/account-state.js"
import { enablementSchema } from "./account-input.js"
import { actingAdmin } from "./acting-admin.js"
import { type ChangedAccount, changeAccount, type LoadedRollout } from "./change-account.js"
import { decideEnablement, type EnablementPeople, peopleWhileOn } from "./enablement.js"
import { reasonOf } from "./override-reason.js"
import { readinessOf, updateSettings } from "./readiness.js"
import { accountStatus } from "./status.js"

/** Switches two-factor on; compares groups too, so that enabled implies that every group meets the minimum. */
export async function enable(
  deps: Dependencies,
  input: Parameters<Accounts["enable"]>[0],
): ReturnType<Accounts["enable"]> {
  const accountId = parseAccountId(input)
  const wish = parseInput(enablementSchema, { forcedLogout: input.forcedLogout, stages: input.stages })
  const reason = reasonOf(input.override)
  const catalogue = await deps.catalogue()
  const peopleOf = peopleReader(deps, accountId)
  return changeAccount(deps, input, { groups: true }, async (loaded) => {
    const { account, groups } = loaded
    const { rules } = account
    const people = await peopleOf(loaded)
    // Reading the directory may have taken a while; the enablement begins after it.
    const now = deps.clock.now()
    const settings = updateSettings(deps, account, groups)
    const { outcome, warnings } = decideEnablement(deps, {
      ...people,
      wish,
      loaded: { ...loaded, now },
      readiness: readinessOf(deps, catalogue, settings, revisionOf(account), now),
      override: reason !== undefined,
    })
    if (outcome.kind === "refused") return outcome
    const answer = (changed: boolean, saved: ChangedAccount) => ({
      kind: "enabled" as const,
      changed,
      status: accountStatus(deps, accountId, saved, now),
      warnings,
    })
    if (!outcome.changed) return { kind: "no-change", answer: answer(false, account) }
    return {
      kind: "change",
      rules: outcome.account,
      comparesGroups: true,
      event: {
        kind: "two-factor-enabled",
        before: rules.twoFactor,
        after: outcome.account.twoFactor,
        ...(reason === undefined ? {} : { reason }),
      },
      answer: (saved) => answer(true, saved),
    }
  })
}

/** Reads the directory once, however often the save loses, and only where two-factor is off. */
function peopleReader(deps: Dependencies, accountId: string) {
  let enrollable: Promise<EnrollablePeople> | undefined
  return async ({ account, actor }: LoadedRollout): Promise<EnablementPeople> => {
    if (account.rules.twoFactor.kind === "on") return peopleWhileOn(actor)
    enrollable ??= enrollablePeople(deps, accountId, deps.clock.now())
    return { people: await enrollable, actingAdmin: await actingAdmin(deps, accountId, actor) }
  }
}
