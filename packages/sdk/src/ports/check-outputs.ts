import { MusterError } from "@muster/core"
import type { Outputs } from "./outputs.js"

/**
 * Refuses mail and events of another account than the one that is saved, which would be written under a key that is not
 * their own. Call it before anything is written, or in a transaction that an error rolls back.
 *
 * @throws ERR_INVALID_INPUT with the field `mail` or `events`
 */
export function checkOutputs(accountId: string, { mail, events }: Outputs): void {
  if (mail.some(({ key }) => key.accountId !== accountId)) throw strayOutput("mail")
  if (events.some((event) => event.accountId !== accountId)) throw strayOutput("events")
}

function strayOutput(field: "mail" | "events"): MusterError {
  return new MusterError("ERR_INVALID_INPUT", "Mail and events are written with the account that they belong to.", {
    field,
  })
}
