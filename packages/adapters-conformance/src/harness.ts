import type { MailBudget, MusterStore, SqlTransaction } from "@muster/sdk/ports"

/**
 * How the kit gets at an adapter.
 *
 * @example
 * ```ts
 * const harness: StoreHarness = {
 *   name: "memory",
 *   async create() {
 *     return { store: memoryStore(), mailBudget: memoryMailBudget(), async dispose() {} }
 *   },
 * }
 * ```
 */
export interface StoreHarness {
  /** Heads the report. */
  readonly name: string
  /**
   * Opens the adapter; called once a test. Each test makes its own accounts and erases them afterwards, so one migrated
   * database may serve all of them, as long as nothing else writes to it meanwhile. The erasing needs `loadAccount` and
   * `eraseAccount` of the store from the first test on, or {@link StoreUnderTest.erase}.
   */
  create(): Promise<StoreUnderTest>
}

/** An open adapter, for one test. */
export interface StoreUnderTest {
  /** The store to try. */
  readonly store: MusterStore
  /** The mail budget to try. */
  readonly mailBudget: MailBudget
  /**
   * Opens another root on the same data, as another machine would have: another pool, another connection. Required
   * unless `independent-roots` is excepted.
   */
  readonly again?: (() => Promise<MusterStore>) | undefined
  /** A transaction of the host. Required unless `host-transactions` is excepted. */
  readonly hostTransaction?: HostTransactionRunner | undefined
  /**
   * Opens the adapter on a database that cannot be reached, such as a port at which nobody listens, or a file that was
   * closed. Required unless `unreachable` is excepted.
   */
  readonly unreachable?: (() => Promise<Pick<StoreUnderTest, "store" | "mailBudget">>) | undefined
  /**
   * Deletes all that a test has left of an account, for a store that has no `eraseAccount` yet, where the kit would call
   * it. Has nothing to do where `create` opens an empty database each time.
   */
  readonly erase?: ((accountId: string) => Promise<void>) | undefined
  /** Closes what `create`, `again` and `unreachable` opened; called once, also after a failure. */
  dispose(): Promise<void>
}

/**
 * Opens a transaction as a host would, hands it to `work`, and then commits or rolls back as `end` says. Rejects,
 * rolled back, when `work` rejects.
 */
export type HostTransactionRunner = <T>(
  end: "commit" | "rollback",
  work: (transaction: SqlTransaction) => Promise<T>,
) => Promise<T>
