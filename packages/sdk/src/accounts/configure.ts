import { MusterError } from "@muster/core"
import { type AccountSettings, isTimeZone, newAccountRules } from "@muster/policy"
import * as z from "zod"
import type { Accounts, Saved } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { settingsSchema } from "../state/account-state.js"
import { type ChangedAccount, changeAccount } from "./change-account.js"
import { accountStatus } from "./status.js"

// A stored state may have settings that only a later version knows; what is given here may not, since a slip in a name
// would do nothing.
const schema = z.object({ settings: settingsSchema.strict() })

/** Changes the account's own settings; the others go on following the defaults. */
export async function configure(
  deps: Dependencies,
  input: Parameters<Accounts["configure"]>[0],
): ReturnType<Accounts["configure"]> {
  const given = parseInput(schema, { settings: input.settings }).settings
  const own = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  ) as Partial<AccountSettings>
  if (own.timeZone !== undefined && !isTimeZone(own.timeZone)) {
    throw new MusterError("ERR_INVALID_INPUT", "settings.timeZone is not an IANA time zone", {
      field: "settings.timeZone",
    })
  }
  return changeAccount(deps, input, { groups: false }, ({ account, now }) => {
    const answer = (saved: ChangedAccount): Saved => ({
      kind: "saved",
      status: accountStatus(deps, input.accountId, saved, now),
      warnings: [],
    })
    if (isSet(account.ownSettings, own)) return { kind: "no-change", answer: answer(account) }
    const ownSettings = { ...account.ownSettings, ...own }
    const { settings } = newAccountRules({ ...deps.defaults, ...ownSettings })
    return {
      kind: "change",
      rules: { ...account.rules, settings },
      ownSettings,
      comparesGroups: false,
      event: { kind: "settings-changed", before: account.ownSettings, after: ownSettings },
      answer,
    }
  })
}

/**
 * Says whether the account has set all of it already. Both have been through the schema, which orders what is nested.
 */
function isSet(own: Partial<AccountSettings>, given: Partial<AccountSettings>): boolean {
  const names = Object.keys(given) as (keyof AccountSettings)[]
  return names.every((name) => JSON.stringify(own[name]) === JSON.stringify(given[name]))
}
