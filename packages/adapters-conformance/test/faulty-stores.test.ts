import { describe, expect, it } from "vitest"
import { collectReport } from "./collect-report.js"
import { faults } from "./faulty-stores/index.js"
import { exceptOfMemory, memoryHarness } from "./memory-harness.js"

describe("the kit finds faults by the category that they belong to", () => {
  for (const { does, failsIn, breakIt } of faults) {
    it(`a store that ${does} fails ${failsIn} and nothing else`, async () => {
      const report = await collectReport(memoryHarness("faulty", breakIt), exceptOfMemory)
      const failed = report.filter(({ kind }) => kind === "failed").map(({ groups }) => groups.at(-1))
      expect([...new Set(failed)]).toEqual([failsIn])
    })
  }
})
