/** Rows by account and id. A row is frozen: it is replaced, never changed, and can be handed out as it is. */
export interface Table<Row> {
  get(accountId: string, id: string): Row | undefined
  inAccount(accountId: string): Iterable<Row>
  all(): Iterable<Row>
}

/** A table with changes of its own on top, which nobody else sees until they are applied. */
export interface TableDraft<Row> extends Table<Row> {
  put(accountId: string, id: string, row: Row): void
  remove(accountId: string, id: string): void
  /** Writes the changes to the table below; cannot fail midway. */
  apply(): void
}

type RowsByAccount<Row> = Map<string, Map<string, Row>>

/** The rows that are committed. */
export interface CommittedTable<Row> {
  draft(): TableDraft<Row>
}

export function createTable<Row extends object>(): CommittedTable<Row> {
  const committed: RowsByAccount<Row> = new Map()
  return { draft: () => draftOver(committed) }
}

function draftOver<Row extends object>(committed: RowsByAccount<Row>): TableDraft<Row> {
  const changes: RowsByAccount<Row | undefined> = new Map()

  function* inAccount(accountId: string): Iterable<Row> {
    const changed = changes.get(accountId)
    for (const [id, row] of committed.get(accountId) ?? []) if (!changed?.has(id)) yield row
    for (const row of changed?.values() ?? []) if (row !== undefined) yield row
  }

  return {
    get(accountId, id) {
      const changed = changes.get(accountId)
      return changed?.has(id) ? changed.get(id) : committed.get(accountId)?.get(id)
    },
    inAccount,
    *all() {
      for (const accountId of new Set([...committed.keys(), ...changes.keys()])) yield* inAccount(accountId)
    },
    put: (accountId, id, row) => void rowsOf(changes, accountId).set(id, row),
    remove: (accountId, id) => void rowsOf(changes, accountId).set(id, undefined),
    apply() {
      for (const [accountId, changed] of changes) {
        const rows = rowsOf(committed, accountId)
        for (const [id, row] of changed) {
          if (row === undefined) rows.delete(id)
          else rows.set(id, row)
        }
        if (rows.size === 0) committed.delete(accountId)
      }
    },
  }
}

function rowsOf<Row>(rows: RowsByAccount<Row>, accountId: string): Map<string, Row> {
  const existing = rows.get(accountId)
  if (existing !== undefined) return existing
  const created = new Map<string, Row>()
  rows.set(accountId, created)
  return created
}
