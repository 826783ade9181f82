import { resetFactor, type UserRecord } from "@muster/enrollment"
import type { Users } from "../api/users.js"
import type { Dependencies } from "../dependencies.js"
import { mayLowerAdmins, refusedAsLastAdmin } from "../people/last-enrolled-admin.js"
import { userKey } from "../user-key.js"
import { changeUser, enrolledActorOf, type UserChange } from "./change-user.js"
import { parseUserCall } from "./user-input.js"

type Erased = { readonly kind: "erased" }

const erased: Erased = { kind: "erased" }

/**
 * Two steps. The first takes the factor away, as a reset does, and writes the event with it: it is compared with the account's
 * version, so that of two last admins who are erased at once one stays. The second deletes. What fails between them leaves
 * somebody without a factor, and the call is made again.
 */
export async function eraseUser(deps: Dependencies, input: Parameters<Users["erase"]>[0]): ReturnType<Users["erase"]> {
  const call = parseUserCall(input)
  const answer = await changeUser<Erased>(
    deps,
    call,
    async (target) => {
      const { record, version, user, actor } = target
      if (version === 0) return { kind: "no-change", answer: erased }
      const refused = await refusedAsLastAdmin(deps, call, target, enrolledActorOf(actor))
      return refused ?? withoutFactor(record, mayLowerAdmins(record, user))
    },
    { takesUnknown: true },
  )
  // Also of somebody without a row: a call that failed half-way may have left events.
  if (answer.kind === "erased") await deps.store.eraseUser(userKey(call))
  return answer
}

function withoutFactor(record: UserRecord, lowersAdmins: boolean): UserChange<Erased> {
  return {
    kind: "change",
    record: resetFactor(record).record,
    // Without the user's id the event outlasts the deletion, and says of nobody that they were here.
    event: { kind: "erased", userId: null, before: null, after: null },
    mayLowerAdmins: lowersAdmins,
    answer: erased,
  }
}
