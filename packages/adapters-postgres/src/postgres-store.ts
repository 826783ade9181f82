import type { MusterStore } from "@muster/sdk/ports"
import { databaseOf } from "./database.js"
import { boundCalls, deadlineOf } from "./deadline.js"
import { chargeUser } from "./sql/charge-user.js"
import { checkKey } from "./sql/check-key.js"
import { claimMail } from "./sql/claim-mail.js"
import { eraseAccount, eraseTraces } from "./sql/erase.js"
import { heldMail } from "./sql/held-mail.js"
import { countByKeyId, scanSealed } from "./sql/key-rotation.js"
import { listEvents } from "./sql/list-events.js"
import { listUsers } from "./sql/list-users.js"
import { loadAccount } from "./sql/load-account.js"
import { loadGroups } from "./sql/load-groups.js"
import { loadUser } from "./sql/load-user.js"
import { nextMailAt } from "./sql/next-mail-at.js"
import { prune } from "./sql/prune.js"
import { claimReminders, nextRemindersAt } from "./sql/reminder-claims.js"
import { listReminded, saveReminders } from "./sql/reminders.js"
import { saveAccount } from "./sql/save-account.js"
import { saveUser } from "./sql/save-user.js"
import { settleMail } from "./sql/settle-mail.js"
import { listUndelivered, settleUndelivered } from "./sql/undelivered.js"
import type { SqlClient } from "./sql-client.js"
import { tablesIn } from "./tables.js"
import { createTurns } from "./turns.js"

/** What the store and the mail budget work on. */
export interface PostgresOptions {
  /** A pool, so that calls run in parallel. Muster never closes it. */
  readonly client: SqlClient
  /** The schema that `migrate` was given; `muster` by default. */
  readonly schema?: string | undefined
  /**
   * How long a call waits for Postgres, a free connection included, before it throws `ERR_STORE_UNAVAILABLE`; above 0
   * and at most 3600, 30 by default. It ends the waiting and not the statement, which the deadlines of your pool do: set
   * those too.
   */
  readonly timeoutSeconds?: number | undefined
}

/**
 * Creates a store on Postgres 15 or later, or on PGlite. Create its tables with {@link migrate} first; until then every
 * call throws `ERR_STORE_NOT_MIGRATED`.
 *
 * Each call is one statement in a transaction of its own, at any isolation level; erasing an account takes two. To save in a
 * transaction of yours, give the open client as `transaction` to the sdk's calls.
 *
 * Of the calls that write one user one runs at a time, so that whatever keeps that user's row locked takes one
 * connection of the pool, and not all of them.
 *
 * Throws `ERR_CONFIGURATION` for a name that cannot be a schema of Muster's, and for a timeout out of range.
 *
 * @example
 * ```ts
 * const client = new pg.Pool({ connectionString: process.env.DATABASE_URL })
 * await migrate(client)
 * const store = postgresStore({ client })
 * ```
 */
export function postgresStore(options: PostgresOptions): MusterStore {
  const database = databaseOf(options.client)
  const tables = tablesIn(options.schema)
  const withDeadline = deadlineOf(options.timeoutSeconds)
  const inTurn = createTurns()
  const store: MusterStore = {
    loadAccount: (accountId) => loadAccount(database, tables, accountId),
    loadGroups: (accountId) => loadGroups(database, tables, accountId),
    saveAccount: (accountId, next, expectedVersion, writes) =>
      saveAccount(database, tables, accountId, next, expectedVersion, writes),

    loadUser: (key) => loadUser(database, tables, key),
    chargeUser: (key, rule, now) => chargeUser(database, tables, key, rule, now),
    saveUser: (key, next, expectedVersion, writes) => saveUser(database, tables, key, next, expectedVersion, writes),

    listUsers: (input) => listUsers(database, tables, input),
    listEvents: (input) => listEvents(database, tables, input),

    claimMail: (input) => claimMail(database, tables, input),
    heldMail: (claims) => heldMail(database, tables, claims),
    settleMail: (mail, outcome) => settleMail(database, tables, mail, outcome),
    nextMailAt: () => nextMailAt(database, tables),
    listUndelivered: (input) => listUndelivered(database, tables, input),
    settleUndelivered: (mail, outcome) => settleUndelivered(database, tables, mail, outcome),

    claimReminders: (input) => claimReminders(database, tables, input),
    listReminded: (input) => listReminded(database, tables, input),
    saveReminders: (claim, progress) => saveReminders(database, tables, claim, progress),
    nextRemindersAt: () => nextRemindersAt(database, tables),

    scanSealed: (input) => scanSealed(database, tables, input),
    countByKeyId: () => countByKeyId(database, tables),
    checkKey: (check) => checkKey(database, tables, check),
    prune: (input) => prune(database, tables, input),
    eraseTraces: (key) => eraseTraces(database, tables, key),
    eraseAccount: (accountId, erasure) => eraseAccount(database, tables, accountId, erasure),
  }
  return Object.freeze<MusterStore>({
    ...boundCalls(store, withDeadline),
    chargeUser: (key, ...charge) =>
      withDeadline((expired) => inTurn(key, expired, () => store.chargeUser(key, ...charge))),
    saveUser: (key, next, expectedVersion, writes) =>
      withDeadline((expired) => {
        const save = () => store.saveUser(key, next, expectedVersion, writes)
        // The host's transaction has its connection, and may hold the row: it waits for nobody here.
        return writes.transaction === undefined ? inTurn(key, expired, save) : save()
      }),
  })
}
