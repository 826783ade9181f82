import { fromPg, migrate, postgresMailBudget, postgresStore } from "@muster/adapters-postgres"
import { createMuster, type Muster, type MusterOptions } from "@muster/sdk"
import type { Pool } from "pg"

/**
 * Muster over the app's own pool. Its tables lie in a schema of their own; `migrate` may run on every instance at once.
 */
export async function openMuster(
  pool: Pool,
  options: Pick<MusterOptions, "mailer" | "keys" | "clock">,
): Promise<Muster> {
  const client = fromPg(pool)
  await migrate(client)
  return createMuster({
    store: postgresStore({ client }),
    mailBudget: postgresMailBudget({ client }),
    issuer: "Acme Support",
    builds: {
      minimum: "v4.3 b1575",
      catalogue: [{ build: "v4.3 b1575", availableFrom: 0, defaultFrom: 0 }],
      updateUrl: "https://acme.example/download",
    },
    ...options,
  })
}
