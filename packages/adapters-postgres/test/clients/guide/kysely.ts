import { fromKysely } from "@muster/adapters-postgres"
import type { HostTransaction } from "@muster/sdk"
import type { Kysely } from "kysely"

interface Tables {
  readonly sign_ins: { readonly user_id: string }
}

/** Kysely */
export function kyselyTransaction(db: Kysely<Tables>): HostTransaction {
  return (save, { userId }) =>
    db.transaction().execute(async (trx) => {
      await save(fromKysely(trx))
      await trx.insertInto("sign_ins").values({ user_id: userId }).execute()
    })
}
