import { afterEach, expect, test, vi } from "vitest"
import { expectKind } from "../src/index.js"
import { directoryOf, directoryUser } from "./directory.js"
import { accountId, openWorld } from "./world.js"

const builds = {
  minimum: "v4.3 b1575",
  catalogue: [
    { build: "v4.2 b1400", availableFrom: 0 },
    { build: "v4.3 b1575", availableFrom: 0, defaultFrom: 0 },
  ],
}
const people = [
  directoryUser("ada", { isAdmin: true }),
  directoryUser("ann", { lastClient: { platform: "windows", build: "v4.2 b1400" } }),
  directoryUser("cid", { lastClient: { platform: "mac", build: "v4.3 b1575" } }),
]

afterEach(() => {
  vi.unstubAllGlobals()
})

test("the admin page that the API was tried on runs: preview, fix, enable, see who is missing, reset", async () => {
  const { muster, begin, enrollUser, challengeTicket } = openWorld({
    directory: directoryOf(people).directory,
    builds,
  })
  const ada = { id: "ada", email: "ada@acme.example" }
  const system = { system: "set-up" }
  const group = {
    id: "desks",
    name: "Desks",
    parentId: null,
    updates: { mode: "infrequent", build: "v4.2 b1400" },
  } as const
  await muster.deviceGroups.change({ accountId, actor: system, change: { kind: "put", groups: [group] } })

  const session = expectKind(await begin(ada), "signed-in")
  const shown = vi.fn((page: unknown) => page)
  vi.stubGlobal("muster", muster)
  vi.stubGlobal("page", shown)
  vi.stubGlobal("session", session)
  const printed: unknown[] = []
  vi.stubGlobal("console", { log: (...line: unknown[]) => printed.push(line) })
  const page = await import("../../../type-tests/uses/admin.js")

  const pane = (await page.pane()) as unknown as Pane
  expect(pane).toMatchObject({
    required: { number: 1575 },
    date: { max: "2026-12-08" },
    more: 1,
    people: { total: 3, notEnrolled: 3, belowMinimum: 1, admins: 1, adminsNotEnrolled: 1 },
  })
  const { readiness } = expectKind(await muster.accounts.preview({ accountId, actor: session }), "preview")
  if (readiness.kind !== "blocked" || readiness.remediation === null) throw new Error("nothing to fix")
  const fixed = (await page.fix(readiness.remediation)) as unknown as Pane
  expect(fixed.blockers).toEqual([])
  expect(await page.save({ date: "2026-12-04", version: pane.version })).toMatchObject({ errors: [expect.any(String)] })
  expect(await page.save({ date: "2026-12-24", version: fixed.version })).toEqual({
    errors: ["Choose a date no later than 2026-12-08"],
  })
  expect(await page.save({ date: "2026-12-04", version: fixed.version })).toMatchObject({ twoFactor: { kind: "on" } })

  await page.everyoneNotEnrolled()
  expect(printed).toEqual([
    ["ada@acme.example", "unknown"],
    ["ann@acme.example", "below"],
    ["cid@acme.example", "meets"],
  ])
  // The session that switched two-factor on is from a password alone.
  expect(await page.desk("ann")).toEqual({ stepUp: ["fresh-sign-in"] })
  vi.resetModules()
  const { app } = await enrollUser(ada)
  const again = await muster.signIn.verify({ ticket: await challengeTicket(ada), code: app.code() })
  vi.stubGlobal("session", expectKind(again, "signed-in"))
  const fresh = await import("../../../type-tests/uses/admin.js")
  expect(await fresh.desk("ann")).toEqual({ epoch: 1 })
  expect(await fresh.desk("ada")).toMatchObject([{ code: "self-reset" }])
})

interface Pane {
  readonly version: number
  readonly blockers: readonly string[]
}
