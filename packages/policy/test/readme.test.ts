import { readFile } from "node:fs/promises"
import { expect, test, vi } from "vitest"

const text = (path: string) => readFile(new URL(path, import.meta.url), "utf8")

test("the program in the README is the one that is compiled and run here", async () => {
  expect(await text("../README.md")).toContain(`\`\`\`ts\n${await text("./readme-example.ts")}\`\`\``)
})

test("the program in the README prints what the README says", async () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {})
  await import("./readme-example.js")
  const lines = printed.mock.calls.map((words) => `${words.join(" ")}\n`).join("")
  expect(await text("../README.md")).toContain(`It prints\n\n\`\`\`\n${lines}\`\`\``)
})

test("each law in the README names a file that tests it", async () => {
  const laws = (await text("../README.md")).split("## Laws")[1]?.match(/\]\((?<file>[^)]+)\)/g) ?? []
  expect(laws.length).toBeGreaterThan(5)
  for (const link of laws) expect(await text(`../${link.slice(2, -1)}`)).toContain("fc.property")
})
