import { eraseUser as emptied } from "@muster/enrollment"
import type { UserCall, Users } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import { notices } from "../mail/notices.js"
import { mayLowerAdmins, refusedAsLastAdmin } from "../people/last-enrolled-admin.js"
import { userKey } from "../user-key.js"
import { changeUser, enrolledActorOf, refusedUser, type Target, type UserChange } from "./change-user.js"
import { unlockEverything } from "./locks.js"
import { parseUserCall } from "./user-input.js"

type Erased = { readonly kind: "erased" }

const erased: Erased = { kind: "erased" }

/**
 * Two steps. The first empties the record but for its epoch, by the rules of a reset: it is compared with the account's version,
 * so that of two last admins who are erased at once one stays, and the user is told. The second deletes mail and events. What
 * fails between them leaves those, and the call is made again.
 */
export async function eraseUser(deps: Dependencies, input: Parameters<Users["erase"]>[0]): ReturnType<Users["erase"]> {
  const call = parseUserCall(input)
  // No mail of the user's outlives this call, so the notice goes out within it, whoever sends the others.
  const inline: Dependencies = { ...deps, sendMail: "inline" }
  const answer = await changeUser<Erased>(
    inline,
    call,
    async (target) => {
      const { name } = target.actor
      if ("userId" in name && name.userId === call.userId) return refusedUser("self-reset")
      if (!target.isKnown) return { kind: "no-change", answer: erased }
      return (await refusedAsLastAdmin(deps, call, target, enrolledActorOf(target.actor))) ?? empty(deps, call, target)
    },
    { takesUnknown: true },
  )
  // Also of somebody who is unknown by now: a call that failed half-way may have left events.
  if (answer.kind === "erased") await deps.store.eraseTraces(userKey(call))
  return answer
}

async function empty(deps: Dependencies, call: UserCall, target: Target): Promise<UserChange<Erased>> {
  const { record, user, actor, now } = target
  const message = { kind: "factor-reset", at: now, by: actor.name } as const
  return {
    kind: "change",
    record: emptied(record),
    // Without the user's id the event outlasts the deletion, and says of nobody that they were here.
    event: { kind: "erased", userId: null, before: null, after: null },
    mail: record.factor === null ? [] : await notices(deps, call, target, message),
    settle: unlockEverything,
    mayLowerAdmins: mayLowerAdmins(record, user),
    answer: erased,
  }
}
