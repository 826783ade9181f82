import type { MusterStore } from "@muster/sdk/ports"
import { metrics } from "@opentelemetry/api"

/** For how many seconds the oldest mail has been due: near 0 while the jobs keep up. */
export async function outboxAge(store: MusterStore, now = Date.now()): Promise<number> {
  const nextMailAt = await store.nextMailAt()
  return nextMailAt === null ? 0 : Math.max(0, (now - nextMailAt) / 1000)
}

/** One machine is enough, and more do no harm: each asks the store as often as it exports. */
export function watchOutbox(store: MusterStore) {
  const gauge = metrics.getMeter("acme").createObservableGauge("acme.outbox.age", { unit: "s" })
  gauge.addCallback(async (result) => result.observe(await outboxAge(store)))
}
