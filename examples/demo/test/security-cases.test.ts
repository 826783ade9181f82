import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"
import { faultsOfPage } from "../../../scripts/security-cases/faults-of-page.js"
import { groupOfTest } from "../../../scripts/security-cases/group-of-test.js"
import { ids } from "../../../scripts/security-cases/ids.js"
import { testTitles } from "../../../scripts/test-titles.js"

const docs = new URL("../../../docs/", import.meta.url)

test("each of the 60 requirements, 67 abuse cases and 42 faults names tests that run, or says what is the host's", () => {
  const page = readFileSync(new URL("security-cases.md", docs), "utf8")
  const known = new Map<string, ReadonlySet<string> | null>()
  const titlesIn = (path: string) => {
    const file = fileURLToPath(new URL(path, docs))
    if (!known.has(file)) known.set(file, existsSync(file) ? testTitles(readFileSync(file, "utf8")) : null)
    return known.get(file) ?? null
  }
  expect(faultsOfPage(page, { ids, titlesIn })).toEqual([])
})

test("a row that is missing, that nothing shows, or that names a test which does not run is noticed", () => {
  const titlesIn = (path: string) => (path === "a.test.ts" ? new Set(["is | kept"]) : null)
  const faults = (rows: string, wanted = ["R1"]) => faultsOfPage(rows, { ids: wanted, titlesIn })
  expect(faults("| R1 | it | [is \\| kept](a.test.ts) |")).toEqual([])
  expect(faults("| R1 | it | The host's: to see to it. |")).toEqual([])
  expect(faults("| R1 | it | [is \\| kept](a.test.ts) |", ["R1", "R2"])).toEqual(["the rows are R1"])
  expect(faults("| R1 | it |  |")).toEqual(["R1 is shown by nothing"])
  expect(faults("| R1 | it | The host's:  |")).toEqual(["R1 is shown by nothing"])
  expect(faults("| R1 | it | [is kept](a.test.ts) |")).toEqual(['R1: "is kept" does not run in a.test.ts'])
  expect(faults("| R1 | it | [is \\| kept](b.test.ts) |")).toEqual(['R1: "is | kept" does not run in b.test.ts'])
  expect(faults("| R1 | it | [is kept](a.test.ts)<br>The host's: all of it. |")).toHaveLength(1)
})

test("a test is named with its groups, unless those are named by their cases alone", () => {
  const text = `
    describe("a code", () => { describe.each(cases)("of %s", () => { it("works once", run) }) })
    describe("verify", () => { it.each(cases)("takes %s", run) })
    describe.each(cases)("%s", () => { test("is read", run) })
    test("works alone", run)
  `
  expect(groupOfTest(text, "works once")).toEqual(["a code", "of %s"])
  expect(groupOfTest(text, "takes %s")).toEqual(["verify"])
  expect(groupOfTest(text, "is read")).toEqual([])
  expect(groupOfTest(text, "works alone")).toEqual([])
})
