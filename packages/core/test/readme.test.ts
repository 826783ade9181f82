import { readFile } from "node:fs/promises"
import { expect, test, vi } from "vitest"

const text = (path: string) => readFile(new URL(path, import.meta.url), "utf8")

test("the program in the README is the one that is compiled and run here", async () => {
  expect(await text("../README.md")).toContain(`\`\`\`ts\n${await text("./readme-example.ts")}\`\`\``)
})

test("the program in the README prints a QR code, a setup key, and that a code counts once", async () => {
  const lines: string[] = []
  const log = vi.spyOn(console, "log").mockImplementation((...words) => void lines.push(words.join(" ")))
  await import("./readme-example.js")
  log.mockRestore()
  expect(lines[0]).toMatch(/▄[\s\S]*\n ([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/)
  expect(lines[1]).toBe("accepted then rejected")
})
