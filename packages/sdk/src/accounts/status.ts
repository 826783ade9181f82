import { forcedLogoutBounds } from "@muster/policy"
import type { AccountStatus, Accounts } from "../api/accounts.js"
import { checkDrift, type Dependencies } from "../dependencies.js"
import { accountIdSchema, parseInput } from "../input.js"
import { type Account, readAccountState } from "../state/account-state.js"

/** Where an account stands, as an admin page shows it. */
export function accountStatus(
  deps: Dependencies,
  accountId: string,
  { version, rules }: Pick<Account, "version" | "rules">,
  now: number,
): AccountStatus {
  const { settings, updates, twoFactor } = rules
  return {
    accountId,
    version,
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
  const accountId = parseInput(accountIdSchema, input.accountId)
  const now = deps.clock.now()
  const { account, databaseTime } = await deps.store.loadAccount(accountId)
  checkDrift(deps, databaseTime, now)
  return accountStatus(deps, accountId, readAccountState(account, deps.defaults), now)
}
