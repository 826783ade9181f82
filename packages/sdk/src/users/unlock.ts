import type { Users } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import { notices } from "../mail/notices.js"
import { changeUser } from "./change-user.js"
import { isUnlocked, unlockEverything } from "./locks.js"
import { parseUserCall } from "./user-input.js"

type Unlocked = { readonly kind: "unlocked"; readonly changed: boolean }

/** Lets somebody try again who was locked after wrong codes. */
export async function unlockUser(
  deps: Dependencies,
  input: Parameters<Users["unlock"]>[0],
): ReturnType<Users["unlock"]> {
  const call = parseUserCall(input)
  return changeUser<Unlocked>(deps, call, async (target) => {
    const { record, throttles, actor, now } = target
    // Nothing waits, so nothing is written: the counts of a user who is not locked stay as they are.
    if (isUnlocked(throttles, now)) return { kind: "no-change", answer: { kind: "unlocked", changed: false } }
    const event = { kind: "unlocked", before: null, after: null } as const
    const mail = await notices(deps, call, target, { kind: "unlocked", at: now, by: actor.name })
    return {
      kind: "change",
      record,
      event,
      mail,
      settle: unlockEverything,
      answer: { kind: "unlocked", changed: true },
    }
  })
}
