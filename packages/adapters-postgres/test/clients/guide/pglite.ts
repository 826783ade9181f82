import type { PGlite } from "@electric-sql/pglite"
import type { HostTransaction } from "@muster/sdk"

/** PGlite: its transaction is taken as it is. */
export function pgliteTransaction(db: PGlite): HostTransaction {
  return (save, { userId }) =>
    db.transaction(async (tx) => {
      await save(tx)
      await tx.query("insert into sign_ins (user_id) values ($1)", [userId])
    })
}
