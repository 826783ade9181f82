import { MusterError } from "@muster/core"
import type { SaveResult, SqlTransaction } from "@muster/sdk/ports"
import type { Draft, Tables } from "./tables.js"

/** A transaction of a host that has no database, to be given to Muster as `transaction`. */
export interface MemoryTransaction {
  /**
   * Writes everything that was saved in it, at once. Throws `ERR_STORE_CONFLICT` and writes nothing when one of its
   * rows has been saved by somebody else meanwhile: where a database would have made that writer wait, the first commit
   * wins here.
   */
  commit(): void
  /** Forgets everything that was saved in it. Does nothing after a commit, so that it fits into a `finally`. */
  rollback(): void
}

interface StagedSave {
  readonly tables: Tables
  readonly save: (draft: Draft) => SaveResult
}

const openTransactions = new WeakMap<object, StagedSave[]>()

/**
 * Opens a transaction for memory stores.
 *
 * @example
 * ```ts
 * await muster.signIn.verify({
 *   ticket,
 *   code,
 *   async transaction(save) {
 *     const transaction = memoryTransaction()
 *     await save(transaction)
 *     transaction.commit()
 *   },
 * })
 * ```
 */
export function memoryTransaction(): MemoryTransaction {
  const transaction: MemoryTransaction = {
    commit() {
      const staged = stagedIn(transaction)
      openTransactions.delete(transaction)
      const drafts = replay(staged)
      if (drafts === undefined) {
        throw new MusterError("ERR_STORE_CONFLICT", "A row was saved by somebody else before the commit.", {
          retryable: true,
        })
      }
      for (const draft of drafts.values()) draft.apply()
    },
    rollback: () => void openTransactions.delete(transaction),
  }
  openTransactions.set(transaction, [])
  return Object.freeze(transaction)
}

/** Tries a save on top of what the transaction already holds, and keeps it for the commit when it would be saved. */
export function stageSave(transaction: SqlTransaction, tables: Tables, save: StagedSave["save"]): SaveResult {
  const staged = stagedIn(transaction)
  const draft = replay(staged)?.get(tables) ?? tables.draft()
  const result = save(draft)
  if (result.kind === "saved") staged.push({ tables, save })
  return result
}

/** The saves run again on drafts of what is committed now; `undefined` when one of them has lost its compare. */
function replay(saves: readonly StagedSave[]): ReadonlyMap<Tables, Draft> | undefined {
  const drafts = new Map<Tables, Draft>()
  for (const { tables, save } of saves) {
    const draft = drafts.get(tables) ?? tables.draft()
    drafts.set(tables, draft)
    if (save(draft).kind !== "saved") return undefined
  }
  return drafts
}

function stagedIn(transaction: SqlTransaction): StagedSave[] {
  const staged = openTransactions.get(transaction as object)
  if (staged !== undefined) return staged
  throw new MusterError("ERR_INVALID_INPUT", "Not an open transaction of memoryTransaction().", {
    field: "transaction",
  })
}
