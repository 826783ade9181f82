import type { MusterStore } from "@muster/sdk/ports"
import { type Database, databaseOf } from "./database.js"
import { type Deadline, deadlineOf } from "./deadline.js"
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
import { type Tables, tablesIn } from "./tables.js"
import { createTurns } from "./turns.js"

/** What the store and the mail budget work on. */
export interface PostgresOptions {
  /** A pool, so that calls run in parallel. Muster never closes it. */
  readonly client: SqlClient
  /** The schema that `migrate` was given; `muster` by default. */
  readonly schema?: string | undefined
  /**
   * How long a call waits for Postgres, a free connection included, before it throws `ERR_STORE_UNAVAILABLE`; above 0
   * and at most 3600, 30 by default. It ends the waiting and begins no further statement; the one under way may still
   * commit, and occupies its connection until the deadlines of your pool end it: set those too. So look before you repeat
   * what an admin does, such as a change of device groups; a sign-in is asked for again with its `attemptId`, which is
   * kept for 60 seconds, and of no use after a timeout of that length or more.
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
 * Of the calls of one store that charge or save one user, one runs at a time: whatever keeps that user's row locked
 * occupies one connection, and not all of the pool. Up to 100 wait behind it, and further ones throw
 * `ERR_STORE_UNAVAILABLE` at once. Saves in a transaction of yours do not wait for a turn. The account's row has no
 * turns: saves that compare its version too wait for it on a connection each.
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
  const tables = tablesIn(options.schema)
  const withDeadline = deadlineOf(options.timeoutSeconds)
  const inTurn = createTurns()
  const databaseBy = (deadline: Deadline) => databaseOf(options.client, deadline)
  /** Gives a call its deadline, and its statements with it. */
  function call<Given extends readonly unknown[], Answer>(
    run: (database: Database, tables: Tables, ...given: Given) => Promise<Answer>,
  ): (...given: Given) => Promise<Answer> {
    return (...given) => withDeadline((deadline) => run(databaseBy(deadline), tables, ...given))
  }
  return Object.freeze<MusterStore>({
    loadAccount: call(loadAccount),
    loadGroups: call(loadGroups),
    saveAccount: call(saveAccount),

    loadUser: call(loadUser),
    // Copied at once: a call that waits for its turn reads what it was given later, when its caller may have changed it.
    chargeUser: (key, rule, now) =>
      withDeadline((deadline) => {
        const given = structuredClone({ key, rule })
        const charge = () => chargeUser(databaseBy(deadline), tables, given.key, given.rule, now)
        return inTurn(given.key, deadline, charge)
      }),
    saveUser: (key, next, expectedVersion, { transaction, ...writes }) =>
      withDeadline((deadline) => {
        const given = structuredClone({ key, next, writes })
        const all = { ...given.writes, transaction }
        const save = () => saveUser(databaseBy(deadline), tables, given.key, given.next, expectedVersion, all)
        // The host's transaction has its connection, and may hold the row: it waits for nobody here.
        return transaction === undefined ? inTurn(given.key, deadline, save) : save()
      }),

    listUsers: call(listUsers),
    listEvents: call(listEvents),

    claimMail: call(claimMail),
    heldMail: call(heldMail),
    settleMail: call(settleMail),
    nextMailAt: call(nextMailAt),
    listUndelivered: call(listUndelivered),
    settleUndelivered: call(settleUndelivered),

    claimReminders: call(claimReminders),
    listReminded: call(listReminded),
    saveReminders: call(saveReminders),
    nextRemindersAt: call(nextRemindersAt),

    scanSealed: call(scanSealed),
    countByKeyId: call(countByKeyId),
    checkKey: call(checkKey),
    prune: call(prune),
    eraseTraces: call(eraseTraces),
    eraseAccount: call(eraseAccount),
  })
}
