import { postgresMailBudget, postgresStore, type SqlClient } from "@muster/adapters-postgres"
import type { KeyProvider } from "@muster/core"
import { expectKind } from "@muster/sdk"
import type { Mailer, MusterStore } from "@muster/sdk/ports"
import { playScenario } from "../../packages/adapters-postgres/test/formats/scenario.js"
import { directoryOf, directoryUser } from "../../packages/sdk/test/directory.js"
import { accountId, openWorld, system } from "../../packages/sdk/test/world.js"

/** The account of {@link writeOneOfEach}, and others of other kinds. */
export const written = { account: accountId, withoutDate: "without-date", off: "off" } as const

const ids = ["ann", "bob", "cara", "dan", "eve", "frank", "gus", "hal", "ida"]

/**
 * Has Muster's services write one row of each kind into an empty schema: users in every step, groups, events, reminders, and mail
 * that waits, is due again and could not be delivered. Answers the instant at which all that is so.
 */
export async function writeOneOfEach(client: SqlClient, schema: string, keys: KeyProvider): Promise<number> {
  const { directory } = directoryOf(ids.map((id) => directoryUser(id, { isAdmin: id === "ann" })))
  const store: MusterStore = postgresStore({ client, schema })
  const options = { store, mailBudget: postgresMailBudget({ client, schema }), keys, directory }
  const world = openWorld(options)
  await playScenario(world)
  expectKind(await world.muster.accounts.enable({ accountId: written.withoutDate, actor: system }), "enabled")
  const settings = { timeZone: "Europe/Berlin" }
  expectKind(await world.muster.accounts.configure({ accountId: written.off, actor: system, settings }), "saved")

  // A week before the date, on a day on which no mail gets out.
  world.clock.set("2026-11-27T09:00:00Z")
  let retryable = false
  const mailer: Mailer = { send: async () => ({ kind: "rejected", retryable }) }
  const outage = openWorld({ ...options, clock: world.clock, mailer })
  const sendCode = async (id: string) => {
    const ticket = await outage.enrollTicket({ id, email: `${id}@acme.example` })
    await outage.muster.enrollment.sendEmailCode({ ticket })
  }
  await sendCode("hal")
  retryable = true
  await sendCode("ida")
  await outage.muster.jobs.run()
  return world.clock.now()
}
