import { createMuster, type MusterOptions } from "@muster/sdk"
import { instrumentMuster, instrumentStore } from "@muster/sdk/opentelemetry"

/** The same Muster, with a span around each call and each verb of the store. */
export function openMuster(options: MusterOptions) {
  const store = instrumentStore(options.store, { system: "postgresql" })
  return instrumentMuster(createMuster({ ...options, store }))
}
