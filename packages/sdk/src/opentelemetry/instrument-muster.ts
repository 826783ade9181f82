import { SpanKind } from "@opentelemetry/api"
import type { JobsRun } from "../api/jobs.js"
import type { Muster } from "../api/muster.js"
import { attribute } from "./attributes.js"
import { late } from "./late.js"
import { callMetrics, counterOf, durationsOf } from "./metrics.js"
import { type InstrumentOptions, meterOf, tracerOf } from "./options.js"
import { watchMethods } from "./watch.js"
import { watchCall } from "./watch-call.js"

/**
 * The same services, each call in a span of its name (`muster.signIn.verify`) and counted by the kind of its answer. Spans of the
 * store, of your transaction and of your mailer are its children, where your SDK keeps a context.
 *
 * Nothing of what is asked or answered is recorded but the kind of the answer and the code of its reason: no id, no address, no
 * code, no ticket. A refusal is no error; what throws is one, by its code alone. Where nothing is registered with
 * `@opentelemetry/api` nothing is recorded, and the services answer as they did.
 *
 * @example
 * ```ts
 * const muster = instrumentMuster(createMuster({ ...options, store: instrumentStore(store, { system: "postgresql" }) }))
 * ```
 */
export function instrumentMuster(muster: Muster, options: InstrumentOptions = {}): Muster {
  const tracer = tracerOf(options)
  const instruments = late(() => makeInstruments(options))
  const watchService = (service: string, methods: object) =>
    watchMethods(methods, (method) => {
      const name = `${service}.${method}`
      return watchCall({
        tracer,
        name: `muster.${name}`,
        kind: SpanKind.INTERNAL,
        attributes: { [attribute.method]: name },
        measured: (seconds, attributes) => instruments().duration.record(seconds, attributes),
        answered(answer, attributes) {
          instruments().answers.add(1, attributes)
          if (name === "jobs.run") instruments().countRun(answer as JobsRun)
        },
      })
    })
  const services = Object.entries(muster).map(([service, methods]) => [service, watchService(service, methods)])
  return Object.freeze(Object.fromEntries(services)) as Muster
}

function makeInstruments(options: InstrumentOptions) {
  const meter = meterOf(options)
  const { duration, answers, jobsMail, jobsReminders, jobsResealed, jobsPruned } = callMetrics
  const mail = counterOf(meter, jobsMail)
  const reminded = counterOf(meter, jobsReminders)
  const resealed = counterOf(meter, jobsResealed)
  const pruned = counterOf(meter, jobsPruned)
  return {
    duration: durationsOf(meter, duration),
    answers: counterOf(meter, answers),
    countRun(run: JobsRun) {
      mail.add(run.mailSent, { [attribute.outcome]: "sent" })
      mail.add(run.mailFailed - run.mailUndelivered, { [attribute.outcome]: "retry" })
      mail.add(run.mailUndelivered, { [attribute.outcome]: "dead" })
      reminded.add(run.reminders)
      resealed.add(run.resealed)
      pruned.add(run.pruned)
    },
  }
}
