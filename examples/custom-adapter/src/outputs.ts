import { checkOutputs, type Outputs } from "@muster/sdk/ports"
import { writeEvents } from "./events.js"
import { writeMail } from "./outbox.js"
import type { Sql } from "./sql.js"

/** Writes mail and events in the transaction of what they belong to: they are committed with it, or not at all. */
export async function writeOutputs(sql: Sql, accountId: string, outputs: Outputs): Promise<void> {
  checkOutputs(accountId, outputs)
  await writeMail(sql, outputs.mail)
  await writeEvents(sql, outputs.events)
}
