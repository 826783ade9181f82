import { memoryStore } from "@muster/adapters-memory"
import type { MusterStore } from "@muster/sdk/ports"
import { describe, expect, it } from "vitest"
import {
  type ConformanceCategory,
  conformanceCategories,
  exceptableCategories,
  runStoreConformance,
} from "../src/index.js"
import { collectReport } from "./collect-report.js"
import { exceptOfMemory, memoryHarness } from "./memory-harness.js"

describe("a report", () => {
  it("shows every category once, under the name of the store", async () => {
    const report = await collectReport(memoryHarness("sound"), exceptOfMemory)
    expect(new Set(report.map(({ groups }) => groups[0]))).toEqual(new Set(["the store sound"]))
    expect([...new Set(report.map(({ groups }) => groups[1]))]).toEqual([...conformanceCategories])
  })

  it("has no title twice in a category", async () => {
    const report = await collectReport(memoryHarness(), exceptOfMemory)
    const titles = report.map(({ groups, title }) => [...groups, title].join(" > "))
    expect(titles).toEqual([...new Set(titles)])
  })

  it("shows an excepted category as one skipped test with the reason in its title", async () => {
    const report = await collectReport(memoryHarness(), exceptOfMemory)
    expect(report.filter(({ kind }) => kind !== "passed")).toEqual([
      {
        groups: ["the store memory", "independent-roots"],
        title: "left out: the data live and end with one store",
        kind: "skipped",
      },
    ])
  })

  it("fails the category of a part that the harness neither has nor excepts", async () => {
    const create = async () => {
      const { store, mailBudget, dispose } = await memoryHarness().create()
      return { store, mailBudget, dispose }
    }
    const report = await collectReport({ name: "bare", create }, [])
    const failed = report.filter(({ kind }) => kind === "failed").map(({ groups }) => groups.at(-1))
    expect(new Set<unknown>(failed)).toEqual(new Set(exceptableCategories))
  })
})

describe("a harness", () => {
  it("is opened and closed once a test, also when the test fails", async () => {
    const [sound, counts] = [memoryHarness(), { opened: 0, closed: 0 }]
    const counting = {
      name: "counting",
      async create() {
        counts.opened += 1
        return {
          ...(await sound.create()),
          async dispose() {
            counts.closed += 1
          },
        }
      },
    }
    const report = await collectReport(counting, [])
    expect(report.some(({ kind }) => kind === "failed")).toBe(true)
    expect(counts).toEqual({ opened: report.length, closed: report.length })
  })

  it("may open other roots, which have to be on the same data", async () => {
    const failedWith = async (other: (store: MusterStore) => MusterStore) => {
      const harness = {
        name: "two roots",
        async create() {
          const subject = await memoryHarness().create()
          return { ...subject, again: async () => other(subject.store) }
        },
      }
      const failed = (await collectReport(harness, [])).filter(({ kind }) => kind === "failed")
      return new Set(failed.map(({ groups }) => groups.at(-1)))
    }
    expect(await failedWith((store) => store)).toEqual(new Set())
    expect(await failedWith(() => memoryStore())).toEqual(new Set(["independent-roots"]))
  })

  it("may serve all tests with one store", async () => {
    const subject = await memoryHarness().create()
    const report = await collectReport({ name: "shared", create: async () => subject }, exceptOfMemory)
    expect(report.filter(({ kind }) => kind === "failed")).toEqual([])
  })
})

describe("an exception", () => {
  const runner = { describe: () => {}, it: Object.assign(() => {}, { skip: () => {} }) }

  it.each(["charges", "atomicity", "nothing"])("is refused for %s", (name) => {
    const category = name as ConformanceCategory as "host-transactions"
    expect(() =>
      runStoreConformance(memoryHarness(), runner, { except: [{ category, reason: "it is hard" }] }),
    ).toThrow(expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "except" }))
  })

  it("is refused without a reason", () => {
    expect(() =>
      runStoreConformance(memoryHarness(), runner, { except: [{ category: "host-transactions", reason: " " }] }),
    ).toThrow(expect.objectContaining({ code: "ERR_INVALID_INPUT", field: "except" }))
  })
})
