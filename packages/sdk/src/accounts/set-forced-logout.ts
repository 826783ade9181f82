import { setForcedLogout as decide } from "@muster/policy"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { changeAccount } from "./change-account.js"
import { accountStatus } from "./status.js"

/** Sets, moves or clears the date: one row, whatever the number of sessions. */
export function setForcedLogout(
  deps: Dependencies,
  input: Parameters<Accounts["setForcedLogout"]>[0],
): ReturnType<Accounts["setForcedLogout"]> {
  return changeAccount(deps, input, false, ({ account, now }) => {
    const result = decide({ account: account.rules, forcedLogout: input.forcedLogout, now })
    if (result.kind === "refused") return result
    return {
      kind: "change",
      rules: result.account,
      comparesGroups: false,
      event: { kind: "forced-logout-set", before: account.rules.twoFactor, after: result.account.twoFactor },
      answer: (saved) => ({
        kind: "saved",
        status: accountStatus(deps, input.accountId, saved, now),
        warnings: result.warnings,
      }),
    }
  })
}
