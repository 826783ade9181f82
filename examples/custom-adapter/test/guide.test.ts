import { readFileSync } from "node:fs"
import {
  type ConformanceCategory,
  conformanceCategories,
  exceptableCategories,
  runStoreConformance,
} from "@muster/adapters-conformance"
import type { MusterStore } from "@muster/sdk/ports"
import { describe, expect, test } from "vitest"
import { openDatabase } from "../src/database.js"
import { createSqliteMailBudget } from "../src/mail-budget.js"
import { createSqliteStore } from "../src/sqlite-store.js"

const guide = readFileSync(new URL("../../../docs/guides/custom-adapter.md", import.meta.url), "utf8")
const names = (cell = "") => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name = ""]) => name)

/** The rows of the table "In this order". */
const steps = [...guide.matchAll(/^\| ([a-z ]+) \| (`.*?) \| (`.*?) \|$/gm)].map(([, title = "", methods, suites]) => ({
  title,
  methods: names(methods),
  suites: names(suites),
}))

/** The tests of the kit by suite, for a store that has these methods and no others. */
function kitOf(methods: readonly string[]): ReadonlyMap<string, readonly (() => Promise<void>)[]> {
  const tests = new Map<string, (() => Promise<void>)[]>()
  let suite = ""
  const define = (_title: string, run: () => Promise<void>) => tests.get(suite)?.push(run)
  const it = Object.assign(define, { skip: () => {} })
  const runner = {
    it,
    describe(title: string, defineTests: () => void) {
      suite = title
      tests.set(title, [])
      defineTests()
    },
  }
  const except = exceptableCategories.map((category) => ({ category, reason: "comes last" }))
  runStoreConformance({ name: "so far", create: () => open(methods) }, runner, { except })
  return tests
}

async function open(methods: readonly string[]) {
  const database = await openDatabase(":memory:")
  const whole = createSqliteStore(database)
  const missing = () => Promise.reject(new Error("not written yet"))
  const store = Object.fromEntries(
    Object.entries(whole).map(([name, method]) => [name, methods.includes(name) ? method : missing]),
  ) as unknown as MusterStore
  const mailBudget = createSqliteMailBudget(database)
  return { store, mailBudget, erase: async () => {}, dispose: async () => database.close() }
}

const failuresOf = async (methods: readonly string[], suite: string) => {
  const runs = kitOf(methods).get(suite) ?? []
  expect(runs.length).toBeGreaterThan(0)
  let failures = 0
  for (const run of runs) await run().catch(() => failures++)
  return failures
}

describe("the order of the guide", () => {
  test("has every method of a store once but the one that may be left out, and every suite of the kit", async () => {
    const { store } = await open([])
    const methods = [...steps.flatMap((step) => step.methods), "isConflict"]
    expect(methods.sort()).toEqual(Object.keys(store).sort())
    expect(guide).toContain("`isConflict`")
    const apart: readonly ConformanceCategory[] = ["mail-budget", ...exceptableCategories]
    const inTable = conformanceCategories.filter((category) => !apart.includes(category))
    expect(steps.flatMap(({ suites }) => suites).sort()).toEqual([...inTable].sort())
    for (const category of apart) expect(guide).toContain(`\`${category}\``)
  })

  test.each(steps.map((step, index) => ({ ...step, index })))(
    "after the step $title its suites pass, and none of them before",
    async ({ suites, index }) => {
      const methodsBefore = steps.slice(0, index).flatMap(({ methods }) => methods)
      const methods = steps.slice(0, index + 1).flatMap((step) => step.methods)
      for (const suite of suites) {
        expect([suite, await failuresOf(methods, suite)]).toEqual([suite, 0])
        expect([suite, (await failuresOf(methodsBefore, suite)) > 0]).toEqual([suite, true])
      }
    },
  )
})
