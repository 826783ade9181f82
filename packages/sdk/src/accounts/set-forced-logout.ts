import { setForcedLogout as decide } from "@muster/policy"
import * as z from "zod"
import type { Accounts, Saved } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { forcedLogoutSchema } from "./account-input.js"
import { type ChangedAccount, changeAccount } from "./change-account.js"
import { accountStatus } from "./status.js"

/** Sets, moves or clears the date: one row, whatever the number of sessions, and none for the date that stands. */
export async function setForcedLogout(
  deps: Dependencies,
  input: Parameters<Accounts["setForcedLogout"]>[0],
): ReturnType<Accounts["setForcedLogout"]> {
  const { forcedLogout } = parseInput(z.object({ forcedLogout: forcedLogoutSchema.nullable() }), {
    forcedLogout: input.forcedLogout,
  })
  return changeAccount(deps, input, { groups: false }, ({ account, now }) => {
    const result = decide({ account: account.rules, forcedLogout, now })
    if (result.kind === "refused") return result
    const answer = (saved: ChangedAccount): Saved => ({
      kind: "saved",
      status: accountStatus(deps, input.accountId, saved, now),
      warnings: result.warnings,
    })
    if (!result.changed) return { kind: "no-change", answer: answer(account) }
    return {
      kind: "change",
      rules: result.account,
      comparesGroups: false,
      event: { kind: "forced-logout-set", before: account.rules.twoFactor, after: result.account.twoFactor },
      answer,
    }
  })
}
