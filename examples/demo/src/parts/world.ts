import { memoryMailBudget, memoryStore } from "@muster/adapters-memory"
import { migrate, postgresMailBudget, postgresStore } from "@muster/adapters-postgres"
import { type Clock, ephemeralKeys } from "@muster/core"
import { fakeClock } from "@muster/core/testing"
import { smtpMailer } from "@muster/mailer/smtp"
import { createMuster, type Muster } from "@muster/sdk"
import type { MailBudget, MusterStore } from "@muster/sdk/ports"
import { startPostgres } from "@muster-tools/local-postgres"
import { Pool } from "pg"
import { HostUsers } from "./host.js"
import { openSmtpInbox, type SmtpInbox } from "./smtp-inbox.js"

export const accountId = "acme"
export const timeZone = "Europe/Berlin"

/** Everything that the chapters share. */
export interface World {
  readonly muster: Muster
  readonly clock: Clock & ReturnType<typeof fakeClock>
  readonly users: HostUsers
  readonly inbox: SmtpInbox
  close(): Promise<void>
}

/** The product: its users, a mail server, and Muster over memory or a real Postgres. */
export async function openWorld(kind: "memory" | "postgres"): Promise<World> {
  const clock = fakeClock("2026-11-24T09:00:00Z")
  const inbox = await openSmtpInbox()
  const storage = kind === "postgres" ? await openPostgres() : openMemory()
  const muster = createMuster({
    store: storage.store,
    mailBudget: storage.mailBudget,
    mailer: smtpMailer({ url: inbox.url, from: "Acme Support <no-reply@acme.example>" }),
    keys: ephemeralKeys(),
    issuer: "Acme Support",
    builds: {
      minimum: "v4.3 b1575",
      catalogue: [
        { build: "v4.2 b1400", availableFrom: Date.UTC(2026, 0, 12), defaultFrom: Date.UTC(2026, 0, 12) },
        { build: "v4.3 b1575", availableFrom: Date.UTC(2026, 8, 1), defaultFrom: Date.UTC(2026, 9, 1) },
      ],
      updateUrl: "https://acme.example/download",
    },
    defaults: { timeZone },
    clock,
  })
  return {
    muster,
    clock,
    users: new HostUsers(),
    inbox,
    async close() {
      await inbox.close()
      await storage.close()
    },
  }
}

interface Storage {
  readonly store: MusterStore
  readonly mailBudget: MailBudget
  close(): Promise<void>
}

function openMemory(): Storage {
  return { store: memoryStore(), mailBudget: memoryMailBudget(), close: async () => {} }
}

async function openPostgres(): Promise<Storage> {
  // Always one of its own: a story for the reader has no business in a database that is there for something else.
  const server = await startPostgres({ ignoreDatabaseUrl: true })
  const pool = new Pool({ connectionString: server.url })
  pool.on("error", () => {})
  const schema = `muster_demo_${process.pid}`
  await migrate(pool, { schema })
  return {
    store: postgresStore({ client: pool, schema }),
    mailBudget: postgresMailBudget({ client: pool, schema }),
    async close() {
      await pool.query(`drop schema "${schema}" cascade`)
      await pool.end()
      await server.stop()
    },
  }
}
