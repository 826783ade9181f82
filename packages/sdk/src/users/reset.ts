import { resetFactor } from "@muster/enrollment"
import { guardLastAdmin } from "@muster/policy"
import type { UserCall, Users } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import type { MailDraft } from "../mail/sealed-mail.js"
import { hasOtherEnrolledAdmin } from "../people/count-people.js"
import { emailCodeTopic } from "../writes.js"
import { changeUser, refusedUser, type Target, type UserChange } from "./change-user.js"
import { unlockEverything } from "./unlock.js"
import { parseUserCall } from "./user-input.js"

type Reset = { readonly kind: "reset"; readonly epoch: number }

/** Takes a user's factor away; of two admins who reset each other at once only one succeeds. */
export async function resetUser(deps: Dependencies, input: Parameters<Users["reset"]>[0]): ReturnType<Users["reset"]> {
  const call = parseUserCall(input)
  return changeUser<Reset>(deps, call, async (target) => {
    const { name } = target.actor
    if ("userId" in name && name.userId === call.userId) return refusedUser("self-reset")
    const isEnrolledAdmin = target.user?.isAdmin === true && target.record.factor !== null
    // Without a directory anybody may be an admin: of two who reset each other at once, the one who loses is asked again.
    const mayBeAdmin = isEnrolledAdmin || (target.user === null && target.record.factor !== null)
    return (isEnrolledAdmin ? await guarded(deps, call, target) : null) ?? reset(call, target, mayBeAdmin)
  })
}

/** Counted after the account was read: a reset that is saved meanwhile raises its version, and this one loses. */
async function guarded(deps: Dependencies, call: UserCall, { account, now }: Target) {
  return guardLastAdmin({
    targetIsEnrolledAdmin: true,
    otherEnrolledAdmins: (await hasOtherEnrolledAdmin(deps, call, now)) ? 1 : 0,
    twoFactorOn: account.rules.twoFactor.kind === "on",
  })
}

function reset(call: UserCall, target: Target, mayLowerAdmins: boolean): UserChange<Reset> {
  const { record: before } = target
  const { record, hadFactor, outputs } = resetFactor(before)
  return {
    kind: "change",
    record,
    event: {
      kind: "factor-reset",
      before: { enrolledAt: before.factor?.enrolledAt ?? null, epoch: before.epoch },
      after: { epoch: record.epoch },
    },
    mail: hadFactor ? noticeOf(call, target) : [],
    withdraw: outputs.map(({ ticketId }) => emailCodeTopic(ticketId)),
    settle: unlockEverything,
    mayLowerAdmins,
    answer: { kind: "reset", epoch: record.epoch },
  }
}

/** To the address that the directory has now; without one there is nobody to tell, and the event is recorded all the same. */
function noticeOf({ accountId, userId }: UserCall, { user, actor, now }: Target): readonly MailDraft[] {
  if (user === null || user.email === null) return []
  return [
    {
      key: { accountId, userId },
      to: user.email,
      locale: user.locale ?? null,
      message: { kind: "factor-reset", at: now, by: actor.name },
      dueAt: now,
      expiresAt: null,
      topic: null,
    },
  ]
}
