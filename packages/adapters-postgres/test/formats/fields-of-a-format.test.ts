import { memoryStore } from "@muster/adapters-memory"
import { expect, test } from "vitest"
import { accountId, openWorld } from "../../../sdk/test/world.js"
import type { Rows } from "./rows.js"
import { playScenario } from "./scenario.js"
import { writtenBy } from "./written-by.js"

/** Formats could still change in place before. */
const firstReleased = 5

interface Stored {
  readonly format: number
  readonly json: string
}

/**
 * A release that reads a format drops what it does not know of it, and saves the rest: a field that is added to a format
 * would be lost to whichever machine of the release before saves the row next. So it is written in a new format, one
 * release after that can be read.
 */
test("a format that has been released has the fields that it was released with, and no others", async () => {
  const store = memoryStore()
  await playScenario(openWorld({ store }))
  const { items } = await store.listUsers({ accountId })
  const { account } = await store.loadAccount(accountId)
  const users = items.map(({ user }) => user.value)

  for (const { version, rows } of writtenBy) {
    if (version < firstReleased) continue
    compare(users, rows.users)
    compare(account === undefined ? [] : [account.value], rows.accounts)
  }
})

function compare(now: readonly Stored[], rows: Rows[string] | undefined): void {
  const released = (rows ?? []).map(({ format, state }) => ({ format: Number(format), json: String(state) }))
  expect(released).not.toEqual([])
  for (const format of new Set(now.map((state) => state.format))) {
    if (!released.some((state) => state.format === format)) continue
    expect(fieldsOf(now, format)).toEqual(fieldsOf(released, format))
  }
}

/** The paths of all fields of the states in a format; a step in a list has no number. */
function fieldsOf(states: readonly Stored[], format: number): readonly string[] {
  const found = states.filter((state) => state.format === format).flatMap(({ json }) => pathsIn(JSON.parse(json), ""))
  return [...new Set(found)].sort()
}

function pathsIn(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((item) => pathsIn(item, `${path}[]`))
  if (typeof value !== "object" || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([name, inner]) => pathsIn(inner, `${path}.${name}`))]
}
