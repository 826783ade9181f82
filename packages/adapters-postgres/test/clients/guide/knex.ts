import { fromKnex } from "@muster/adapters-postgres"
import type { HostTransaction } from "@muster/sdk"
import type { Knex } from "knex"

/** Knex */
export function knexTransaction(knex: Knex): HostTransaction {
  return (save, { userId }) =>
    knex.transaction(async (trx) => {
      await save(fromKnex(trx))
      await trx("sign_ins").insert({ user_id: userId })
    })
}
