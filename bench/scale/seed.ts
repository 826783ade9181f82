import { postgresStore } from "@muster/adapters-postgres"
import { type KeyProvider, systemRandom } from "@muster/core"
import { expectKind } from "@muster/sdk"
import type pg from "pg"
import { openWorld, system } from "../../packages/sdk/test/world.js"
import { multiplications } from "./multiply.js"
import { largeAccount, signerAt } from "./names.js"
import type { Sizes } from "./sizes.js"
import { writeOneOfEach, written } from "./write-one-of-each.js"

/** A schema that is full. */
export interface Seeded {
  readonly schema: string
  readonly sizes: Sizes
  /** The instant that the rows are of. */
  readonly now: number
  /** Users of the large account who can sign in, with the secrets of their authenticators. */
  readonly signers: readonly Signer[]
}

export interface Signer {
  readonly userId: string
  readonly secret: Uint8Array
}

/** The parameters of every signer's codes. */
export const signersTotp = { digits: 6, periodSeconds: 30, algorithm: "SHA-1" } as const

/**
 * Fills an empty, migrated schema. Every row is one that a service has written, or a copy of one with ids and instants of its own:
 * what is sealed is bound to its user, and opens for the signers alone.
 */
export async function seed(
  pool: pg.Pool,
  schema: string,
  { keys, sizes }: { readonly keys: KeyProvider; readonly sizes: Sizes },
): Promise<Seeded> {
  const now = await writeOneOfEach(pool, schema, keys)
  await Promise.all(
    multiplications(schema, sizes, now).map(async (statements) => {
      for (const statement of statements) await pool.query(statement)
    }),
  )
  for (const table of ["accounts", "users", "device_groups", "mail", "events", "reminders"]) {
    await pool.query(`delete from ${schema}.${table} where account_id = any($1)`, [Object.values(written)])
  }
  const signers = await importSigners(pool, schema, { keys, sizes, now })
  await pool.query(`vacuum (analyze) ${tables.map((table) => `${schema}.${table}`).join(", ")}`)
  return { schema, sizes, now, signers }
}

const tables = ["accounts", "users", "device_groups", "mail", "events", "reminders", "mail_budgets", "key_checks"]

/** Gives users of the large account factors of their own, as a move from another library would. */
async function importSigners(
  pool: pg.Pool,
  schema: string,
  { keys, sizes, now }: { readonly keys: KeyProvider; readonly sizes: Sizes; readonly now: number },
): Promise<readonly Signer[]> {
  const { muster, clock } = openWorld({ store: postgresStore({ client: pool, schema }), keys })
  clock.set(now)
  const signers = Array.from({ length: sizes.signers }, (_, place) => ({
    userId: signerAt(place),
    secret: systemRandom.bytes(20),
  }))
  for (const { userId, secret } of signers) {
    const user = { accountId: largeAccount, userId, actor: system, reason: "moved" }
    expectKind(await muster.users.importFactor({ ...user, secret, totp: signersTotp }), "imported")
  }
  return signers
}
