import { readdirSync, readFileSync } from "node:fs"
import { expect, it } from "vitest"

/** Where secrets, codes and ids are made. An adapter may wait for a random time, and does. */
const packages = ["core", "policy", "enrollment", "sdk", "http", "mailer"]

/** The source of those packages, without its tests. */
function sources(): readonly string[] {
  const folders = packages.map((name) => new URL(`../../${name}/src/`, import.meta.url))
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
      .map((file) => readFileSync(new URL(file, folder), "utf8")),
  )
}

it("nothing that makes a secret draws chance from Math.random, whose next number follows from those before", () => {
  const read = sources()
  expect(read.length).toBeGreaterThan(100)
  expect(read.filter((text) => /\bMath\s*(\.\s*random|\[)|\}\s*=\s*Math\b/.test(text))).toEqual([])
})
