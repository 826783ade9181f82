import { ephemeralKeys } from "@muster/core"
import type { MusterOptions } from "@muster/sdk"
import { seededDirectory } from "../../../../bench/scale/directory.js"
import { seed } from "../../../../bench/scale/seed.js"
import { type Sizes, sizesOf } from "../../../../bench/scale/sizes.js"
import { openWorld } from "../../../sdk/test/world.js"
import { postgresMailBudget, postgresStore, type SqlClient } from "../../src/index.js"
import { openSchema } from "../open-schema.js"

/** MUSTER_FULL asks for 1,000,000 users; a plain run has some 20,000 rows, enough to notice an index that is gone. */
export const full = process.env.MUSTER_FULL === "1"

const quickSizes: Sizes = {
  ...sizesOf(3000),
  accounts: 300,
  groupsOfLarge: 1000,
  mail: 2000,
  reminders: 2000,
  mailBudgets: 2000,
  signers: 5,
}

/** A schema of a size, and Muster over it. */
export async function openSeeded() {
  const open = await openSchema()
  const { pool, schema } = open
  const keys = ephemeralKeys()
  const began = Date.now()
  const seeded = await seed(pool, schema, { keys, sizes: full ? sizesOf(1_000_000) : quickSizes })
  if (full) console.log(`seeded ${seeded.sizes.users} users in ${Math.round((Date.now() - began) / 1000)} s`)

  /** Muster on this client; on a single connection, in its open transaction. */
  const worldOn = (client: SqlClient, options: Pick<MusterOptions, "directory"> = {}) => {
    const world = openWorld({
      store: storeOn(client),
      mailBudget: postgresMailBudget({ client, schema }),
      keys,
      directory: seededDirectory(seeded.sizes),
      ...options,
    })
    world.clock.set(seeded.now)
    return world
  }
  const storeOn = (client: SqlClient) => postgresStore({ client, schema, timeoutSeconds: 3600 })
  return {
    ...open,
    ...seeded,
    worldOn,
    /** The store with the mail budget, as `calls` take it. */
    callsOn: (client: SqlClient) => ({ ...storeOn(client), ...postgresMailBudget({ client, schema }) }),
  }
}

export type OpenSeeded = Awaited<ReturnType<typeof openSeeded>>
