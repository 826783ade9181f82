import { type Instant, keyedDigest } from "@muster/core"
import type { Throttled } from "../api/refusals.js"
import type { Dependencies } from "../dependencies.js"
import type { UserKey } from "../ports/index.js"

const day = 86_400
const mailsPerAddressAndDay = 10
const mailsPerAccountAndHour = 2000

/** Spends one mail to each of the addresses; `null` when there was room for all. */
export type SpendMail = (addresses: readonly string[], now: Instant) => Promise<Throttled | null>

/**
 * The budgets that reach beyond one user, for one call: an address is not mailed more often because several accounts know it, and
 * a broken host cannot mail for ever. Deciding again after a lost race does not spend again. The user's own caps are rules of the
 * machine.
 *
 * @see OWASP Forgot Password Cheat Sheet; ASVS 6.6.3
 */
export function mailBudgetOf(deps: Dependencies, key: UserKey): SpendMail {
  let spent: Promise<Throttled | null> | undefined
  return async (addresses, now) => {
    spent ??= spend(deps, key, addresses, now)
    return spent
  }
}

async function spend(
  { mailBudget, keys }: Dependencies,
  { accountId }: UserKey,
  addresses: readonly string[],
  now: Instant,
): Promise<Throttled | null> {
  if (mailBudget === null) return null
  const lines = addresses.map(async (address) => {
    const { digest } = await keyedDigest({ keys, label: "mail-budget", parts: [address.toLowerCase()] })
    return { key: `address:${digest}`, limit: mailsPerAddressAndDay, windowSeconds: day }
  })
  const account = { key: `account:${accountId}`, limit: mailsPerAccountAndHour, windowSeconds: 3600 }
  const answer = await mailBudget.spend([...(await Promise.all(lines)), account], now)
  return answer.kind === "spent" ? null : { kind: "throttled", retryAt: answer.retryAt, limit: "mail" }
}
