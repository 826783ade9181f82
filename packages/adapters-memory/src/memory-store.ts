import type { MusterStore } from "@muster/sdk/ports"
import { loadAccount, loadGroups, saveAccount } from "./accounts.js"
import { listEvents } from "./events.js"
import { frozenCopy } from "./frozen.js"
import { checkKey, countByKeyId, scanSealed } from "./key-rotation.js"
import { claimMail, heldMail, nextMailAt, settleMail } from "./outbox.js"
import { claimReminders, nextRemindersAt } from "./reminder-rounds.js"
import { listReminded, saveReminders } from "./reminders.js"
import { eraseAccount, eraseTraces, prune } from "./retention.js"
import { createTables, type Draft } from "./tables.js"
import { stageSave } from "./transaction.js"
import { listUndelivered, settleUndelivered } from "./undelivered.js"
import { chargeUser, listUsers, loadUser, saveUser } from "./users.js"

/**
 * Creates a store that keeps its rows in memory: the reference for what a store does. What it holds ends with the
 * process, so it is for tests, demos and the first afternoon.
 *
 * Every call works on a draft and applies it at once, without a pause in between: calls that run in parallel see all of
 * a write or nothing of it, and a call that throws has changed nothing. To save in a transaction of your own, open it
 * with {@link memoryTransaction}.
 */
export function memoryStore(): MusterStore {
  const tables = createTables()

  function run<T>(verb: (draft: Draft) => T): T {
    const draft = tables.draft()
    const answer = verb(draft)
    draft.apply()
    return answer
  }

  return Object.freeze<MusterStore>({
    loadAccount: async (accountId) => run((draft) => Object.freeze(loadAccount(draft, accountId))),
    loadGroups: async (accountId) => run((draft) => Object.freeze(loadGroups(draft, accountId))),
    async saveAccount(accountId, next, expectedVersion, writes) {
      const [state, given] = [frozenCopy(next), frozenCopy(writes)]
      return run((draft) => saveAccount(draft, accountId, state, expectedVersion, given))
    },

    loadUser: async (key) => run((draft) => Object.freeze(loadUser(draft, key))),
    async chargeUser(key, rule, now) {
      const given = frozenCopy(rule)
      return run((draft) => Object.freeze(chargeUser(draft, key, given, now)))
    },
    async saveUser(key, next, expectedVersion, { transaction, ...writes }) {
      const [owner, state, given] = [frozenCopy(key), frozenCopy(next), frozenCopy(writes)]
      const save = (draft: Draft) => saveUser(draft, owner, state, expectedVersion, given)
      return transaction === undefined ? run(save) : stageSave(transaction, tables, save)
    },

    listUsers: async (input) => run((draft) => listUsers(draft, input)),
    listEvents: async (input) => run((draft) => listEvents(draft, input)),

    // Bytes cannot be frozen, so each claim gets its own.
    claimMail: async (input) => run((draft) => frozenCopy(claimMail(draft, input))),
    heldMail: async (claims) => run((draft) => Object.freeze(heldMail(draft, claims))),
    settleMail: async (mail, outcome) => run((draft) => settleMail(draft, mail, outcome)),
    nextMailAt: async () => run(nextMailAt),
    listUndelivered: async (input) => run((draft) => listUndelivered(draft, input)),
    settleUndelivered: async (mail, outcome) => run((draft) => settleUndelivered(draft, mail, outcome)),

    claimReminders: async (input) => run((draft) => Object.freeze(claimReminders(draft, input))),
    listReminded: async (input) => run((draft) => frozenCopy(listReminded(draft, input))),
    async saveReminders(claim, progress) {
      const given = frozenCopy(progress)
      return run((draft) => saveReminders(draft, claim, given))
    },
    nextRemindersAt: async () => run(nextRemindersAt),

    scanSealed: async (input) => run((draft) => scanSealed(draft, input)),
    countByKeyId: async () => run((draft) => Object.freeze(countByKeyId(draft))),
    async checkKey(check) {
      const given = frozenCopy(check)
      return run((draft) => Object.freeze(checkKey(draft, given)))
    },
    prune: async (input) => run((draft) => prune(draft, input)),
    eraseTraces: async (key) => run((draft) => eraseTraces(draft, key)),
    async eraseAccount(accountId, erasure) {
      const given = frozenCopy(erasure)
      return run((draft) => eraseAccount(draft, accountId, given))
    },
  })
}
