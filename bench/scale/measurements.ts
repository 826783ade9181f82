import { fromPg, postgresMailBudget, postgresStore } from "@muster/adapters-postgres"
import { generateTotp, type KeyProvider } from "@muster/core"
import { expectKind } from "@muster/sdk"
import type pg from "pg"
import { openWorld, system } from "../../packages/sdk/test/world.js"
import { seededDirectory } from "./directory.js"
import { largeAccount } from "./names.js"
import { type Seeded, signersTotp } from "./seed.js"

/** A seeded schema with Muster over it. */
export type Measured = Awaited<ReturnType<typeof openMeasured>>

/** A call whose time is compared between schemas; always in their large account. */
export interface Measurement {
  readonly name: string
  readonly rounds: number
  /** What the time is divided by. */
  per(measured: Measured): number
  call(measured: Measured, round: number): Promise<unknown>
}

/** Opens Muster over a seeded schema, and finds where its lists end. */
export async function openMeasured(pool: pg.Pool, seeded: Seeded, keys: KeyProvider) {
  const { schema, sizes } = seeded
  const client = fromPg(pool)
  const store = postgresStore({ client, schema, timeoutSeconds: 600 })
  const directory = seededDirectory(sizes)
  const { muster, clock } = openWorld({ store, mailBudget: postgresMailBudget({ client, schema }), keys, directory })
  clock.set(seeded.now)
  const { lastUser, lastEvent } = await lastPlaces(pool, schema)
  return { ...seeded, muster, clock, store, lastUser, lastEvent }
}

/** The cursors of the last pages of the large account's users and events, a hundred from the end. */
async function lastPlaces(pool: pg.Pool, schema: string) {
  const users = await pool.query(
    `select user_id from ${schema}.users where account_id = $1 order by user_id desc offset 100 limit 1`,
    [largeAccount],
  )
  const events = await pool.query(
    `select at, seq from ${schema}.events where account_id = $1 order by at, seq offset 100 limit 1`,
    [largeAccount],
  )
  const [event] = events.rows
  return {
    lastUser: JSON.stringify([users.rows[0].user_id]),
    lastEvent: JSON.stringify([Number(event.at), Number(event.seq)]),
  }
}

const once = () => 1
const perThousandUsers = ({ sizes }: Measured) => sizes.usersOfLarge / 1000
const page = { accountId: largeAccount, limit: 100 }

/** What is compared. */
export const measurements: readonly Measurement[] = [
  { name: "sign-in: password and code", rounds: 60, per: once, call: signIn },
  { name: "users, first page", rounds: 30, per: once, call: ({ store }) => store.listUsers(page) },
  {
    name: "users, last page",
    rounds: 30,
    per: once,
    call: ({ store, lastUser }) => store.listUsers({ ...page, after: lastUser }),
  },
  { name: "audit log, first page", rounds: 30, per: once, call: ({ muster }) => muster.accounts.events(page) },
  {
    name: "audit log, last page",
    rounds: 30,
    per: once,
    call: ({ muster, lastEvent }) => muster.accounts.events({ ...page, after: lastEvent }),
  },
  { name: "forced logout of everybody", rounds: 30, per: once, call: forceLogout },
  {
    name: "adoption, per 1,000 users",
    rounds: 3,
    per: perThousandUsers,
    call: ({ muster }) => muster.accounts.adoption(page),
  },
  {
    name: "preview of enabling, per 1,000 users",
    rounds: 3,
    per: perThousandUsers,
    call: ({ muster }) => muster.accounts.preview({ accountId: largeAccount, actor: system }),
  },
]

/** One of the signers at a time, half a minute later each time: each code is good once. */
async function signIn({ muster, clock, signers }: Measured, round: number): Promise<void> {
  clock.advance({ minutes: 1 })
  const signer = signers[round % signers.length]
  if (signer === undefined) throw new Error("nobody can sign in")
  const { userId, secret } = signer
  const user = { id: userId, email: null }
  const begun = await muster.signIn.begin({
    accountId: largeAccount,
    user,
    client: { platform: "web" },
    primary: "password",
  })
  const { ticket } = expectKind(begun, "challenge")
  const code = generateTotp({ secret, at: clock.now(), parameters: signersTotp })
  expectKind(await muster.signIn.verify({ ticket, code }), "signed-in")
}

/** The dates take turns, since one that stands already is not written. */
async function forceLogout({ muster }: Measured, round: number): Promise<void> {
  const forcedLogout = { date: round % 2 === 0 ? "2026-12-03" : "2026-12-02", timeZone: "Europe/Berlin" }
  expectKind(await muster.accounts.setForcedLogout({ accountId: largeAccount, actor: system, forcedLogout }), "saved")
}
