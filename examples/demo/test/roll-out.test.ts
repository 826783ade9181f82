import { readFileSync } from "node:fs"
import { format } from "node:util"
import { expectKind } from "@muster/sdk"
import { expect, test, vi } from "vitest"
import { directory } from "../../../docs/snippets/roll-out/directory.js"
import * as guide from "../../../docs/snippets/roll-out/roll-out.js"

/** What the guide shows as printed: the blocks without a language. */
const shown = [
  ...readFileSync(new URL("../../../docs/guides/roll-out.md", import.meta.url), "utf8").matchAll(
    /^```(\w*)\n(.*?)^```$/gms,
  ),
].flatMap(([, language, block = ""]) => (language === "" ? [block] : []))

/** Runs a step of the guide, and gives its answer and what it printed. */
async function printing<Answer>(step: () => Promise<Answer>) {
  const log = vi.spyOn(console, "log").mockImplementation(() => {})
  const answer = await step()
  const lines = log.mock.calls.map((words) => `${format(...words)}\n`).join("")
  log.mockRestore()
  return { answer, lines }
}

test("the guide to rolling out does what it says, and prints what it shows", async () => {
  expectKind(await guide.groups(), "saved")
  const page = await printing(guide.preview)
  const mended = await printing(() => guide.mend(page.answer))
  expect(expectKind(mended.answer, "applied").readiness.kind).toBe("ready")
  expectKind(await guide.enable(), "enabled")
  const back = await printing(guide.goBack)
  const ahead = await printing(guide.ahead)
  expect(shown).toEqual([page, mended, back, ahead].map(({ lines }) => lines))
})

test("the directory of the guide keeps to the account, to the cursor and to the limit", async () => {
  const idsOn = async (after: string | null, limit: number) => {
    const { items, next } = await directory.list({ accountId: "acme", after, limit })
    return [items.map(({ id }) => id), next]
  }
  expect(await idsOn(null, 2)).toEqual([["ann", "bob"], "bob"])
  expect(await idsOn("bob", 2)).toEqual([["eve", "robot"], null])
  expect(await idsOn(null, 3)).toEqual([["ann", "bob", "eve"], "eve"])
  expect(await idsOn("robot", 1)).toEqual([[], null])
  expect(await directory.get({ accountId: "other", userId: "bob" })).toBeUndefined()
  expect((await directory.get({ accountId: "other", userId: "ann" }))?.email).toBe("ann@other.example")
})

test("builds are read as the guide writes them", () => {
  for (const text of ["v4.3, b1575", "4.3, Build 1575"]) expect(guide.readBuild(text)).toBe("v4.3 b1575")
  expect(guide.readBuild("4.3")).toBe("no build: malformed")
})
