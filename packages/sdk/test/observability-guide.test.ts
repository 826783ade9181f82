import { readFileSync } from "node:fs"
import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { type Attributes, metrics, trace } from "@opentelemetry/api"
import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { fieldsFirst } from "../../../docs/snippets/observability/logger.js"
import { openMuster } from "../../../docs/snippets/observability/muster.js"
import { outboxAge, watchOutbox } from "../../../docs/snippets/observability/outbox-age.js"
import type { Muster } from "../src/index.js"
import { logLines } from "../src/logging/log-lines.js"
import { attribute } from "../src/opentelemetry/attributes.js"
import { instrumentMuster, instrumentStore } from "../src/opentelemetry/index.js"
import { callMetrics, storeMetrics } from "../src/opentelemetry/metrics.js"
import type { MusterStore } from "../src/ports/index.js"
import { flows } from "./faults/flows.js"
import { playBroken, playWhole } from "./faults/play.js"
import { openRecording } from "./opentelemetry/recording.js"
import { accountId, openWorld } from "./world.js"

const guide = readFileSync(new URL("../../../docs/guides/observability.md", import.meta.url), "utf8")

/** The rows of the table whose head begins so, each a list of its cells, which is each a list of its spans of code. */
function rowsOf(head: string): readonly (readonly (readonly string[])[])[] {
  const [, , ...rows] =
    guide
      .slice(guide.indexOf(`| ${head} |`))
      .split("\n\n")[0]
      ?.split("\n") ?? []
  const cells = rows.map((row) => row.slice(1, -1).split("|"))
  return cells.map((row) => row.map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => span)))
}

afterEach(() => {
  trace.disable()
  metrics.disable()
})

test("the guide lists every line that there is, with its level and fields, in the order of the catalogue", () => {
  const levels = [...guide.matchAll(/^\| `[a-z-]+` \| (warn|error) \|/gm)].map(([, level]) => level)
  const rows = rowsOf("code").map(([code, , fields]) => ({ code: code?.[0], fields }))
  const known = Object.entries(logLines)
  expect(rows).toEqual(known.map(([code, { fields }]) => ({ code, fields: Object.keys(fields) })))
  expect(levels).toEqual(known.map(([, { level }]) => level))
})

/** What every flow records, each of which is also broken off by its store. */
async function recordAll() {
  const recording = openRecording()
  const { tracer, meter } = recording
  const around = {
    store: (store: MusterStore) => instrumentStore(store, { tracer, meter, system: "postgresql" }),
    muster: (muster: Muster) => instrumentMuster(muster, { tracer, meter }),
  }
  for (const flow of Object.values(flows)) {
    await playWhole({ ...flow, around })
    await playBroken({ ...flow, around }, { step: 0, call: 0, when: "before" })
  }
  return recording
}

describe("of spans and metrics the guide says all that is recorded, and nothing else", () => {
  let recording: ReturnType<typeof openRecording>
  beforeAll(async () => {
    recording = await recordAll()
  })

  test("spans", () => {
    const [calls, verbs] = rowsOf("span").map(([, , attributes]) => attributes)
    const isVerb = (name: string) => name.startsWith("muster.store.")
    const recorded = (wanted: boolean) =>
      namesIn(recording.spans().flatMap(({ name, attributes }) => (isVerb(name) === wanted ? [attributes] : [])))
    expect(recorded(false)).toEqual([...(calls ?? [])].sort())
    expect(recorded(true)).toEqual([...(verbs ?? [])].sort())
  })

  test("metrics", async () => {
    const shown = rowsOf("metric").map(([name, , unit, attributes = []]) => ({
      name: name?.[0],
      unit: unit?.[0],
      attributes: [...attributes].sort(),
    }))
    const recorded = (await recording.readMetrics()).map(({ name, unit, points }) => ({
      name,
      unit,
      attributes: namesIn(points.map((point) => point.attributes)),
    }))
    const byName = (one: { readonly name?: string | undefined }) => String(one.name)
    const sorted = <T extends { readonly name?: string | undefined }>(rows: readonly T[]) =>
      [...rows].sort((one, other) => byName(one).localeCompare(byName(other)))
    expect(sorted(recorded)).toEqual(sorted(shown))
  })

  test("names in what to watch, as Prometheus has them", () => {
    const all = [...Object.values(callMetrics), ...Object.values(storeMetrics)]
    const names = all.map(({ name, unit }) => name.replaceAll(".", "_") + (unit === "s" ? "_seconds_count" : "_total"))
    const labels = Object.values(attribute).map((name) => name.replaceAll(".", "_"))
    const watched = guide.slice(guide.indexOf("## What to watch"))
    const named = [...watched.matchAll(/\b(?:muster|db|error)_\w+/g)].map(([name]) => name)
    expect(named.length).toBeGreaterThan(10)
    expect(named.filter((name) => !names.includes(name) && !labels.includes(name))).toEqual([])
    const codes = [...watched.matchAll(/`((?:[a-z]+-)+[a-z]+)`/g)].map(([, code = ""]) => code)
    expect(codes.filter((code) => !(code in logLines))).toEqual([])
  })
})

const namesIn = (all: readonly Attributes[]) => [...new Set(all.flatMap((one) => Object.keys(one)))].sort()

describe("the code of the guide", () => {
  test("swaps the arguments for loggers that take the fields first", async () => {
    const lines: unknown[] = []
    const keep = (...line: readonly unknown[]) => void lines.push(line)
    const failing = { send: async () => Promise.reject(new Error("down")) }
    const { muster, enable, enrollTicket } = openWorld({
      logger: fieldsFirst({ warn: keep, error: keep }),
      mailer: failing,
    })
    await enable()
    await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })
    expect(lines).toEqual([[expect.objectContaining({ code: "mail-not-sent" }), logLines["mail-not-sent"].message]])
  })

  test("watches the services and the store with the SDK that is registered", async () => {
    const { tracing, spans } = openRecording()
    trace.setGlobalTracerProvider(tracing)
    const ports = { store: memoryStore(), mailer: memoryMailer(), keys: ephemeralKeys(), issuer: "Acme Support" }
    await openMuster(ports).accounts.status({ accountId })
    expect(spans().map(({ name }) => name)).toEqual(["muster.store.loadAccount", "muster.accounts.status"])
    expect(spans()[0]?.attributes).toMatchObject({ "db.system.name": "postgresql" })
  })

  test("knows for how long the oldest mail has been due", async () => {
    const { metering, pointsOf } = openRecording()
    metrics.setGlobalMeterProvider(metering)
    const { muster, store, clock, enable, enrollTicket } = openWorld({ sendMail: "jobs" })
    watchOutbox(store)
    expect(await outboxAge(store, clock.now())).toBe(0)
    await enable()
    await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })
    expect(await outboxAge(store, clock.now() - 1)).toBe(0)
    clock.advance({ minutes: 3 })
    expect(await outboxAge(store, clock.now())).toBe(180)
    expect(await pointsOf("acme.outbox.age")).toEqual([{ value: expect.any(Number) }])
  })
})
