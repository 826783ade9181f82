import { fromPg, migrate, postgresMailBudget, postgresStore } from "@muster/adapters-postgres"
import { staticKeyring } from "@muster/core"
import { smtpMailer } from "@muster/mailer/smtp"
import { createMuster } from "@muster/sdk"
import { Pool } from "pg"

const { DATABASE_URL, SMTP_URL = "", MUSTER_KEY = "" } = process.env
export const pool = new Pool({ connectionString: DATABASE_URL }).on("error", console.error)
const client = fromPg(pool)
await migrate(client) // makes the schema "muster"; any number of processes may do so at once

export const muster = createMuster({
  store: postgresStore({ client }),
  mailBudget: postgresMailBudget({ client }),
  mailer: smtpMailer({ url: SMTP_URL, from: "Acme Support <no-reply@acme.example>" }),
  keys: staticKeyring({ active: "2026", keys: { "2026": MUSTER_KEY } }), // openssl rand -base64 32
  issuer: "Acme Support",
})
