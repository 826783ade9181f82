import { type Instant, keyedDigest } from "@muster/core"
import type { Throttled } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import type { UserKey } from "../ports/index.js"

const day = 86_400
const codesPerAddressAndDay = 10
const codesPerAccountAndHour = 2000

/**
 * Spends from the budgets that reach beyond one user: an address is not mailed more often because several accounts know
 * it, and a broken host cannot mail for ever. The user's own caps are rules of the machine.
 *
 * @returns `null` when there was room
 * @see OWASP Forgot Password Cheat Sheet; ASVS 6.6.3
 */
export async function spendMailBudget(
  deps: Dependencies,
  key: UserKey,
  address: string,
  now: Instant,
): Promise<Throttled | null> {
  if (deps.mailBudget === null) return null
  const { digest } = await keyedDigest({ keys: deps.keys, label: "mail-budget", parts: [address.toLowerCase()] })
  const spent = await deps.mailBudget.spend(
    [
      { key: `address:${digest}`, limit: codesPerAddressAndDay, windowSeconds: day },
      { key: `account:${key.accountId}`, limit: codesPerAccountAndHour, windowSeconds: 3600 },
    ],
    now,
  )
  return spent.kind === "spent" ? null : { kind: "throttled", retryAt: spent.retryAt, limit: "mail" }
}
