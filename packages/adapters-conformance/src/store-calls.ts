import type { MusterStore, UserKey } from "@muster/sdk/ports"
import {
  accountErasure,
  accountState,
  accountWrites,
  auditEvent,
  chargeRule,
  now,
  reminder,
  sealedMail,
  userState,
  userWrites,
} from "./samples.js"

/** What a store does for the services; whether an error is a conflict it says of itself. */
export type StoreMethod = Exclude<keyof MusterStore, "isConflict">

/** What a method is given. */
export type InputOf<M extends StoreMethod> = Parameters<MusterStore[M]>

/** What a method answers. */
export type AnswerOf<M extends StoreMethod> = Awaited<ReturnType<MusterStore[M]>>

/** Calls a method by its name. */
export function callMethod<M extends StoreMethod>(
  store: MusterStore,
  method: M,
  input: InputOf<M>,
): Promise<AnswerOf<M>> {
  return (store[method] as (...given: InputOf<M>) => Promise<AnswerOf<M>>)(...input)
}

/** Something to give to each method of a store, about this user; `text` is what states and mail have in them. */
export function callsAbout(key: UserKey, text: string): { readonly [M in StoreMethod]: InputOf<M> } {
  const { accountId, userId } = key
  const mail = sealedMail(key, { sealed: new TextEncoder().encode(text), topic: text })
  const outputs = { mail: [mail], events: [auditEvent(accountId, { userId, reason: text })] }
  const page = { accountId, limit: 10 }
  const account = { version: 1, groupsVersion: 0, value: accountState(text) }
  return {
    loadAccount: [accountId],
    loadGroups: [accountId],
    saveAccount: [accountId, accountState(text), 1, accountWrites(outputs)],
    loadUser: [key],
    chargeUser: [key, chargeRule(key, { notices: [{ atFailures: 1, mail }] }), now],
    saveUser: [key, userState(text), 1, userWrites(outputs)],
    listUsers: [page],
    listEvents: [{ ...page, userId }],
    claimMail: [{ now, limit: 10, leaseSeconds: 60 }],
    heldMail: [[{ ...mail, tries: 1 }]],
    settleMail: [mail, { kind: "sent" }],
    nextMailAt: [],
    listUndelivered: [page],
    settleUndelivered: [mail, { kind: "given-up" }],
    claimReminders: [{ now, leaseSeconds: 60 }],
    listReminded: [{ accountId, userIds: [userId] }],
    saveReminders: [
      { accountId, account, lease: 1, place: null },
      { reminders: [reminder(accountId, { userId })], place: text, claimableAt: now },
    ],
    nextRemindersAt: [],
    scanSealed: [{ notKeyId: text }],
    countByKeyId: [],
    checkKey: [{ purpose: "totp", keyId: text, value: text }],
    prune: [{ before: 1, eventsBefore: 1, limit: 1 }],
    eraseTraces: [key],
    eraseAccount: [accountId, accountErasure({ next: accountState(text) })],
  }
}
