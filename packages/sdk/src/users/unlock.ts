import type { Users } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import type { Settlement } from "../ports/index.js"
import { changeUser } from "./change-user.js"
import { parseUserCall } from "./user-input.js"

/** Empties the counters of every kind of code. */
export const unlockEverything: readonly Settlement[] = [
  { pool: "codes", kind: "unlock" },
  { pool: "recovery-codes", kind: "unlock" },
]

/** Lets somebody try again who was locked after wrong codes. */
export async function unlockUser(
  deps: Dependencies,
  input: Parameters<Users["unlock"]>[0],
): ReturnType<Users["unlock"]> {
  const answer = { kind: "unlocked" } as const
  return changeUser(deps, parseUserCall(input), ({ record, version }) => {
    // Without a row nothing was ever charged.
    if (version === 0) return { kind: "no-change", answer }
    const event = { kind: "unlocked", before: null, after: null } as const
    return { kind: "change", record, event, settle: unlockEverything, answer }
  })
}
