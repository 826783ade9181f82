import { fromPostgres } from "@muster/adapters-postgres"
import type { HostTransaction } from "@muster/sdk"
import type { Sql } from "postgres"

/** `postgres` */
export function postgresTransaction(sql: Sql): HostTransaction {
  return async (save, { userId }) => {
    await sql.begin(async (tx) => {
      await save(fromPostgres(tx))
      await tx`insert into sign_ins (user_id) values (${userId})`
    })
  }
}
