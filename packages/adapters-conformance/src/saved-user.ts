import type { AuditEvent, MusterStore, SealedMail, UserKey } from "@muster/sdk/ports"
import { codesThrottle, saveNewAccount, saveNewUser } from "./arrange.js"
import type { Given } from "./given.js"
import { auditEvent, deviceGroup, now, sealedMail, userState } from "./samples.js"
import { uniqueId } from "./unique-id.js"

/**
 * A user with a sealed record, a mail and an event, in an account with a group. But for the ids of account and key every one is
 * like every other, so that what two calls have done can be compared.
 */
export interface SavedUser {
  readonly store: MusterStore
  readonly key: UserKey
  readonly keyId: string
  readonly mail: SealedMail
}

/** When mail is due that is put off. */
export const later = now + 5000

/** The topic of all mail: newer mail takes the place of older. */
export const topic = "code"

export async function saveWithAll({ store, newAccountId }: Given): Promise<SavedUser> {
  const key = { accountId: newAccountId(), userId: "ann" }
  const keyId = uniqueId("key")
  const mail = sealedMail(key, { id: "old", topic })
  const event = auditEvent(key.accountId, { id: "old", userId: key.userId, at: 1 })
  await saveNewAccount(store, key.accountId, { putGroups: [deviceGroup("old")] })
  await saveNewUser(store, key, userState("user", { sealedKeyIds: [keyId] }), { mail: [mail], events: [event] })
  return { store, key, keyId, mail }
}

/** What a call writes beside its row. */
export function newOutputs({ accountId, userId }: UserKey): { readonly mail: SealedMail; readonly event: AuditEvent } {
  return {
    mail: sealedMail({ accountId, userId }, { id: "new", topic }),
    event: auditEvent(accountId, { id: "new", userId, after: { list: [{ deep: "new" }] } }),
  }
}

/** What is seen of them now. */
export async function seenOf({ store, key }: SavedUser) {
  const { accountId } = key
  const dueAt = async (at: number) => {
    const claimed = await store.claimMail({ now: at, limit: 1000, leaseSeconds: 0 })
    return claimed.filter((mail) => mail.key.accountId === accountId).map(({ id, sealed }) => ({ id, sealed }))
  }
  const { account, groups } = await store.loadGroups(accountId)
  const { items } = await store.listEvents({ accountId })
  const { user } = await store.loadUser(key)
  return {
    account: account?.value.json,
    groups,
    user: [user?.version, user?.value.json, user?.value.columns.status],
    failures: (await codesThrottle(store, key)).failures,
    dueNow: await dueAt(now),
    dueLater: await dueAt(later),
    events: items.map(({ id, after }) => ({ id, after })),
  }
}
