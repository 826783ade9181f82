import { randomBytes } from "node:crypto"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { migrate } from "@muster/adapters-postgres"
import { ephemeralKeys, staticKeyring } from "@muster/core"
import { createMailer } from "@muster/mailer"
import { smtpMailer } from "@muster/mailer/smtp"
import { startPostgres } from "@muster-tools/local-postgres"
import { createApp } from "./app.js"
import { openPool } from "./host/pool.js"
import { createTables } from "./host/tables.js"
import { addUser } from "./host/users.js"
import { openMuster } from "./two-factor/muster.js"

const { SMTP_URL, MUSTER_KEY, SESSION_SECRET, PORT = "3000" } = process.env
const log = (error: unknown) => console.error(error)

// The server of DATABASE_URL, or one that starts empty and ends with this process.
const postgres = await startPostgres()
const pool = openPool({ connectionString: postgres.url })

// On a pool of its own: migrating waits for other instances and makes indexes, longer than other statements may take.
const patient = openPool({ connectionString: postgres.url, max: 1, query_timeout: 0, statement_timeout: 0 })
await migrate(patient).finally(() => patient.end())

await createTables(pool)
const accountId = "acme"
await addUser(pool, { id: "olivia", accountId, email: "olivia@acme.example", isAdmin: true }, "olivia-password")
await addUser(pool, { id: "ann", accountId, email: "ann@acme.example", isAdmin: false }, "ann-password")

const from = "Acme Support <no-reply@acme.example>"
const terminal = createMailer(async ({ to, subject }) => console.log(`mail to ${to}: ${subject}`))
const muster = await openMuster(pool, {
  mailer: SMTP_URL === undefined ? terminal : smtpMailer({ url: SMTP_URL, from }),
  // Keys that end with the process can only be for a database that does too.
  keys: MUSTER_KEY === undefined ? ephemeralKeys() : staticKeyring({ active: "2026", keys: { "2026": MUSTER_KEY } }),
})
if (postgres.kind === "given" && MUSTER_KEY === undefined) {
  console.log("Without MUSTER_KEY nobody who enrolls now can sign in after a restart.")
}

const app = createApp({ pool, muster, sessionSecret: SESSION_SECRET ?? randomBytes(32).toString("hex"), log })
const server = app.listen(Number(PORT), "127.0.0.1")
await once(server, "listening")
const url = `http://localhost:${(server.address() as AddressInfo).port}`
console.log(`Listening on ${url}. Mail is shown here. Try:

curl -c jar -H 'Content-Type: application/json' ${url}/muster/sign-in \\
  -d '{"email":"ann@acme.example","password":"ann-password","client":{"platform":"web"}}'
curl -b jar ${url}/me`)

const stop = async () => {
  server.close()
  server.closeAllConnections()
  await pool.end()
  await postgres.stop()
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop().catch(log))
