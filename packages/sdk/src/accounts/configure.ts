import { MusterError } from "@muster/core"
import { type AccountSettings, isTimeZone, newAccountRules } from "@muster/policy"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { settingsSchema } from "../state/account-state.js"
import { changeAccount } from "./change-account.js"
import { accountStatus } from "./status.js"

/** Changes the account's own settings; the others go on following the defaults. */
export async function configure(
  deps: Dependencies,
  input: Parameters<Accounts["configure"]>[0],
): ReturnType<Accounts["configure"]> {
  const given = parseInput(settingsSchema, input.settings)
  const own = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<AccountSettings>
  if (own.timeZone !== undefined && !isTimeZone(own.timeZone)) {
    throw new MusterError("ERR_INVALID_INPUT", "settings.timeZone is not an IANA time zone", {
      field: "settings.timeZone",
    })
  }
  return changeAccount(deps, input, { groups: false }, ({ account, now }) => {
    const ownSettings = { ...account.ownSettings, ...own }
    const { settings } = newAccountRules({ ...deps.defaults, ...ownSettings })
    return {
      kind: "change",
      rules: { ...account.rules, settings },
      ownSettings,
      comparesGroups: false,
      event: { kind: "settings-changed", before: account.ownSettings, after: ownSettings },
      answer: (saved) => ({ kind: "saved", status: accountStatus(deps, input.accountId, saved, now), warnings: [] }),
    }
  })
}
