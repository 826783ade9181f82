import { runStoreConformance } from "@muster/adapters-conformance"
import { loadModule, parseSync } from "libpg-query"
import { afterAll, beforeAll, describe, expect, it, test } from "vitest"
import { postgresMailBudget, type SqlClient } from "../../src/index.js"
import type { OpenSchema } from "../open-schema.js"
import { knownShapes, shapeOf } from "../scale/shapes.js"
import { storeHarness } from "../store-harness.js"
import { accountFaults } from "./account-faults.js"
import { exempt } from "./exempt.js"
import { openPartitions, tablesOfAccounts } from "./open-partitions.js"
import { partitionsIn } from "./partitions-in.js"
import { type RecordedStatement, type Recording, recordedStore } from "./recorded-store.js"

let open: OpenSchema
let tables: ReadonlySet<string>
const recording: Recording = new Map()
beforeAll(async () => {
  await loadModule()
  open = await openPartitions()
  tables = await tablesOfAccounts(open)
})
afterAll(() => open.close())

/** The store of the kit, on tables that are split by account; what it sends is recorded. */
const harness = storeHarness({
  name: "postgres, split by account",
  open: () => open,
  storeOn: (pool, schema) => recordedStore(pool, schema, recording),
})

runStoreConformance(harness, { describe, it })

const ofMethod = (method: string) => [...recording.values()].filter((statement) => statement.method === method)
const ofPeople = () => [...recording.values()].filter(({ method }) => !(method in exempt))

/** What keeps a statement from being answered by the rows of the one account that its parameter names. */
function faultsOf({ text, accountParameters }: RecordedStatement): readonly string[] {
  const [parameter, ...others] = accountParameters
  if (parameter === undefined || others.length > 0) return ["no parameter holds the account's id"]
  return accountFaults(parseSync(text), { tables, parameter })
}

describe("of the statements that the kit has had sent", () => {
  test("there are some of every method of the store", () => {
    const methods = Object.keys(recordedStore(open.pool, open.schema, new Map()))
    expect(methods.filter((method) => ofMethod(method).length === 0)).toEqual([])
  })

  test("each that a user or an admin waits for binds every table that it touches to the account", () => {
    const faults = ofPeople().flatMap((statement) => faultsOf(statement).map((fault) => [fault, statement.text]))
    expect(faults).toEqual([])
  })

  test("each is one whose plan is looked at on many rows, and there is none of those to spare", async () => {
    const shapes = new Set([...recording.values()].map(({ text }) => shapeOf(text, open.schema)))
    expect([...shapes].sort()).toEqual([...(await knownShapes())].sort())
  })

  test("those of a method that is exempt look at more than one account, each method", () => {
    for (const method of Object.keys(exempt)) {
      expect([method, ofMethod(method).some((statement) => faultsOf(statement).length > 0)]).toEqual([method, true])
    }
  })

  test("that of the mail budget, which belongs to no account, is exempt for what it calls, and for nothing else", async () => {
    const sent: string[] = []
    const client: SqlClient = {
      query: (text, values) => {
        sent.push(text)
        return open.pool.query(text, values)
      },
    }
    const budget = postgresMailBudget({ client, schema: open.schema })
    await budget.spend([{ key: "address", limit: 1, windowSeconds: 60 }], 0)
    const faults = sent.flatMap((text) => accountFaults(parseSync(text), { tables, parameter: 1 }))
    expect(faults).toEqual([`the function ${open.schema}.spend_mail_budgets`])
  })

  test("none has a condition on the account to spare: without any one of them it is found out", () => {
    let conditions = 0
    for (const statement of ofPeople()) {
      const [parameter = 0] = statement.accountParameters
      for (const { index, 0: found } of statement.text.matchAll(/\b(\w+\.)?account_id = (\$\d+)(?!\d)/g)) {
        if (!found.endsWith(`$${parameter}`)) continue
        const { text } = statement
        const without = `${text.slice(0, index)}true${text.slice(index + found.length)}`
        conditions += 1
        expect(faultsOf({ ...statement, text: without }), without).not.toEqual([])
      }
    }
    expect(conditions).toBeGreaterThan(ofPeople().length)
  })

  test.each(["for its values", "for all values"] as const)(
    "each that somebody waits for reads one part of a table at most, planned %s",
    async (planned) => {
      const read = new Set<string>()
      for (const statement of ofPeople()) {
        for (const [table, parts] of await partitionsIn(open, statement, planned)) {
          read.add(table)
          expect([table, parts.size, statement.text]).toEqual([table, 1, statement.text])
        }
      }
      expect(read).toEqual(tables)
    },
  )
})
