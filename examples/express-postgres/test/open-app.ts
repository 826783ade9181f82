import { randomUUID } from "node:crypto"
import { once } from "node:events"
import type { AddressInfo } from "node:net"
import { ephemeralKeys } from "@muster/core"
import { authenticator, fakeClock } from "@muster/core/testing"
import { createMailer, type RenderedMail } from "@muster/mailer"
import { expectKind } from "@muster/sdk"
import type {} from "@muster-tools/local-postgres/vitest"
import pg from "pg"
import { inject } from "vitest"
import { createApp } from "../src/app.js"
import { openPool } from "../src/host/pool.js"
import { createTables } from "../src/host/tables.js"
import { addUser } from "../src/host/users.js"
import { openMuster } from "../src/two-factor/muster.js"
import { type Client, client } from "./http-client.js"

export const accountId = "acme"
export const password = "correct horse"
export const web = { platform: "web" }
export const ann = { email: "ann@acme.example", password, client: web }
export const olivia = { email: "olivia@acme.example", password, client: web }

/** The whole app on a port and a database of its own, with Ann, who is an agent, and Olivia, who is an admin. */
export async function openApp() {
  const database = `muster_express_${randomUUID().replaceAll("-", "")}`
  const server = new pg.Client({ connectionString: inject("postgresUrl") })
  await server.connect()
  await server.query(`create database ${database}`)
  const url = new URL(inject("postgresUrl"))
  url.pathname = `/${database}`
  const pool = openPool({ connectionString: url.href })

  await createTables(pool)
  for (const [id, isAdmin] of [
    ["ann", false],
    ["olivia", true],
  ] as const) {
    await addUser(pool, { id, accountId, email: `${id}@acme.example`, isAdmin }, password)
  }
  const clock = fakeClock("2026-11-24T09:00:00Z")
  const mails: RenderedMail[] = []
  const mailer = createMailer(async (mail) => mails.push(mail))
  const muster = await openMuster(pool, { mailer, keys: ephemeralKeys(), clock })
  const errors: unknown[] = []
  const app = createApp({ pool, muster, sessionSecret: randomUUID(), log: (error) => errors.push(error), clock })
  const listening = app.listen(0, "127.0.0.1")
  await once(listening, "listening")
  const { port } = listening.address() as AddressInfo

  const newClient = () => client(port)
  /** Somebody on a phone: tickets in JSON. */
  const enable = async () =>
    expectKind(await muster.accounts.enable({ accountId, actor: { system: "test" } }), "enabled")
  const mailedCode = () => /^\d{6}/.exec(mails.at(-1)?.subject ?? "")?.[0] ?? ""

  /** Takes a client through the enrollment, and moves on to a step whose code is fresh. */
  const enroll = async (who: Client, credentials = ann) => {
    const begun = (await who.post("/muster/sign-in", credentials)).body
    await who.post("/muster/enrollment/send-email-code", { ticket: begun.ticket })
    const verified = await who.post("/muster/enrollment/verify-email-code", {
      ticket: begun.ticket,
      code: mailedCode(),
    })
    const { ticket } = verified.body
    const key = await who.post("/muster/enrollment/issue-key", { ticket })
    const phone = authenticator(key.body.otpauthUri, clock)
    const enrolled = await who.post("/muster/enrollment/confirm", { ticket, code: phone.code() })
    clock.advance({ seconds: 30 })
    return { phone, key, enrolled, ticket: ticket as string }
  }
  const lastLogin = async (id = "ann"): Promise<Date | null> =>
    (await pool.query("select last_login_at from users where id = $1", [id])).rows[0].last_login_at

  return {
    pool,
    port,
    clock,
    muster,
    mails,
    errors,
    newClient,
    enable,
    mailedCode,
    enroll,
    lastLogin,
    async close() {
      listening.closeAllConnections()
      listening.close()
      await pool.end()
      await server.query(`drop database ${database} with (force)`)
      await server.end()
    },
  }
}

export type App = Awaited<ReturnType<typeof openApp>>

/** A code of the same length that is not this one. */
export function otherThan(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, "0")
}
