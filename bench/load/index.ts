// Second steps of sign-ins under load: users come when they mean to, at several machines over one Postgres, while accounts are
// edited and machines are killed in the middle of their work. At the end what was asked and answered is held against every audit
// event and every row: no sign-in lost, none doubled. Starts a Postgres of its own, or takes DATABASE_URL.
//
//   npm run bench:load -- --rate 500 --seconds 120 --machines 3
import { randomBytes } from "node:crypto"
import { startPostgres } from "@muster-tools/local-postgres"
import { openDatabase } from "./arrange/open-database.js"
import type { Population } from "./arrange/users.js"
import { checkBooks } from "./books/check-books.js"
import { readLedger } from "./books/ledger.js"
import { compileMachine } from "./machines/compile.js"
import { forkMachine } from "./machines/fork-machine.js"
import { readOptions } from "./options.js"
import { reportOf } from "./report.js"
import { run } from "./run.js"

/** A user's authenticator shows one code in 30 seconds: nobody comes twice within 40. */
const secondsBetweenVisits = 40
const usersOfAccount = 100
const connections = 5

const options = readOptions(process.argv.slice(2))
const users = Math.max(400, Math.ceil(options.rate * secondsBetweenVisits))
const population: Population = { users, accounts: Math.ceil(users / usersOfAccount) }

const key = randomBytes(32).toString("base64")
const [server, program] = await Promise.all([startPostgres(), compileMachine()])
const database = await openDatabase(server.url, population, key)
const { schema } = database
const settings = { url: server.url, schema, key, connections, population }
const done = await run(options, population, database, {
  spawn: ({ mails }, aheadMilliseconds) =>
    forkMachine(program, { ...settings, aheadMilliseconds }, (mail) => mails.push(mail)),
})
const ledger = await readLedger(database.pool, schema, done.mailLeft)
const faults = checkBooks(done.books, ledger)
console.log(reportOf(options, server.kind, population, done, ledger, faults).join("\n"))

await database.close()
await server.stop()
// How much is carried is for the reader to judge, who knows what else this machine had to do.
process.exitCode = faults.length === 0 ? 0 : 1
