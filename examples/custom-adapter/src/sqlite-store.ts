import type { MusterStore } from "@muster/sdk/ports"
import { loadAccount } from "./accounts.js"
import { chargeUser } from "./charge-user.js"
import type { Database } from "./database.js"
import { loadGroups } from "./device-groups.js"
import { eraseAccount, eraseTraces } from "./erasure.js"
import { listEvents } from "./events.js"
import { inHostTransaction } from "./host-transaction.js"
import { checkKey, countByKeyId, scanSealed } from "./key-rotation.js"
import { claimMail, heldMail, nextMailAt, settleMail } from "./outbox.js"
import { claimReminders, nextRemindersAt } from "./reminder-claims.js"
import { listReminded, saveReminders } from "./reminders.js"
import { prune } from "./retention.js"
import { saveAccount } from "./save-account.js"
import { saveUser } from "./save-user.js"
import type { Sql } from "./sql.js"
import { listUndelivered, settleUndelivered } from "./undelivered.js"
import { listUsers, loadUser } from "./users.js"

/**
 * Creates a store in a SQLite file that `openDatabase` has opened. Each call is one transaction, or one savepoint in the
 * host's.
 *
 * What a call is given is copied at once: it may wait for its turn, and the caller's objects are the caller's.
 */
export function createSqliteStore({ read, write }: Database): MusterStore {
  return Object.freeze<MusterStore>({
    loadAccount: (accountId) => read((sql) => loadAccount(sql, accountId)),
    loadGroups: (accountId) => read((sql) => loadGroups(sql, accountId)),
    async saveAccount(accountId, next, expectedVersion, writes) {
      const given = structuredClone({ next, writes })
      return write((sql) => saveAccount(sql, accountId, given.next, expectedVersion, given.writes))
    },

    loadUser: (key) => read((sql) => loadUser(sql, key)),
    async chargeUser(key, rule, now) {
      const given = structuredClone({ key, rule })
      return write((sql) => chargeUser(sql, given.key, given.rule, now))
    },
    async saveUser(key, next, expectedVersion, { transaction, ...writes }) {
      const given = structuredClone({ key, next, writes })
      const save = (sql: Sql) => saveUser(sql, given.key, given.next, expectedVersion, given.writes)
      return transaction === undefined ? write(save) : inHostTransaction(transaction, save)
    },
    listUsers: (input) => read((sql) => listUsers(sql, input)),
    listEvents: (input) => read((sql) => listEvents(sql, input)),

    claimMail: (input) => write((sql) => claimMail(sql, input)),
    heldMail: (claims) => read((sql) => heldMail(sql, claims)),
    settleMail: (mail, outcome) => write((sql) => settleMail(sql, mail, outcome)),
    nextMailAt: () => read(nextMailAt),
    listUndelivered: (input) => read((sql) => listUndelivered(sql, input)),
    settleUndelivered: (mail, outcome) => write((sql) => settleUndelivered(sql, mail, outcome)),

    claimReminders: (input) => write((sql) => claimReminders(sql, input)),
    listReminded: (input) => read((sql) => listReminded(sql, input)),
    async saveReminders(claim, progress) {
      const given = structuredClone({ claim, progress })
      return write((sql) => saveReminders(sql, given.claim, given.progress))
    },
    nextRemindersAt: () => read(nextRemindersAt),

    scanSealed: (input) => read((sql) => scanSealed(sql, input)),
    countByKeyId: () => read(countByKeyId),
    checkKey: (check) => write((sql) => checkKey(sql, check)),
    prune: (input) => write((sql) => prune(sql, input)),
    eraseTraces: (key) => write((sql) => eraseTraces(sql, key)),
    async eraseAccount(accountId, erasure) {
      const given = structuredClone(erasure)
      return write((sql) => eraseAccount(sql, accountId, given))
    },
  })
}
