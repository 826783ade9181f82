import { readFileSync } from "node:fs"
import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { expect, test } from "vitest"
import { createMuster, expectKind } from "../src/index.js"

test("the program in the README prints what its comments say", async () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
  const program = /```ts\n(.*?)```/s.exec(readme)?.[1] ?? ""
  const body = program.replaceAll(/^import .*$/gm, "")
  const printed: unknown[][] = []
  const run = new Function(
    ..."ephemeralKeys memoryMailer memoryStore createMuster expectKind console".split(" "),
    `return (async () => {${body}})()`,
  )
  const console = { log: (...line: unknown[]) => printed.push(line) }
  await run(ephemeralKeys, memoryMailer, memoryStore, createMuster, expectKind, console)
  expect(printed).toEqual([["logout", "forced-logout"]])
})
