import { memoryStore, memoryTransaction } from "@muster/adapters-memory"
import { context, metrics, SpanKind, SpanStatusCode, trace } from "@opentelemetry/api"
import { afterAll, afterEach, beforeAll, describe, expect, expectTypeOf, test, vi } from "vitest"
import { expectKind, type Muster } from "../../src/index.js"
import { instrumentMuster } from "../../src/opentelemetry/index.js"
import { instrumentStore } from "../../src/opentelemetry/instrument-store.js"
import { accountId, ann, openWorld, otherThan, system } from "../world.js"
import { openRecording, waitingContexts } from "./recording.js"

beforeAll(() => {
  context.setGlobalContextManager(waitingContexts())
})
afterAll(() => {
  context.disable()
})
afterEach(() => {
  trace.disable()
  metrics.disable()
  vi.restoreAllMocks()
})

/** A world whose services and store are watched. */
function openWatched(recording = openRecording(), options: Parameters<typeof openWorld>[0] = {}) {
  const { tracer, meter } = recording
  const store = instrumentStore(options.store ?? memoryStore(), { tracer, meter, system: "other_sql" })
  const world = openWorld({ ...options, store })
  return { ...world, watched: instrumentMuster(world.muster, { tracer, meter }), ...recording }
}

const down = () => Promise.reject(Object.assign(new Error("down"), { code: "ECONNREFUSED" }))

test("every method of every service is watched, under its own name, and none is left out", async () => {
  const { muster, watched, spans, pointsOf } = openWatched()
  const methods = Object.entries(muster).flatMap(([service, calls]) =>
    Object.keys(calls).map((call) => [service, call]),
  )
  expect(Object.keys(watched)).toEqual(Object.keys(muster))
  for (const [service, call] of methods as [keyof Muster, never][]) {
    expect(Object.keys(watched[service])).toEqual(Object.keys(muster[service]))
    // Wrong input will do: it throws, at once or later, and is counted.
    await Promise.allSettled([(async () => (watched[service][call] as (input: unknown) => unknown)(null))()])
  }
  const names = methods.map(([service, call]) => `${service}.${call}`)
  expect(names.length).toBeGreaterThan(40)
  const own = spans().filter(({ name }) => !name.startsWith("muster.store."))
  expect(own.map(({ name }) => name)).toEqual(names.map((name) => `muster.${name}`))
  const measured = (await pointsOf("muster.call.duration")).map((point) => point["muster.method"])
  expect(new Set(measured)).toEqual(new Set(names))
})

/** A call that answers bit by bit would have to be watched until its last bit; there is none. */
type AnswerOf<S> = { [C in keyof S]: S[C] extends (...input: never) => infer Answer ? Awaited<Answer> : never }[keyof S]
test("no method answers bit by bit, so a span that has ended is a call that is over", () => {
  type Streams = Extract<{ [S in keyof Muster]: AnswerOf<Muster[S]> }[keyof Muster], AsyncIterable<unknown>>
  expectTypeOf<Streams>().toEqualTypeOf<never>()
})

describe("a span of a call", () => {
  test("has the kind of the answer and its reason, and is no error when somebody is refused", async () => {
    const { watched, enable, enrollUser, challengeTicket, spans } = openWatched()
    await enable()
    const { app } = await enrollUser()
    expectKind(
      await watched.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()) }),
      "wrong-code",
    )
    const span = spans().find(({ name }) => name === "muster.signIn.verify")
    expect(span).toMatchObject({ kind: SpanKind.INTERNAL, status: { code: SpanStatusCode.UNSET }, events: [] })
    expect(span?.attributes).toEqual({
      "muster.method": "signIn.verify",
      "muster.answer.kind": "wrong-code",
      "muster.answer.reason": "mismatch",
    })
  })

  test.each<readonly [what: string, call: (muster: Muster) => Promise<unknown>, kind: string, reason: string]>([
    ["a rule", (muster) => muster.sessions.check({ assurance: null }), "logout", "assurance-missing"],
    ["a ticket", (muster) => muster.signIn.verify({ ticket: "x", code: "1" }), "ticket-rejected", "invalid"],
    [
      "a refusal",
      (muster) => muster.users.reset({ accountId, userId: "ann", actor: system, reason: "lost" }),
      "refused",
      "user-unknown",
    ],
  ])("names as the reason that of %s", async (_, call, kind, reason) => {
    const { watched, spans } = openWatched(undefined, {
      directory: { list: async () => ({ items: [], next: null }), get: async () => undefined },
    })
    await call(watched)
    expect(spans().at(-1)?.attributes).toMatchObject({ "muster.answer.kind": kind, "muster.answer.reason": reason })
  })

  test("is an error by its type alone where the call throws, and the same error reaches the caller", async () => {
    const error = new Error("ann@acme.example is unknown")
    const { watched, spans, pointsOf } = openWatched(undefined, {
      store: { ...memoryStore(), loadAccount: () => Promise.reject(error) },
    })
    await expect(watched.accounts.status({ accountId })).rejects.toBe(error)
    const [verb, call] = spans()
    for (const span of [verb, call]) {
      expect(span).toMatchObject({ status: { code: SpanStatusCode.ERROR }, events: [] })
      expect(span?.status.message).toBeUndefined()
      expect(span?.attributes["error.type"]).toBe("Error")
    }
    expect(await pointsOf("muster.call.duration")).toMatchObject([{ "error.type": "Error", value: { count: 1 } }])
    expect(await pointsOf("muster.answers")).toEqual([])
  })

  test("is the parent of what the call asks the store, and of what the host does in its transaction", async () => {
    const { watched, enable, enrollUser, challengeTicket, spans, tracer } = openWatched()
    await enable()
    const { app } = await enrollUser()
    const ticket = await challengeTicket()
    const before = spans().length
    await watched.signIn.verify({
      ticket,
      code: app.code(),
      async transaction(save) {
        const open = memoryTransaction()
        await save(open)
        tracer.startSpan("insert session").end()
        open.commit()
      },
    })
    const [charge, save, host, call] = spans().slice(before)
    expect([charge, save, host, call].map((span) => span?.name)).toEqual([
      "muster.store.chargeUser",
      "muster.store.saveUser",
      "insert session",
      "muster.signIn.verify",
    ])
    for (const span of [charge, save, host]) expect(span?.parentSpanContext?.spanId).toBe(call?.spanContext().spanId)
    expect(call?.parentSpanContext).toBeUndefined()
  })

  test("ends with a call that answers at once, which still does", async () => {
    const { watched, spans } = openWatched()
    const assurance = watched.sessions.adopt({ accountId, userId: ann.id, signedInAt: 0 })
    expect(assurance).toMatchObject({ method: "primary-only" })
    expect(spans().map(({ name }) => name)).toEqual(["muster.sessions.adopt"])
    expect(() => watched.sessions.adopt({ accountId: "", userId: "", signedInAt: 0 })).toThrow()
    expect(spans()[1]?.attributes["error.type"]).toBe("ERR_INVALID_INPUT")
  })
})

describe("metrics", () => {
  test("count answers by call, kind and reason, and time calls in seconds", async () => {
    const { watched, readMetrics, pointsOf } = openWatched()
    for (let call = 0; call < 3; call++) await watched.sessions.check({ assurance: null })
    expect(await pointsOf("muster.answers")).toEqual([
      {
        "muster.method": "sessions.check",
        "muster.answer.kind": "logout",
        "muster.answer.reason": "assurance-missing",
        value: 3,
      },
    ])
    const duration = (await readMetrics()).find(({ name }) => name === "muster.call.duration")
    expect(duration).toMatchObject({
      unit: "s",
      points: [{ value: { count: 3, buckets: { boundaries: expect.any(Array) } } }],
    })
    const { sum = 0 } = (duration?.points[0]?.value ?? {}) as { readonly sum?: number }
    expect(sum).toBeGreaterThan(0)
    expect(sum).toBeLessThan(5)
  })

  test("count what the jobs have done", async () => {
    let isDown = false
    const { watched, enable, enrollTicket, clock, pointsOf } = openWatched(undefined, {
      sendMail: "jobs",
      mailer: { send: async () => (isDown ? down() : { kind: "accepted" }) },
    })
    await enable()
    const ticket = await enrollTicket()
    await watched.enrollment.sendEmailCode({ ticket })
    await watched.jobs.run()
    isDown = true
    clock.advance({ minutes: 1 })
    await watched.enrollment.sendEmailCode({ ticket })
    await watched.jobs.run()
    expect(await pointsOf("muster.jobs.mail")).toEqual([
      { "muster.mail.outcome": "sent", value: 1 },
      { "muster.mail.outcome": "retry", value: 1 },
      { "muster.mail.outcome": "dead", value: 0 },
    ])
    for (const name of ["muster.jobs.reminders", "muster.jobs.resealed", "muster.jobs.pruned"]) {
      expect(await pointsOf(name)).toEqual([{ value: 0 }])
    }
  })
})

describe("an SDK that is registered", () => {
  test("is found, also after the services were made", async () => {
    const { muster } = openWorld()
    const watched = instrumentMuster(muster)
    const { tracing, metering, spans, pointsOf } = openRecording()
    trace.setGlobalTracerProvider(tracing)
    metrics.setGlobalMeterProvider(metering)
    await watched.sessions.check({ assurance: null })
    expect(spans().map(({ name, instrumentationScope }) => [name, instrumentationScope.name])).toEqual([
      ["muster.sessions.check", "@muster/sdk"],
    ])
    expect(await pointsOf("muster.answers")).toHaveLength(1)
  })

  test.each(["startSpan", "end", "record", "add"])("and that throws at %s takes no answer away", async (failing) => {
    const recording = openRecording()
    const fail = () => {
      throw new Error("no exporter")
    }
    const { tracer, meter } = recording
    const start = tracer.startSpan.bind(tracer)
    vi.spyOn(tracer, "startSpan").mockImplementation((...args) =>
      failing === "startSpan" ? fail() : Object.assign(start(...args), failing === "end" && { end: fail }),
    )
    const [counter, histogram] = [meter.createCounter("counter"), meter.createHistogram("histogram")]
    vi.spyOn(meter, "createCounter").mockReturnValue(Object.assign(counter, failing === "add" && { add: fail }))
    vi.spyOn(meter, "createHistogram").mockReturnValue(
      Object.assign(histogram, failing === "record" && { record: fail }),
    )
    const { watched, enable, enrollUser, challengeTicket } = openWatched(recording)
    await enable()
    const { app } = await enrollUser()
    expect((await watched.signIn.verify({ ticket: await challengeTicket(), code: app.code() })).kind).toBe("signed-in")
    await expect(watched.accounts.status({ accountId: "" })).rejects.toMatchObject({ code: "ERR_INVALID_INPUT" })
  })
})

test("the services stay what they are: frozen, of the same type, free of this, and there beside the watched ones", async () => {
  const { muster, watched, spans } = openWatched()
  expectTypeOf(watched).toEqualTypeOf<Muster>()
  expect(Object.isFrozen(watched)).toBe(true)
  for (const service of Object.values(watched)) expect(Object.isFrozen(service)).toBe(true)
  const { check } = watched.sessions
  expect((await check({ assurance: null })).kind).toBe("logout")
  await muster.sessions.check({ assurance: null })
  expect(spans()).toHaveLength(1)
})
