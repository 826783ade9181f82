import { type Meter, metrics, type Tracer, trace } from "@opentelemetry/api"

/** Where spans and metrics go. */
export interface InstrumentOptions {
  /** Default: that of the SDK which is registered, under the name `@muster/sdk`. */
  readonly tracer?: Tracer | undefined
  /** Default: that of the SDK which is registered at the first call, under the name `@muster/sdk`. */
  readonly meter?: Meter | undefined
}

const scope = "@muster/sdk"

/** The tracer to use. That of the API waits for an SDK to be registered. */
export function tracerOf({ tracer = trace.getTracer(scope) }: InstrumentOptions): Tracer {
  return tracer
}

/** The meter to use. That of the API waits for nothing, so it is asked for late. */
export function meterOf({ meter = metrics.getMeter(scope) }: InstrumentOptions): Meter {
  return meter
}
