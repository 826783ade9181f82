import { describe, expect, it, test } from "vitest"
import { conformanceCategories } from "../src/index.js"
import { collectReport } from "./collect-report.js"
import { faults } from "./faulty-stores/index.js"
import { exceptOfMemory, memoryHarness } from "./memory-harness.js"

describe("the kit finds faults by the category that they belong to", () => {
  for (const { does, failsIn, breakIt } of faults) {
    it(`a store that ${does} fails ${failsIn} and nothing else`, async () => {
      // On two roots the races are run once more, and find once more what they find on one.
      const except = failsIn === "independent-roots" ? [] : exceptOfMemory
      const report = await collectReport(memoryHarness("faulty", breakIt), except)
      const failed = report.filter(({ kind }) => kind === "failed").map(({ groups }) => groups.at(-1))
      expect([...new Set(failed)]).toEqual([failsIn])
    })
  }
})

test("every category finds a fault that no other does", () => {
  const found = new Set(faults.map(({ failsIn }) => failsIn))
  expect(conformanceCategories.filter((category) => !found.has(category))).toEqual([])
})

test("no two faults are the same", () => {
  const named = faults.map(({ does }) => does)
  expect(named).toEqual([...new Set(named)])
})
