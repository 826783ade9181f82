import { runStoreConformance } from "@muster/adapters-conformance"
import { memoryMailBudget, memoryMailer, memoryStore, memoryTransaction } from "@muster/adapters-memory"
import { SpanKind, SpanStatusCode } from "@opentelemetry/api"
import { afterEach, describe, expect, expectTypeOf, it, test, vi } from "vitest"
import { instrumentStore } from "../../src/opentelemetry/index.js"
import type { MusterStore } from "../../src/ports/index.js"
import { accountId, ann, openWorld, otherThan } from "../world.js"
import { openRecording } from "./recording.js"

afterEach(() => {
  vi.restoreAllMocks()
})

/** With an SDK that records, it is still a store in every respect. */
runStoreConformance(
  {
    name: "watched memory",
    async create() {
      return {
        store: instrumentStore(memoryStore(), openRecording()),
        mailBudget: memoryMailBudget(),
        async hostTransaction(end, work) {
          const transaction = memoryTransaction()
          const answer = await work(transaction)
          transaction[end]()
          return answer
        },
        async dispose() {},
      }
    },
  },
  { describe, it },
  {
    except: [
      { category: "independent-roots", reason: "the data live and end with one store" },
      { category: "unreachable", reason: "the rows are in the process that asks for them" },
    ],
  },
)

test("every verb of the store is watched, under its own name, and none is left out", async () => {
  const { tracer, meter, spans, pointsOf } = openRecording()
  const store = memoryStore()
  const watched = instrumentStore(store, { tracer, meter })
  const verbs = Object.keys(store)
  expect(Object.keys(watched)).toEqual(verbs)
  expect(verbs.length).toBeGreaterThan(20)
  for (const verb of verbs) {
    const call = watched[verb as keyof MusterStore] as (...args: unknown[]) => Promise<unknown>
    await Promise.allSettled([call(null, null, null, null)])
  }
  expect(spans().map(({ name }) => name)).toEqual(verbs.map((verb) => `muster.store.${verb}`))
  const measured = (await pointsOf("muster.store.duration")).map((point) => point["db.operation.name"])
  expect(new Set(measured)).toEqual(new Set(verbs))
})

test("no verb answers bit by bit, so a span that has ended is a verb that is over", () => {
  type AnswerOf<V extends keyof MusterStore> = Awaited<ReturnType<NonNullable<MusterStore[V]>>>
  expectTypeOf<Extract<AnswerOf<keyof MusterStore>, AsyncIterable<unknown>>>().toEqualTypeOf<never>()
})

test("a store that is an object of a class keeps its this, its inner calls and its private fields", async () => {
  class Store {
    readonly #rows = memoryStore()
    loadAccount(id: string) {
      return this.read(id)
    }
    read(id: string) {
      return this.#rows.loadAccount(id)
    }
  }
  const { tracer, meter, spans } = openRecording()
  const { loadAccount } = instrumentStore(new Store() as unknown as MusterStore, { tracer, meter })
  expect(await loadAccount("acme")).toMatchObject({ account: undefined })
  expect(spans().map(({ name }) => name)).toEqual(["muster.store.loadAccount"])
})

test("a span of a verb is a client's, names the database where the host does, and is no error for a lost race", async () => {
  const { tracer, meter, spans, pointsOf } = openRecording()
  const { muster, enable, enrollUser, challengeTicket } = openWorld({
    store: instrumentStore(memoryStore(), { tracer, meter, system: "postgresql" }),
  })
  await enable()
  const { app } = await enrollUser()
  await muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()) })
  const charge = spans().findLast(({ name }) => name === "muster.store.chargeUser")
  expect(charge).toMatchObject({ kind: SpanKind.CLIENT, status: { code: SpanStatusCode.UNSET } })
  const charged = { "db.operation.name": "chargeUser", "db.system.name": "postgresql", "muster.answer.kind": "charged" }
  expect(charge?.attributes).toEqual(charged)
  expect(await pointsOf("muster.store.answers")).toContainEqual({ ...charged, value: 3 })
  const late = instrumentStore(memoryStore(), { tracer, meter })
  const writes = { mail: [], events: [], withdraw: [], settle: [] }
  const state = { format: 1, json: "{}", columns: { status: "", epoch: 0, sealedKeyIds: [] } }
  await late.saveUser({ accountId, userId: ann.id }, state, 7, writes)
  expect(spans().at(-1)).toMatchObject({ status: { code: SpanStatusCode.UNSET } })
  expect(spans().at(-1)?.attributes).toEqual({
    "db.operation.name": "saveUser",
    "muster.answer.kind": "version-conflict",
  })
})

test("every try to send a mail is counted by what became of it, a call's own included", async () => {
  const { tracer, meter, pointsOf } = openRecording()
  const mailer = memoryMailer()
  let answer: Awaited<ReturnType<typeof mailer.send>> = { kind: "accepted" }
  const { muster, clock, enable, enrollTicket } = openWorld({
    store: instrumentStore(memoryStore(), { tracer, meter }),
    mailer: { send: async () => answer },
  })
  await enable()
  const ticket = await enrollTicket()
  for (const next of [
    { kind: "rejected", retryable: true },
    { kind: "rejected", retryable: false },
  ] as const) {
    await muster.enrollment.sendEmailCode({ ticket })
    clock.advance({ minutes: 1 })
    answer = next
  }
  await muster.enrollment.sendEmailCode({ ticket })
  expect(await pointsOf("muster.outbox.mail")).toEqual([
    { "muster.mail.outcome": "sent", value: 1 },
    { "muster.mail.outcome": "retry", value: 1 },
    { "muster.mail.outcome": "dead", value: 1 },
  ])
})
