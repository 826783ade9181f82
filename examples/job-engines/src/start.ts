import { ephemeralKeys } from "@muster/core"
import { createMailer } from "@muster/mailer"
import { expectKind } from "@muster/sdk"
import { startPostgres } from "@muster-tools/local-postgres"
import { Pool } from "pg"
import { startGraphileWorker } from "./graphile-worker.js"
import { createEnrollment } from "./host/enrollment.js"
import { openMuster } from "./muster.js"
import { startPgBoss } from "./pg-boss.js"

const name = process.argv[2] === "graphile-worker" ? "graphile-worker" : "pg-boss"
const startEngine = name === "pg-boss" ? startPgBoss : startGraphileWorker

// A server of its own, which starts empty and ends with this process.
const postgres = await startPostgres({ ignoreDatabaseUrl: true })
// Jobs have a pool of their own, without the deadlines of the one for requests: an engine waits, where a request fails.
const pool = new Pool({ connectionString: postgres.url })
// Without a listener, a connection that breaks ends the process, be it idle or, as graphile-worker holds one, in use.
pool.on("error", console.error)
pool.on("connect", (client) => client.on("error", console.error))

// Two machines, which have the database and the keys in common, and know nothing of each other.
const keys = ephemeralKeys()
const askedAt = new Map<string, number>()
async function startMachine(number: number) {
  const mailer = createMailer(async ({ to }) => {
    const seconds = (Date.now() - (askedAt.get(to) ?? 0)) / 1000
    console.log(`machine ${number} mails ${to} a code, ${seconds.toFixed(1)} s after it was asked for`)
  })
  const muster = await openMuster(pool, { mailer, keys })
  return { muster, engine: await startEngine(pool, muster, console.error) }
}
// One after the other, since the first start of all makes the engine's tables.
const machines = [await startMachine(1), await startMachine(2)] as const
const [{ muster, engine }] = machines
const enrollment = createEnrollment(pool, muster, engine)

const accountId = "acme"
expectKind(await muster.accounts.enable({ accountId, actor: { system: "set-up" } }), "enabled")

async function beginEnrollment(id: string) {
  const email = `${id}@acme.example`
  const user = { id, email }
  const begun = await muster.signIn.begin({ accountId, user, client: { platform: "web" }, primary: "password" })
  askedAt.set(email, Date.now())
  return expectKind(begun, "enroll").ticket
}

console.log(`Two machines work on ${name}. Ctrl-C ends them.`)
for (const id of ["ann", "bob", "eve"]) await enrollment.sendEmailCode(await beginEnrollment(id))
console.log("Each of these calls woke a machine up. Zoe's will not, and waits for the schedule, for about a minute.")
const later = setTimeout(async () => muster.enrollment.sendEmailCode({ ticket: await beginEnrollment("zoe") }), 3000)

const stop = async () => {
  clearTimeout(later)
  // Engines first: a run still needs the pool.
  await Promise.all(machines.map((machine) => machine.engine.stop()))
  await pool.end()
  await postgres.stop()
  console.log("stopped")
}
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop().catch(console.error))
