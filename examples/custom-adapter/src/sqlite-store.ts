import type { MusterStore } from "@muster/sdk/ports"
import { loadAccount } from "./accounts.js"
import { isBusy } from "./busy.js"
import { chargeUser } from "./charge-user.js"
import type { Database } from "./database.js"
import { loadGroups } from "./device-groups.js"
import { eraseAccount, eraseTraces } from "./erasure.js"
import { listEvents } from "./events.js"
import { inHostTransaction } from "./host-transaction.js"
import { checkKey, countByKeyId, scanSealed } from "./key-rotation.js"
import { methodOf } from "./method-of.js"
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
 */
export function createSqliteStore({ read, write }: Database): MusterStore {
  return Object.freeze<MusterStore>({
    loadAccount: methodOf(read, loadAccount),
    loadGroups: methodOf(read, loadGroups),
    saveAccount: methodOf(write, saveAccount),

    loadUser: methodOf(read, loadUser),
    chargeUser: methodOf(write, chargeUser),
    async saveUser(key, next, expectedVersion, { transaction, ...writes }) {
      const given = structuredClone({ key, next, writes })
      const save = (sql: Sql) => saveUser(sql, given.key, given.next, expectedVersion, given.writes)
      return transaction === undefined ? write(save) : inHostTransaction(transaction, save)
    },
    listUsers: methodOf(read, listUsers),
    listEvents: methodOf(read, listEvents),

    claimMail: methodOf(write, claimMail),
    heldMail: methodOf(read, heldMail),
    settleMail: methodOf(write, settleMail),
    nextMailAt: methodOf(read, nextMailAt),
    listUndelivered: methodOf(read, listUndelivered),
    settleUndelivered: methodOf(write, settleUndelivered),

    claimReminders: methodOf(write, claimReminders),
    listReminded: methodOf(read, listReminded),
    saveReminders: methodOf(write, saveReminders),
    nextRemindersAt: methodOf(read, nextRemindersAt),

    scanSealed: methodOf(read, scanSealed),
    countByKeyId: methodOf(read, countByKeyId),
    checkKey: methodOf(write, checkKey),
    prune: methodOf(write, prune),
    eraseTraces: methodOf(write, eraseTraces),
    eraseAccount: methodOf(write, eraseAccount),

    isConflict: isBusy,
  })
}
