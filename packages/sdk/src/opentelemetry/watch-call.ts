import {
  type Attributes,
  context,
  type Span,
  type SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from "@opentelemetry/api"
import { errorType } from "../logging/logged-error.js"
import { kindOf, reasonOf } from "./answer-facts.js"
import { attribute } from "./attributes.js"
import type { Watch } from "./watch.js"

/** A call to be watched. */
export interface WatchedCall {
  readonly tracer: Tracer
  readonly name: string
  readonly kind: SpanKind.CLIENT | SpanKind.INTERNAL
  /** Of the span, and of what is measured of the call. */
  readonly attributes: Attributes
  /** Is told how long the call took; of an error with its type. */
  measured(seconds: number, attributes: Attributes): void
  /** Is told what was answered, and what is known of it. */
  answered(answer: unknown, attributes: Attributes): void
}

/**
 * Begins a span, and ends it with the call. What throws is an error, with its type alone: neither its message nor its stack, which
 * may repeat an address, a code or a row. What is refused is none.
 *
 * Whatever the tracer and the meter do, the call goes on: what it has saved must be answered.
 *
 * @see OpenTelemetry semantic conventions 1.45, "Recording errors"
 */
export function watchCall(call: WatchedCall): Watch {
  const { tracer, name, kind, attributes } = call
  const began = performance.now()
  const span = quietly(() => tracer.startSpan(name, { kind, attributes }))
  const inside = quietly(() => (span === undefined ? undefined : trace.setSpan(context.active(), span)))
  const measure = (more: Attributes) =>
    quietly(() => call.measured((performance.now() - began) / 1000, { ...attributes, ...more }))
  return {
    around: (work) => (inside === undefined ? work() : context.with(inside, work)),
    answered(answer) {
      const facts = quietly(() => factsOf(answer)) ?? {}
      quietly(() => span?.setAttributes(facts))
      endSpan(span)
      measure({})
      quietly(() => call.answered(answer, { ...attributes, ...facts }))
    },
    threw(error) {
      const failure = { [attribute.error]: errorType(error) }
      quietly(() => span?.setAttributes(failure).setStatus({ code: SpanStatusCode.ERROR }))
      endSpan(span)
      measure(failure)
    },
  }
}

function factsOf(answer: unknown): Attributes {
  const [kind, reason] = [kindOf(answer), reasonOf(answer)]
  return {
    ...(kind !== undefined && { [attribute.kind]: kind }),
    ...(reason !== undefined && { [attribute.reason]: reason }),
  }
}

function endSpan(span: Span | undefined): void {
  quietly(() => span?.end())
}

/** A processor of the host's that throws, or an answer that is none, takes nothing away from the caller. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
