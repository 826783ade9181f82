import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { testTitles } from "../../../scripts/test-titles.js"

const here = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
const rows = readFileSync(here("EDGE-CASES.md"), "utf8")
  .split("\n")
  .filter((line) => /^\| [A-Z]\d/.test(line))
  .map((line) => ({
    id: /^\| (\w+) /.exec(line)?.[1] ?? "",
    tests: [...line.matchAll(/\[([^\]]+)\]\(([^)]+)\)/g)].map(([, title = "", file = ""]) => ({ title, file })),
  }))

test("no case is missing", () => {
  const expected = Object.entries({ T: 10, L: 12, S: 6, P: 6, V: 14, G: 8 })
  expect(rows.map(({ id }) => id)).toEqual(
    expected.flatMap(([letter, count]) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`)),
  )
})

test.each(rows)("$id names a test that runs by its title, in the file that it links to", ({ tests }) => {
  expect(tests.length).toBeGreaterThan(0)
  const titled = ({ title, file }: (typeof tests)[number]) =>
    existsSync(here(file)) && testTitles(readFileSync(here(file), "utf8")).has(title)
  expect(tests.filter((found) => !titled(found))).toEqual([])
})
