import { readFile } from "node:fs/promises"
import { memoryStore } from "@muster/adapters-memory"
import { expect, test } from "vitest"
import { withGiven } from "../src/given.js"
import type { StoreHarness } from "../src/index.js"
import { suites } from "../src/suites/index.js"
import { memoryHarness } from "./memory-harness.js"

const inOrder = [...Object.keys(memoryStore()), "spend"]

/** The same store or mail budget, and who asks is told the name of each method that is called. */
function told<Port extends object>(port: Port, tell: (method: string) => void): Port {
  const methods = Object.entries(port).map(([name, method]) => [
    name,
    (...input: readonly unknown[]) => {
      tell(name)
      return method(...input)
    },
  ])
  return Object.fromEntries(methods) as Port
}

/** What a suite calls; what the kit calls to erase its accounts is not among it. */
async function methodsOf({ tests }: (typeof suites)[number]): Promise<readonly string[]> {
  const called = new Set<string>()
  const tell = (method: string) => void called.add(method)
  const harness: StoreHarness = {
    name: "told",
    async create() {
      const sound = await memoryHarness().create()
      const store = told(sound.store, tell)
      const gone = (await sound.unreachable?.()) ?? sound
      return {
        ...sound,
        store,
        mailBudget: told(sound.mailBudget, tell),
        again: async () => store,
        unreachable: async () => ({ store: told(gone.store, tell), mailBudget: told(gone.mailBudget, tell) }),
        erase: async () => {},
      }
    },
  }
  for (const { run } of tests) await withGiven(harness, run)
  return inOrder.filter((method) => called.has(method))
}

const names = (methods: readonly string[]) => methods.map((method) => `\`${method}\``).join(" ")

function cellOf(methods: readonly string[]): string {
  const others = inOrder.filter((method) => !methods.includes(method))
  if (others.length > 2) return names(methods)
  return others.length === 0 ? "all" : `all but ${names(others)}`
}

test("the README says which methods each suite calls", async () => {
  const rows: string[] = []
  for (const suite of suites) rows.push(`| \`${suite.category}\` | ${cellOf(await methodsOf(suite))} |\n`)
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8")
  const [, section = ""] = readme.split("## Which methods a suite calls")
  expect([...section.matchAll(/^\| `.*\n/gm)].join("")).toBe(rows.join(""))
})
