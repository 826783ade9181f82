import { AsyncLocalStorage } from "node:async_hooks"
import { type Context, type ContextManager, ROOT_CONTEXT } from "@opentelemetry/api"
import {
  AggregationTemporality,
  type DataPoint,
  type Histogram,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics"
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base"

/** An SDK that keeps what it is given, as a host would have one that exports. */
export function openRecording() {
  const spanExporter = new InMemorySpanExporter()
  const metricExporter = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE)
  const reader = new PeriodicExportingMetricReader({ exporter: metricExporter, exportIntervalMillis: 3_600_000 })
  const tracing = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(spanExporter)] })
  const metering = new MeterProvider({ readers: [reader] })
  /** Of each metric, its unit and its points. */
  async function readMetrics() {
    metricExporter.reset()
    await reader.forceFlush()
    const found = metricExporter.getMetrics().flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics))
    return found.map(({ descriptor, dataPoints }) => ({
      ...descriptor,
      points: dataPoints as readonly DataPoint<number | Histogram>[],
    }))
  }

  /** The points of one metric, each its value with its attributes. */
  async function pointsOf(name: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
    const found = (await readMetrics()).find((metric) => metric.name === name)
    return (found?.points ?? []).map(({ attributes, value }) => ({ ...attributes, value }))
  }

  return {
    tracing,
    metering,
    tracer: tracing.getTracer("test"),
    meter: metering.getMeter("test"),
    /** The spans that have ended, in the order in which they did. */
    spans: () => spanExporter.getFinishedSpans(),
    readMetrics,
    pointsOf,
  }
}

/** What makes one span the child of another over a wait: SDKs for Node bring one along. */
export function waitingContexts(): ContextManager {
  const storage = new AsyncLocalStorage<Context>()
  const manager: ContextManager = {
    active: () => storage.getStore() ?? ROOT_CONTEXT,
    with: (context, work, self, ...args) => storage.run(context, () => work.apply(self as never, args)),
    bind: (context, target) =>
      typeof target === "function"
        ? (((...args: unknown[]) => storage.run(context, () => target(...args))) as never)
        : target,
    enable: () => manager,
    disable: () => manager,
  }
  return manager
}
