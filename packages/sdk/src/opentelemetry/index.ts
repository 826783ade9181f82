/**
 * Spans and metrics of OpenTelemetry around the services and around the store, from outside: without this entry point nothing of
 * it is loaded. Needs `@opentelemetry/api`.
 *
 * @module
 */
export { instrumentMuster } from "./instrument-muster.js"
export { instrumentStore, type StoreInstrumentOptions } from "./instrument-store.js"
export type { InstrumentOptions } from "./options.js"
