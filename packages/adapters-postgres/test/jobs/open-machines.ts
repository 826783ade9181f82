import { type MemoryMailer, memoryMailer } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import type { MusterOptions } from "@muster/sdk"
import type { MusterStore } from "@muster/sdk/ports"
import { openWorld } from "../../../sdk/test/world.js"
import { fromPg, postgresStore } from "../../src/index.js"
import { openSchema } from "../open-schema.js"

/** Machines over one database, each with a pool of its own; what all of them send arrives in one mailbox. */
export async function openMachines(
  options: Partial<Omit<MusterOptions, "mailer">> = {},
  mailer: MemoryMailer = memoryMailer(),
) {
  const open = await openSchema()
  const { schema, openPool } = open
  const given = { keys: ephemeralKeys(), mailer, sendMail: "jobs", ...options } as const
  const storeOf = (): MusterStore => postgresStore({ client: fromPg(openPool({ max: 4 })), schema })
  const first = openWorld({ ...given, store: storeOf() })
  return {
    ...first,
    ...open,
    mailer,
    /** Another machine; `change` puts something between it and the database. */
    machine(change: (store: MusterStore) => MusterStore = (store) => store) {
      return openWorld({ ...given, clock: first.clock, store: change(storeOf()) })
    },
  }
}
