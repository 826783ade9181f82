import { readFile } from "node:fs/promises"
import { afterEach, expect, test, vi } from "vitest"

const read = (path: string) => readFile(new URL(`../../../${path}`, import.meta.url), "utf8")

afterEach(() => void vi.restoreAllMocks())

test("the README shows the whole program, byte for byte", async () => {
  expect(await read("README.md")).toContain(`\n\`\`\`ts\n${await read("docs/snippets/readme.ts")}\`\`\`\n`)
})

test("the program of the README prints what the README says it prints", async () => {
  const [, sample = ""] = /\n```text\n(.*)\n```\n/.exec(await read("README.md")) ?? []
  const print = vi.spyOn(console, "log").mockImplementation(() => {})
  await import("../../../docs/snippets/readme.js")

  expect(print).toHaveBeenCalledExactlyOnceWith(
    expect.stringMatching(/^[A-Z2-7]{4}( [A-Z2-7]{4}){7}$/),
    10,
    expect.arrayContaining(["pwd", "otp", "mfa"]),
  )
  expect(sample).toMatch(/^[A-Z2-7]{4}( [A-Z2-7]{4}){7} 10 \[ 'pwd', 'otp', 'mfa' \]$/)
})
