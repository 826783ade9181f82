import { existsSync, readdirSync, readFileSync } from "node:fs"
import { conformanceCategories } from "@muster/adapters-conformance"
import { expect, test } from "vitest"

const here = (path: string) => new URL(`../${path}`, import.meta.url)
const read = (path: string) => readFileSync(here(path), "utf8")
const code = ["src", "test"].flatMap((folder) => readdirSync(here(folder)).map((file) => read(`${folder}/${file}`)))
const documents = ["README.md", "../../docs/guides/custom-adapter.md"]

test.each(documents)("%s shows code that these tests run, letter by letter", (document) => {
  const shown = [...read(document).matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block = ""]) => block)
  expect(shown.length).toBeGreaterThan(0)
  expect(shown.filter((block) => !code.some((text) => text.includes(block)))).toEqual([])
})

test("the README links to files that are there, and names a suite that there is", () => {
  const links = [...read("README.md").matchAll(/\]\(([^)#:]+)\)/g)].map(([, path = ""]) => path)
  expect(links.filter((path) => !existsSync(here(path)))).toEqual([])
  const suites = [...read("README.md").matchAll(/ -t ([\w-]+)/g)].map(([, suite]) => suite)
  expect(suites.filter((suite) => !conformanceCategories.some((category) => category === suite))).toEqual([])
})

test("the codes that the guide says are thrown are those of the source", () => {
  const pattern = /ERR_[A-Z_]+/g
  const table = read("../../docs/guides/custom-adapter.md").match(/^## What a store throws.*?^## /ms)?.[0] ?? ""
  const sources = readdirSync(here("src")).map((file) => read(`src/${file}`))
  // Those of the port's helpers come with them.
  const thrown = new Set(
    sources.flatMap((text) => text.match(/"ERR_[A-Z_]+"/g) ?? []).map((quoted) => quoted.slice(1, -1)),
  )
  expect([...new Set(table.match(pattern))].sort()).toEqual([...thrown].sort())
})
