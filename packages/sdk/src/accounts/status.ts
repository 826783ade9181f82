import { forcedLogoutBounds } from "@muster/policy"
import type { AccountStatus, Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseAccountId } from "../input.js"
import { readAccountState, revisionOf } from "../state/account-state.js"
import type { ChangedAccount } from "./change-account.js"

/** Where an account stands, as an admin page shows it. */
export function accountStatus(
  deps: Dependencies,
  accountId: string,
  account: ChangedAccount,
  now: number,
): AccountStatus {
  const { settings, updates, twoFactor } = account.rules
  return {
    accountId,
    version: revisionOf(account),
    twoFactor:
      twoFactor.kind === "off"
        ? { kind: "off" }
        : {
            ...twoFactor,
            lastDate: forcedLogoutBounds({ enabledAt: twoFactor.enabledAt, now, timeZone: settings.timeZone }).lastDate,
          },
    minimum: deps.minimum?.minimum ?? null,
    updates,
    settings,
  }
}

/** Reads where an account stands. */
export async function readStatus(
  deps: Dependencies,
  input: Parameters<Accounts["status"]>[0],
): ReturnType<Accounts["status"]> {
  const accountId = parseAccountId(input)
  const { account, now } = await deps.clockGuard.timed(() => deps.store.loadAccount(accountId))
  return accountStatus(deps, accountId, readAccountState(account, deps.defaults), now)
}
