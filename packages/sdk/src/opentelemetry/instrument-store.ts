import { SpanKind } from "@opentelemetry/api"
import type { MailOutcome, MusterStore } from "../ports/index.js"
import { attribute } from "./attributes.js"
import { late } from "./late.js"
import { counterOf, durationsOf, storeMetrics } from "./metrics.js"
import { type InstrumentOptions, meterOf, tracerOf } from "./options.js"
import { watchMethods } from "./watch.js"
import { watchCall } from "./watch-call.js"

/** Where spans and metrics of a store go. */
export interface StoreInstrumentOptions extends InstrumentOptions {
  /** The database by OpenTelemetry's name of it (`db.system.name`), such as `postgresql`. Left out: the spans do not say. */
  readonly system?: string | undefined
}

/**
 * The same store, each verb in a client span of its name (`muster.store.chargeUser`). Give it to `createMuster` in place of the
 * store. A lost race is no error; what throws is one, by its code alone.
 *
 * Durations are kept under a name of Muster's own: with an instrumented driver each statement is measured there already, as
 * `db.client.operation.duration`.
 *
 * @example
 * ```ts
 * const store = instrumentStore(postgresStore({ client: pool }), { system: "postgresql" })
 * ```
 */
export function instrumentStore(store: MusterStore, options: StoreInstrumentOptions = {}): MusterStore {
  const tracer = tracerOf(options)
  const { system } = options
  const instruments = late(() => makeInstruments(options))
  return watchMethods(store, (verb, args) =>
    watchCall({
      tracer,
      name: `muster.store.${verb}`,
      kind: SpanKind.CLIENT,
      attributes: { [attribute.verb]: verb, ...(system !== undefined && { [attribute.system]: system }) },
      measured: (seconds, attributes) => instruments().duration.record(seconds, attributes),
      answered(_, attributes) {
        if (attribute.kind in attributes) instruments().answers.add(1, attributes)
        if (verb === "settleMail") instruments().countMail(args[1] as MailOutcome)
      },
    }),
  )
}

function makeInstruments(options: InstrumentOptions) {
  const meter = meterOf(options)
  const mail = counterOf(meter, storeMetrics.mail)
  return {
    duration: durationsOf(meter, storeMetrics.duration),
    answers: counterOf(meter, storeMetrics.answers),
    countMail: ({ kind }: MailOutcome) => mail.add(1, { [attribute.outcome]: kind }),
  }
}
