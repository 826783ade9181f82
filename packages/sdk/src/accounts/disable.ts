import { disableTwoFactor } from "@muster/policy"
import * as z from "zod"
import type { Accounts } from "../api/accounts.js"
import type { ProofNeeded } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { changeAccount } from "./change-account.js"
import { proofNeeded } from "./proof.js"
import { accountStatus } from "./status.js"

type Answer = Exclude<Awaited<ReturnType<Accounts["disable"]>>, { readonly kind: "refused" }>

/** Switches two-factor off. A stolen or forgotten session must not be able to: it takes a fresh second factor. */
export async function disable(
  deps: Dependencies,
  input: Parameters<Accounts["disable"]>[0],
): ReturnType<Accounts["disable"]> {
  const { reason } = parseInput(z.object({ reason: z.string().trim().min(1).max(500) }), { reason: input.reason })
  return changeAccount<Answer>(
    deps,
    input,
    { groups: false, secondFactor: "asked-by-rule" },
    ({ account, actor, now }) => {
      const { rules } = account
      const proof: ProofNeeded | null = proofNeeded(deps, actor, rules, now)
      if (proof !== null) return { kind: "no-change", answer: proof }
      const result = disableTwoFactor({ account: rules, now })
      if (result.kind === "refused") return result
      return {
        kind: "change",
        rules: result.account,
        comparesGroups: false,
        event: { kind: "two-factor-disabled", before: rules.twoFactor, after: result.account.twoFactor, reason },
        answer: (saved) => ({
          kind: "disabled",
          status: accountStatus(deps, input.accountId, saved, now),
          warnings: result.warnings,
        }),
      }
    },
  )
}
