import { MusterError } from "@muster/core"

/** Mail and events go into the account that is saved: what names another one is a fault of the caller. */
export function strayOutput(field: "mail" | "events"): MusterError {
  return new MusterError("ERR_INVALID_INPUT", "Mail and events are written with the account that they belong to.", {
    field,
  })
}
