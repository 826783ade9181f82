import { expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, openWorld, system } from "../../test/world.js"
import { type Actor, expectKind } from "../index.js"

const builds = {
  minimum: "v4.3 b1575",
  catalogue: [
    { build: "v4.2 b1400", availableFrom: 0 },
    { build: "v4.3 b1575", availableFrom: 0, defaultFrom: 0 },
  ],
}
const call = { accountId, actor: system }
const begins = { date: "2026-12-01", timeZone: "UTC" }

function withPeople(...users: Parameters<typeof directoryUser>[]) {
  const { directory, calls } = directoryOf(users.map((user) => directoryUser(...user)))
  return { ...openWorld({ directory, builds }), calls }
}

test("who may not enable is shown why and nothing else, and the directory is not read for them", async () => {
  const { muster, begin, enable, calls } = withPeople(["ann", { isAdmin: true }], ["bob"])
  const { assurance } = expectKind(await begin(), "signed-in")
  const preview = (actor: Actor, account = accountId) => muster.accounts.preview({ accountId: account, actor })
  const invalid = { code: "assurance-invalid", params: {}, source: { kind: "user" } }
  expect(await preview({ assurance: { v: 1 } as never })).toEqual({ kind: "refused", reasons: [invalid] })
  expect(await preview({ assurance }, "other")).toEqual({ kind: "refused", reasons: [invalid] })
  await enable()
  const read = calls.list
  const needed = { code: "second-factor-needed", params: {}, source: { kind: "user" } }
  expect(await preview({ assurance })).toEqual({ kind: "refused", reasons: [needed] })
  expect(calls.list).toBe(read)
})

test("enabling warns of what the preview said it would, and of nothing else", async () => {
  const wishes = [
    {},
    { forcedLogout: "now" as const },
    { stages: [{ begins }, { begins, deviceGroupIds: ["ghost"] }] },
    { forcedLogout: { date: "2027-12-01", timeZone: "UTC" } },
  ]
  for (const wish of wishes) {
    const { muster, clock } = withPeople(["ann", { isAdmin: true, email: null }], ["bob"])
    for (const round of ["off", "on", "on again"]) {
      const preview = expectKind(await muster.accounts.preview({ ...call, ...wish }), "preview")
      const answer = await muster.accounts.enable({ ...call, ...wish })
      const { warnings, reasons } = { warnings: [], reasons: [], ...answer }
      expect([round, preview.warnings, preview.refusals]).toEqual([round, warnings, reasons])
      clock.advance({ hours: 1 })
    }
  }
})

test("an account in which nobody could enroll is previewed as it is enabled, also once two-factor is on", async () => {
  const { muster, enable } = withPeople(["ann", { isAdmin: true, email: null }])
  const override = { reason: "addresses come tonight" }
  const { warnings } = expectKind(await muster.accounts.enable({ ...call, override }), "enabled")
  expect(warnings.map(({ code }) => code)).toContain("nobody-can-enroll")
  const preview = expectKind(await muster.accounts.preview(call), "preview")
  expect(preview.warnings).toEqual((await enable()).warnings)
  expect(preview.peopleWarnings.map(({ code }) => code)).toContain("admins-without-email")
})

test("a stage of nobody, and device groups that are none, are warned of before and after", async () => {
  const { muster } = openWorld()
  const groups = [{ id: "field", name: "Field", parentId: null, updates: { mode: "inherit" } }] as const
  await muster.deviceGroups.change({ ...call, change: { kind: "put", groups } })
  const ghosts = Array.from({ length: 101 }, (_, index) => `g${index}`)
  const stages = [
    { begins, deviceGroupIds: ["field"] },
    { begins },
    { begins, deviceGroupIds: ["field", ...ghosts] },
    { begins, userIds: ["whoever"] },
  ]
  const source = (index: number) => ({ kind: "stage", index })
  const expected = [
    { code: "stage-empty", params: {}, source: source(1) },
    { code: "stage-group-unknown", params: { groupIds: ghosts.slice(0, 100), total: 101 }, source: source(2) },
  ]
  const preview = expectKind(await muster.accounts.preview({ ...call, stages }), "preview")
  expect(preview.warnings).toEqual(expect.arrayContaining(expected))
  const enabled = expectKind(await muster.accounts.enable({ ...call, stages }), "enabled")
  expect(enabled.warnings).toEqual(preview.warnings)
  // Asked again without stages, those that stand are looked at.
  expect(expectKind(await muster.accounts.enable(call), "enabled").warnings).toEqual(preview.warnings)
})
