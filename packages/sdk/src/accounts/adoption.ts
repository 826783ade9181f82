import type { Instant } from "@muster/core"
import type { PeopleCounts } from "@muster/policy"
import type { Accounts, Adoption } from "../api/accounts.js"
import type { Dependencies } from "../dependencies.js"
import { parseAccountId } from "../input.js"
import { countAccountPeople } from "../people/count-people.js"

/** How far the account's people have come: one read of the directory and one statement for each thousand. */
export async function readAdoption(
  deps: Dependencies,
  input: Parameters<Accounts["adoption"]>[0],
): ReturnType<Accounts["adoption"]> {
  const now = deps.clock.now()
  const counts = await countAccountPeople(deps, parseAccountId(input), now)
  if (counts !== null) return { kind: "counted", ...adoptionOf(counts, now) }
  return {
    kind: "refused",
    reasons: [{ code: "directory-missing", params: {}, source: { kind: "product" } }],
  }
}

/** Counts, with the instant that they are of. */
export function adoptionOf(counts: PeopleCounts, countedAt: Instant): Adoption {
  return { ...counts, countedAt }
}
