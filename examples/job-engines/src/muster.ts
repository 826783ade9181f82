import { fromPg, migrate, postgresMailBudget, postgresStore } from "@muster/adapters-postgres"
import { createMuster, type Muster, type MusterOptions } from "@muster/sdk"
import type { Pool } from "pg"

/** Muster on the host's pool. No call sends mail itself: that is left to the jobs. */
export async function openMuster(pool: Pool, options: Pick<MusterOptions, "mailer" | "keys">): Promise<Muster> {
  const client = fromPg(pool)
  await migrate(client)
  return createMuster({
    store: postgresStore({ client }),
    mailBudget: postgresMailBudget({ client }),
    issuer: "Acme Support",
    sendMail: "jobs",
    ...options,
  })
}
