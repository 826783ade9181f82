import type { Instant } from "@muster/core"
import type { ReminderClaim } from "@muster/sdk/ports"
import type { Draft, ReminderRound } from "./tables.js"

export function claimReminders(
  draft: Draft,
  { now, leaseSeconds }: { readonly now: Instant; readonly leaseSeconds: number },
): ReminderClaim | undefined {
  const claimable = [...draft.rounds.all()].filter((round) => (claimableAt(draft, round) ?? now + 1) <= now)
  const [first] = claimable.sort((one, other) => (claimableAt(draft, one) ?? 0) - (claimableAt(draft, other) ?? 0))
  if (first === undefined) return undefined
  const { accountId, lease } = first
  const account = draft.accounts.get(accountId, accountId)
  if (account === undefined) return undefined
  const place = first.version === account.version ? first.place : null
  const claimed = {
    accountId,
    version: account.version,
    lease: lease + 1,
    place,
    claimableAt: now + leaseSeconds * 1000,
  }
  putRound(draft, claimed)
  return { accountId, account, lease: claimed.lease, place }
}

export function nextRemindersAt(draft: Draft): Instant | null {
  let next: Instant | null = null
  for (const round of draft.rounds.all()) {
    const at = claimableAt(draft, round)
    if (at !== null && (next === null || at < next)) next = at
  }
  return next
}

/** Whether nobody has claimed the account since, and its state is as it was. */
export function holdsRound(draft: Draft, { accountId, account, lease }: ReminderClaim): boolean {
  const round = draft.rounds.get(accountId, accountId)
  return round?.lease === lease && draft.accounts.get(accountId, accountId)?.version === account.version
}

export function putRound(draft: Draft, round: ReminderRound): void {
  draft.rounds.put(round.accountId, round.accountId, Object.freeze(round))
}

/** An account whose state has changed may be claimed at once: what was found out about it holds no more. */
function claimableAt(draft: Draft, { accountId, version, claimableAt }: ReminderRound): Instant | null {
  return draft.accounts.get(accountId, accountId)?.version === version ? claimableAt : 0
}
