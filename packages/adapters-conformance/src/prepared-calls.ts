import { claimOwn, tryClaim } from "./arrange.js"
import {
  accountErasure,
  accountState,
  accountWrites,
  auditEvent,
  chargeRule,
  deviceGroup,
  now,
  reminder,
  userState,
  userWrites,
} from "./samples.js"
import { later, newOutputs, type SavedUser, topic } from "./saved-user.js"
import type { AnswerOf, InputOf, StoreMethod } from "./store-calls.js"

/** Methods that are given something that its owner may change. */
export type GivenMethod = Exclude<
  StoreMethod,
  "loadAccount" | "loadGroups" | "nextMailAt" | "nextRemindersAt" | "countByKeyId"
>

/** A call, and what of its answer is the same for every such user. */
interface PreparedCall<M extends StoreMethod> {
  readonly input: InputOf<M>
  readonly shows?: (answer: AnswerOf<M>) => unknown
}

const idsIn = ({ items }: { readonly items: readonly { readonly id: string }[] }) => items.map(({ id }) => id)
const kindOf = ({ kind }: { readonly kind: string }) => kind

/** A call of each method about a user who was saved with everything; every part of what it is given matters to it. */
export const preparedCalls: {
  readonly [M in GivenMethod]: (saved: SavedUser) => PreparedCall<M> | Promise<PreparedCall<M>>
} = {
  saveAccount({ key }) {
    const { mail, event } = newOutputs(key)
    const groups = { putGroups: [deviceGroup("new")], removeGroups: ["old"], expectedGroupsVersion: 1 }
    const writes = accountWrites({ mail: [mail], events: [event], ...groups })
    return { input: [key.accountId, accountState("new"), 1, writes], shows: kindOf }
  },
  loadUser: ({ key }) => ({ input: [key], shows: ({ user }) => user?.version }),
  chargeUser({ key }) {
    const { mail, event } = newOutputs(key)
    const countedEvents = [{ atFailures: 1, event: auditEvent(key.accountId, { id: "counted" }) }]
    const rule = chargeRule(key, { event, countedEvents, notices: [{ atFailures: 1, mail }] })
    return { input: [key, rule, now], shows: kindOf }
  },
  async saveUser({ store, key }) {
    const { mail, event } = newOutputs(key)
    await store.chargeUser(key, chargeRule(key, { event: auditEvent(key.accountId, { id: "charged", at: 0 }) }), now)
    const writes = userWrites({
      mail: [{ ...mail, topic: null }],
      events: [event],
      withdraw: [topic],
      settle: [{ pool: "codes", kind: "unlock" }],
      accountVersion: 1,
    })
    return { input: [key, userState("new", { status: "new" }), 1, writes], shows: kindOf }
  },
  listUsers: ({ key: { accountId } }) => ({
    input: [{ accountId, limit: 1 }],
    shows: ({ items }) => items.map(({ userId }) => userId),
  }),
  listEvents: ({ key }) => ({ input: [{ ...key, limit: 1 }], shows: idsIn }),
  claimMail: ({ key }) => ({
    input: [{ now, limit: 1000, leaseSeconds: 60 }],
    shows: (claimed) => idsIn({ items: claimed.filter((mail) => mail.key.accountId === key.accountId) }),
  }),
  async heldMail({ store, key }) {
    const claims = await store.claimMail({ now, limit: 1000, leaseSeconds: 0 })
    return { input: [claims.filter((claim) => claim.key.accountId === key.accountId)], shows: (ids) => ids }
  },
  settleMail: ({ mail }) => ({ input: [mail, { kind: "retry", dueAt: later }] }),
  async listUndelivered({ store, key: { accountId }, mail }) {
    await store.settleMail(mail, { kind: "dead" })
    return { input: [{ accountId, limit: 1 }], shows: idsIn }
  },
  async settleUndelivered({ store, mail }) {
    await store.settleMail(mail, { kind: "dead" })
    return { input: [mail, { kind: "again", dueAt: later }], shows: (answer) => answer }
  },
  async claimReminders({ store, key: { accountId } }) {
    // Nothing waits but this account, which has changed.
    await tryClaim(store, "nobody", now)
    await store.saveAccount(accountId, accountState(), 1, accountWrites())
    return {
      input: [{ now, leaseSeconds: 60 }],
      shows: async (claim) => [claim?.accountId === accountId, (await tryClaim(store, accountId, later))?.place],
    }
  },
  async listReminded({ store, key }) {
    const sent = { ...reminder(key.accountId, { userId: key.userId }), ...newOutputs(key) }
    const claim = await claimOwn(store, key.accountId, now)
    await store.saveReminders(claim, { reminders: [sent], place: null, claimableAt: null })
    return {
      input: [{ accountId: key.accountId, userIds: [key.userId] }],
      shows: (records) => records.map(({ userId }) => userId),
    }
  },
  async saveReminders({ store, key }) {
    const { accountId, userId } = key
    const sent = { ...reminder(accountId, { userId }), ...newOutputs(key) }
    return {
      input: [await claimOwn(store, accountId, now), { reminders: [sent], place: "half", claimableAt: later }],
      shows: async (answer) => [
        answer,
        (await store.listReminded({ accountId, userIds: [userId] })).length,
        (await tryClaim(store, accountId, later))?.place,
      ],
    }
  },
  scanSealed: ({ key, keyId }) => ({
    input: [{ notKeyId: keyId, limit: 1000 }],
    shows: ({ items }) => items.filter((item) => item.key.accountId === key.accountId).length,
  }),
  checkKey({ store, keyId }) {
    const check = { purpose: "totp", keyId, value: "first" } as const
    return {
      input: [check],
      shows: async ({ kind }) => [kind, (await store.checkKey({ ...check, value: "other" })).kind],
    }
  },
  prune: () => ({ input: [{ before: 0, eventsBefore: 2, limit: 1 }], shows: (count) => count }),
  eraseTraces: ({ key }) => ({ input: [key] }),
  eraseAccount: ({ key }) => ({
    input: [key.accountId, accountErasure({ next: accountState("erased"), expectedGroupsVersion: 1 })],
    shows: kindOf,
  }),
}
