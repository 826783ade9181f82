import type { Counter, Histogram, Meter } from "@opentelemetry/api"

/** Bounds of OpenTelemetry's for servers, and two more for runs of the jobs. */
const callSeconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10, 30, 60]
/** OpenTelemetry's for clients of databases. */
const storeSeconds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10]

/** What is measured of the services. */
export const callMetrics = {
  duration: { name: "muster.call.duration", unit: "s", description: "How long calls of the services take." },
  answers: { name: "muster.answers", unit: "{answer}", description: "Answers of the services." },
  jobsMail: { name: "muster.jobs.mail", unit: "{mail}", description: "Mail of the jobs." },
  jobsReminders: { name: "muster.jobs.reminders", unit: "{user}", description: "Users who were reminded." },
  jobsResealed: { name: "muster.jobs.resealed", unit: "{user}", description: "Users who were sealed again." },
  jobsPruned: { name: "muster.jobs.pruned", unit: "{row}", description: "Rows that were deleted by age." },
} as const

/** What is measured of the store. */
export const storeMetrics = {
  duration: { name: "muster.store.duration", unit: "s", description: "How long verbs of the store take." },
  answers: { name: "muster.store.answers", unit: "{answer}", description: "Answers of the store that have a kind." },
  mail: { name: "muster.outbox.mail", unit: "{mail}", description: "Tries to send mail, by what became of it." },
} as const

/** One of the metrics. */
export type Metric = (typeof callMetrics)[keyof typeof callMetrics] | (typeof storeMetrics)[keyof typeof storeMetrics]

/** Makes a counter. */
export function counterOf(meter: Meter, { name, unit, description }: Metric): Counter {
  return meter.createCounter(name, { unit, description })
}

/**
 * Makes a histogram of durations.
 *
 * @see OpenTelemetry semantic conventions 1.45, "HTTP metrics" and "Database metrics", for the bounds
 */
export function durationsOf(meter: Meter, { name, unit, description }: Metric): Histogram {
  const explicitBucketBoundaries = name === storeMetrics.duration.name ? storeSeconds : callSeconds
  return meter.createHistogram(name, { unit, description, advice: { explicitBucketBoundaries } })
}
