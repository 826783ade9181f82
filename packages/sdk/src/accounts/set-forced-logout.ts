import { setForcedLogout as decide } from "@muster/policy"
import * as z from "zod"
import type { Accounts } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { forcedLogoutSchema } from "./account-input.js"
import { changeAccount } from "./change-account.js"
import { accountStatus } from "./status.js"

/** Sets, moves or clears the date: one row, whatever the number of sessions. */
export async function setForcedLogout(
  deps: Dependencies,
  input: Parameters<Accounts["setForcedLogout"]>[0],
): ReturnType<Accounts["setForcedLogout"]> {
  const { forcedLogout } = parseInput(z.object({ forcedLogout: forcedLogoutSchema.nullable() }), input)
  return changeAccount(deps, input, { groups: false }, ({ account, now }) => {
    const result = decide({ account: account.rules, forcedLogout, now })
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
