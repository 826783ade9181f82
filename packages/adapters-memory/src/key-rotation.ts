import type { KeyCheck, KeyCheckResult, Page, PageInput, StoredUser, UserKey } from "@muster/sdk/ports"
import { takePage } from "./pages.js"
import type { Draft, UserRow } from "./tables.js"

export function scanSealed(
  draft: Draft,
  input: PageInput & { readonly notKeyId: string },
): Page<{ readonly key: UserKey; readonly user: StoredUser }> {
  const rows = [...draft.users.all()].filter(({ user }) =>
    user.value.columns.sealedKeyIds.some((keyId) => keyId !== input.notKeyId),
  )
  return takePage(rows, byKey, input)
}

const byKey = {
  start: ["", ""],
  placeOf: ({ key }: UserRow) => [key.accountId, key.userId],
  itemOf: ({ key, user }: UserRow) => ({ key, user }),
}

export function countByKeyId(draft: Draft): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const { user } of draft.users.all()) {
    for (const keyId of new Set(user.value.columns.sealedKeyIds)) counts.set(keyId, (counts.get(keyId) ?? 0) + 1)
  }
  return Object.fromEntries(counts)
}

export function checkKey(draft: Draft, check: KeyCheck): KeyCheckResult {
  const kept = draft.keyChecks.get(check.purpose, check.keyId)
  if (kept === undefined) draft.keyChecks.put(check.purpose, check.keyId, check)
  return { kind: kept === undefined || kept.value === check.value ? "match" : "mismatch" }
}
