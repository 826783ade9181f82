import { memoryStore } from "@muster/adapters-memory"
import { describe, expect, test } from "vitest"
import { createMuster, type Muster } from "../../src/index.js"
import { instrumentMuster, instrumentStore } from "../../src/opentelemetry/index.js"
import type { MusterStore } from "../../src/ports/index.js"
import type { Flow } from "../faults/flow.js"
import { flows } from "../faults/flows.js"
import { breaksOf, kindOf, type Played, playBroken, playWhole } from "../faults/play.js"
import { type Secrets, secretsOf, textOf, valuesOf } from "../faults/secrets.js"
import { keysWhile } from "../faults/stage.js"
import { keepLines } from "../logged.js"
import { shows } from "../shows.js"
import { openRecording } from "./recording.js"

/** The ids of the host in these flows; no span and no metric needs one. */
const ids = ["acme", "ann", "ada", "bob"]

/** A flow whose store and services are watched, and what of them was exported. */
function watched(flow: Flow) {
  const recording = openRecording()
  const around = {
    store: (store: MusterStore) => instrumentStore(store, recording),
    muster: (muster: Muster) => instrumentMuster(muster, recording),
  }
  return { flow: { ...flow, around }, recording }
}

async function exportedText({ spans, readMetrics }: ReturnType<typeof openRecording>): Promise<string> {
  const all = spans().map(({ name, kind, status, attributes, events, links }) => ({
    ...{ name, kind, status, attributes, events, links },
  }))
  const points = (await readMetrics()).map((metric) => ({
    ...metric,
    points: metric.points.map((point) => point.attributes),
  }))
  expect(all.length).toBeGreaterThan(0)
  return textOf([all, points])
}

async function secretsIn(played: readonly Played[], stage: Parameters<typeof secretsOf>[0]): Promise<Secrets> {
  const answers = played.map(({ step: { method }, answer }) => ({ method, answer }))
  const codes = valuesOf(
    played.map(({ input }) => input),
    "code",
  )
  return new Map([...(await secretsOf(stage, answers)), ...codes.map((code) => [code, "app-code"] as const)])
}

function expectNone(secrets: Secrets, text: string): void {
  for (const [secret, kind] of secrets)
    expect(shows(text, secret), `a span or a metric shows a secret: ${kind}`).toBe(false)
  for (const id of ids) expect(new RegExp(`\\b${id}\\b`).test(text), `a span or a metric names ${id}`).toBe(false)
}

/** Where a port fails whose error repeats what it was given, and at the first call of each step. */
const telling = (played: readonly Played[]) =>
  breaksOf(played).filter(
    ({ step, call, when }) => when === "before" && (call === 0 || played[step]?.calls[call] === "send"),
  )

/** Something thrown that repeats secrets wherever an error can. */
function tellingError(secrets: Secrets): Error {
  const text = [...secrets.keys()].join(" ")
  const cause = new Error(text)
  return Object.assign(new Error(text, { cause }), {
    name: text,
    code: text,
    detail: text,
    stack: `${text}\n at ${text}`,
  })
}

describe.each(Object.entries(flows))("no key, code, ticket, address or id is in a span or a metric: %s", (_, flow) => {
  test("of a story that goes well, nor of one that a mailer or a store breaks off", async () => {
    const whole = watched(flow)
    const { stage, played } = await playWhole(whole.flow)
    const secrets = await secretsIn(played, stage)
    expectNone(secrets, await exportedText(whole.recording))
    for (const at of telling(played)) {
      const broken = watched(flow)
      const { outcome, stage } = await playBroken(broken.flow, at)
      const answers = outcome.kind === "answered" ? [{ answer: outcome.answer }] : []
      const all = new Map([...secrets, ...(await secretsOf(stage, answers))])
      expectNone(all, await exportedText(broken.recording))
    }
  })

  test("of calls over a store, a mailer and a directory that repeat secrets in all that they throw", async () => {
    const { stage, played } = await playWhole(flow)
    const secrets = await secretsIn(played, stage)
    const fail = () => Promise.reject(tellingError(secrets))
    const recording = openRecording()
    const verbs = Object.keys(memoryStore()).map((verb) => [verb, fail])
    const { logger, lines } = keepLines()
    const options = { keys: keysWhile.active, issuer: "Acme Support", clock: stage.clock, logger }
    const ports = { mailer: { send: fail }, directory: { list: fail, get: fail } }
    const store = instrumentStore(Object.fromEntries(verbs) as MusterStore, recording)
    stage.muster = instrumentMuster(createMuster({ ...options, ...ports, store }), recording)
    const outcomes = await Promise.allSettled(played.map(({ step, input }) => stage.call(step.method, input)))
    expect(outcomes.map((outcome) => (outcome.status === "rejected" ? "threw" : kindOf(outcome.value)))).toContain(
      "threw",
    )
    expectNone(secrets, await exportedText(recording))
    for (const secret of secrets.keys()) expect(shows(textOf(lines), secret)).toBe(false)
  })
})
