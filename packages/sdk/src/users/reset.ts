import { resetFactor } from "@muster/enrollment"
import type { UserCall, Users } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import { notices } from "../mail/notices.js"
import { mayLowerAdmins, refusedAsLastAdmin } from "../people/last-enrolled-admin.js"
import { emailCodeTopic } from "../writes.js"
import { changeUser, enrolledActorOf, refusedUser, type Target, type UserChange } from "./change-user.js"
import { unlockEverything } from "./locks.js"
import { parseUserCall } from "./user-input.js"

type Reset = { readonly kind: "reset"; readonly epoch: number }

/** Takes a user's factor away; of two admins who reset each other at once only one succeeds. */
export async function resetUser(deps: Dependencies, input: Parameters<Users["reset"]>[0]): ReturnType<Users["reset"]> {
  const call = parseUserCall(input)
  return changeUser<Reset>(deps, call, async (target) => {
    const { name } = target.actor
    if ("userId" in name && name.userId === call.userId) return refusedUser("self-reset")
    return (await refusedAsLastAdmin(deps, call, target, enrolledActorOf(target.actor))) ?? reset(deps, call, target)
  })
}

async function reset(deps: Dependencies, call: UserCall, target: Target): Promise<UserChange<Reset>> {
  const { record: before, actor, now } = target
  const { record, hadFactor, outputs } = resetFactor(before)
  return {
    kind: "change",
    record,
    event: {
      kind: "factor-reset",
      before: { enrolledAt: before.factor?.enrolledAt ?? null, epoch: before.epoch },
      after: { epoch: record.epoch },
    },
    // Without an address nobody is told, and the event is recorded all the same.
    mail: hadFactor ? await notices(deps, call, target, { kind: "factor-reset", at: now, by: actor.name }) : [],
    withdraw: outputs.map(({ ticketId }) => emailCodeTopic(ticketId)),
    settle: unlockEverything,
    mayLowerAdmins: mayLowerAdmins(before, target.user),
    answer: { kind: "reset", epoch: record.epoch },
  }
}
