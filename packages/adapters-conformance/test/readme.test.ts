import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { conformanceCategories } from "../src/index.js"

const text = (path: string) => readFile(new URL(path, import.meta.url), "utf8")

test("the test in the README is one that is run here", async () => {
  expect(await text("../README.md")).toContain(`\`\`\`ts\n${await text("./readme-example.test.ts")}\`\`\``)
})

test("the README explains every category, in the order of the report", async () => {
  const [, covers = ""] = /^## What it covers$(.*?)^## /ms.exec(await text("../README.md")) ?? []
  const rows = covers.matchAll(/^\| `([a-z-]+)` \|/gm)
  expect([...rows].map(([, category]) => category)).toEqual([...conformanceCategories])
})
