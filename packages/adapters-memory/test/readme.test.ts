import { readFile } from "node:fs/promises"
import { expect, test, vi } from "vitest"

const text = (path: string) => readFile(new URL(path, import.meta.url), "utf8")

test("the program in the README is the one that is compiled and run here", async () => {
  expect(await text("../README.md")).toContain(`\`\`\`ts\n${await text("./readme-example.ts")}\`\`\``)
})

test("the program in the README prints the code that was mailed", async () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {})
  await import("./readme-example.js")
  expect(printed.mock.calls.flat()).toEqual([expect.stringMatching(/^Ann reads her mail and types \d{6}\.$/)])
})
