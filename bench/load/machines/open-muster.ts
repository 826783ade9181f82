import { fromPg, postgresMailBudget, postgresStore } from "@muster/adapters-postgres"
import { type Clock, staticKeyring, systemClock } from "@muster/core"
import { createMuster, createWorker } from "@muster/sdk"
import type { Logger, Mailer, MusterStore } from "@muster/sdk/ports"
import pg from "pg"
import { directoryOf, type Population } from "../arrange/users.js"
import type { SentMail } from "../books/books.js"
import { callsOf } from "./calls.js"

/** What a machine is told at its start. */
export interface Settings {
  readonly url: string
  readonly schema: string
  /** The key of the keyring, in base64. */
  readonly key: string
  readonly connections: number
  readonly population: Population
  /** How far its clock is ahead; such a clock counts as simulated. */
  readonly aheadMilliseconds: number
}

/** What is around a machine's Muster. */
export interface Surroundings {
  /** Hears of each mail before it counts as sent. */
  sent(mail: SentMail): Promise<void> | void
  /** Puts something between Muster and its store. */
  readonly change?: ((store: MusterStore) => MusterStore) | undefined
  /** Hears what no caller is told; the console when left out. */
  readonly logger?: Logger
}

/** Muster as each machine has it: over a pool of its own, with a worker that does its share of the jobs. */
export function openMuster(settings: Settings, { sent, change = (store) => store, logger = console }: Surroundings) {
  const pool = new pg.Pool({ connectionString: settings.url, max: settings.connections }).on("error", () => {})
  const client = fromPg(pool)
  const { schema } = settings
  const mailer: Mailer = {
    async send({ id, key, message }) {
      await sent({ id, userId: key.userId, kind: message.kind })
      return { kind: "accepted" }
    },
  }
  const muster = createMuster({
    store: change(postgresStore({ client, schema })),
    mailBudget: postgresMailBudget({ client, schema }),
    mailer,
    keys: staticKeyring({ active: "load", keys: { load: settings.key } }),
    issuer: "Load",
    directory: directoryOf(settings.population),
    clock: clockOf(settings),
    logger,
  })
  const worker = createWorker(muster, { everySeconds: 5, logger })
  worker.start()
  return {
    calls: callsOf(muster),
    async close() {
      await worker.stop()
      await pool.end()
    },
  }
}

function clockOf({ aheadMilliseconds }: Settings): Clock {
  return aheadMilliseconds === 0 ? systemClock : { now: () => Date.now() + aheadMilliseconds, simulated: true }
}
