// What it costs to watch the services and the store, on the memory store, where a call takes least. Prints how often the
// time of the plain services each way takes: watched with no SDK registered, and with one that records every span.
//
//   node --conditions=@muster/source --import=tsx bench/opentelemetry.ts
import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { createMuster, type Muster } from "@muster/sdk"
import { instrumentMuster, instrumentStore } from "@muster/sdk/opentelemetry"
import { MeterProvider } from "@opentelemetry/sdk-metrics"
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base"

const options = () => ({ store: memoryStore(), mailer: memoryMailer(), keys: ephemeralKeys(), issuer: "Acme" })
const exporter = {
  export: (_: unknown, done: (result: { code: 0 }) => void) => done({ code: 0 }),
  shutdown: async () => {},
}
const tracing = new BasicTracerProvider({ spanProcessors: [new BatchSpanProcessor(exporter)] })
const sdk = { tracer: tracing.getTracer("bench"), meter: new MeterProvider().getMeter("bench") }

const watched = (to: Parameters<typeof instrumentMuster>[1]) => {
  const given = options()
  return instrumentMuster(createMuster({ ...given, store: instrumentStore(given.store, to) }), to)
}

const ways: Readonly<Record<string, Muster>> = {
  plain: createMuster(options()),
  "no SDK": watched({}),
  "with SDK": watched(sdk),
}

const accountId = "acme"
const user = { id: "ann", email: "ann@acme.example" }

const calls: Readonly<Record<string, (muster: Muster) => Promise<() => Promise<unknown>>>> = {
  "sessions.check": async (muster) => {
    const assurance = muster.sessions.adopt({ accountId, userId: user.id, signedInAt: 0 })
    return () => muster.sessions.check({ assurance })
  },
  "signIn.begin": async (muster) => {
    await muster.accounts.enable({ accountId, actor: { system: "bench" } })
    return () => muster.signIn.begin({ accountId, user, client: { platform: "web" }, primary: "password" })
  },
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number
const batch = 200

for (const [name, prepare] of Object.entries(calls)) {
  const ready = await Promise.all(
    Object.entries(ways).map(async ([way, muster]) => ({ way, call: await prepare(muster) })),
  )
  const times = new Map(ready.map(({ way }) => [way, [] as number[]]))
  // In turns, so that what slows the machine slows all of them.
  for (let round = 0; round < 60; round++) {
    for (const { way, call } of ready) {
      const began = performance.now()
      for (let at = 0; at < batch; at++) await call()
      if (round >= 10) times.get(way)?.push(((performance.now() - began) * 1000) / batch)
    }
  }
  const plain = median(times.get("plain") ?? [])
  for (const [way, took] of times) {
    const microseconds = median(took)
    const more = (microseconds - plain).toFixed(1).padStart(6)
    console.log(`${name.padEnd(16)} ${way.padEnd(10)} × ${(microseconds / plain).toFixed(2)}   ${more} µs a call more`)
  }
}
await tracing.shutdown()
