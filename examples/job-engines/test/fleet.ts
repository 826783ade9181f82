import { randomUUID } from "node:crypto"
import { memoryMailer } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { expectKind, type Muster } from "@muster/sdk"
import type { Mailer } from "@muster/sdk/ports"
import type {} from "@muster-tools/local-postgres/vitest"
import pg from "pg"
import { expect, inject, onTestFinished, vi } from "vitest"
import type { JobEngine } from "../src/job-engine.js"
import { openMuster } from "../src/muster.js"
import { type Engine, openJobs, waitingJobs } from "./engines.js"

const accountId = "acme"

/** A machine of the fleet: what it has sent and reported, and its end. */
export interface Machine {
  readonly muster: Muster
  readonly engine: JobEngine
  /** Whom it has sent mail to. */
  readonly mailed: readonly string[]
  readonly errors: readonly unknown[]
  /** As a host ends: the engine, then the pool. */
  stop(): Promise<void>
}

/** Machines on a database of their own, with two-factor on in one account. Their schedule is off. */
export async function openFleet(engine: Engine) {
  const database = `muster_jobs_${randomUUID().replaceAll("-", "")}`
  const server = new pg.Client({ connectionString: inject("postgresUrl") })
  await server.connect()
  await server.query(`create database ${database}`)
  const url = new URL(inject("postgresUrl"))
  url.pathname = `/${database}`
  const openPool = () =>
    new pg.Pool({ connectionString: url.href })
      .on("error", () => {})
      .on("connect", (client) => client.on("error", () => {}))
  const pool = openPool()
  const keys = ephemeralKeys()
  const mailer = memoryMailer()
  const muster = await openMuster(pool, { mailer, keys })
  expectKind(await muster.accounts.enable({ accountId, actor: { system: "test" } }), "enabled")
  await pool.query("create table enrolled_users (id text primary key)")

  const machines: Machine[] = []
  onTestFinished(async () => {
    await Promise.all(machines.map((machine) => machine.stop()))
    await pool.end()
    await server.query(`drop database ${database} with (force)`)
    await server.end()
  })

  const fleet = {
    pool,
    url: url.href,
    /** A caller's Muster, on no machine of the fleet. */
    muster,
    waiting: () => waitingJobs(pool, engine),
    /** Resolves when no more jobs than these are open. */
    idle: (but = 0) =>
      vi.waitFor(async () => expect(await openJobs(pool, engine)).toBeLessThanOrEqual(but), { timeout: 15_000 }),

    /** Starts a machine. `beforeSend` stands for a slow mail server, or throws for one that refuses. */
    async startMachine({ beforeSend = async () => {} }: { beforeSend?: () => Promise<void> } = {}): Promise<Machine> {
      const [mailed, errors]: [string[], unknown[]] = [[], []]
      const send: Mailer["send"] = async (mail) => {
        await beforeSend()
        mailed.push(mail.to)
        return mailer.send(mail)
      }
      const own = openPool()
      const before = machines.length === 0 ? 0 : await openJobs(pool, engine)
      const ownMuster = await openMuster(own, { mailer: { send }, keys })
      const started = await engine.start(own, ownMuster, (error) => errors.push(error))
      await pool.query(engine.stopClock)
      let stopped: Promise<void> | undefined
      const stop = () => {
        stopped ??= started.stop().then(() => own.end())
        return stopped
      }
      const machine = { muster: ownMuster, engine: started, mailed, errors, stop }
      machines.push(machine)
      // The run that each machine begins with is over before a test goes on.
      await fleet.idle(before)
      return machine
    },

    /** Each of these users asks for a code, and nobody is woken up. Answers their tickets. */
    ask: (...ids: readonly string[]) => Promise.all(ids.map((id) => ask(muster, id))),
    lastCodeTo: (id: string) => mailer.lastCodeTo(addressOf(id)),
  }
  return fleet
}

export type Fleet = Awaited<ReturnType<typeof openFleet>>

async function ask({ signIn, enrollment }: Muster, id: string): Promise<string> {
  const user = { id, email: addressOf(id) }
  const begun = await signIn.begin({ accountId, user, client: { platform: "web" }, primary: "password" })
  const { ticket } = expectKind(begun, "enroll")
  expectKind(await enrollment.sendEmailCode({ ticket }), "email-code-sent")
  return ticket
}

export const addressOf = (id: string) => `${id}@acme.example`

/** So many ids of users. */
export const users = (count: number) => Array.from({ length: count }, (_, index) => `user-${index}`)
