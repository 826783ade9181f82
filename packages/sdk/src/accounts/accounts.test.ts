import { expect, test } from "vitest"
import { accountId, ann, openWorld, system } from "../../test/world.js"
import { expectKind } from "../index.js"

const builds = {
  minimum: "v4.3 b1575",
  catalogue: [
    { build: "v4.2 b1400", availableFrom: 0, defaultFrom: 0 },
    { build: "v4.3 b1575", availableFrom: 0, defaultFrom: 1 },
  ],
}
const pinned = { mode: "infrequent", build: "v4.2 b1400" } as const
const group = (id: string, updates: object = { mode: "inherit" }) =>
  ({ id, name: id, parentId: null, updates }) as {
    id: string
    name: string
    parentId: null
    updates: { mode: "inherit" }
  }

async function withGroupsBelow() {
  const world = openWorld({ builds })
  const { muster } = world
  await muster.accounts.setUpdates({ accountId, actor: system, updates: pinned })
  const groups = [group("a"), group("b"), group("c", { mode: "infrequent", build: "v4.3 b1575" })]
  await muster.deviceGroups.change({ accountId, actor: system, change: { kind: "put", groups } })
  return world
}

test("enabling is refused while a device group is below the minimum, and the remediation makes it possible", async () => {
  const { muster } = await withGroupsBelow()
  const refused = expectKind(await muster.accounts.enable({ accountId, actor: system }), "refused")
  expect(refused.reasons.map(({ code }) => code)).toEqual(["group-below-minimum", "group-below-minimum"])
  const preview = await muster.accounts.preview({ accountId, actor: system })
  const { readiness, refusals } = expectKind(preview, "preview")
  expect(refusals).toEqual(refused.reasons)
  const { remediation } = expectKind(readiness, "blocked")
  if (remediation === null) throw new Error("a remediation")
  const applied = await muster.accounts.applyRemediation({ accountId, actor: system, remediation })
  expect(applied).toMatchObject({ kind: "applied", readiness: { kind: "ready" } })
  expect(await muster.accounts.enable({ accountId, actor: system })).toMatchObject({ kind: "enabled", changed: true })
})

test("a remediation is refused once a setting that it changes has changed", async () => {
  const { muster } = await withGroupsBelow()
  const { readiness } = expectKind(await muster.accounts.preview({ accountId, actor: system }), "preview")
  const { remediation } = expectKind(readiness, "blocked")
  if (remediation === null) throw new Error("a remediation")
  await muster.accounts.setUpdates({ accountId, actor: system, updates: { mode: "frequent" } })
  const answer = await muster.accounts.applyRemediation({ accountId, actor: system, remediation })
  expect(expectKind(answer, "refused").reasons[0].code).toBe("changed-meanwhile")
})

test("an override enables in spite of the blockers, and the reason is in the audit log", async () => {
  const { muster } = await withGroupsBelow()
  const override = { reason: "the rest follows on Monday" }
  expectKind(await muster.accounts.enable({ accountId, actor: system, override }), "enabled")
  const { items } = await muster.accounts.events({ accountId })
  expect(items[0]).toMatchObject({ kind: "two-factor-enabled", reason: override.reason, actor: system })
  await expect(muster.accounts.enable({ accountId, actor: system, override: { reason: " " } })).rejects.toMatchObject({
    code: "ERR_INVALID_INPUT",
    field: "override.reason",
  })
})

test("enabling again with the same input changes nothing", async () => {
  const { muster, enable } = openWorld()
  const first = await enable()
  expect(await enable()).toEqual({ ...first, changed: false })
  expect((await muster.accounts.events({ accountId })).items).toHaveLength(1)
})

test("enabling again without a date leaves the date that is set, and with null clears it", async () => {
  const { muster, enable } = openWorld()
  const forcedLogout = { date: "2026-12-04", timeZone: "UTC" }
  await muster.accounts.enable({ accountId, actor: system, forcedLogout })
  expect(await enable()).toMatchObject({ changed: false, status: { twoFactor: { forcedLogout } } })
  const forcedLogoutAt = Date.UTC(2026, 11, 4)
  expect(await muster.accounts.preview({ accountId, actor: system })).toMatchObject({ kind: "preview", forcedLogoutAt })
  expect(await muster.accounts.enable({ accountId, actor: system, forcedLogout: null })).toMatchObject({
    changed: true,
    status: { twoFactor: { forcedLogout: null } },
  })
})

test("a call that names an older version is refused", async () => {
  const { muster } = openWorld()
  const { version } = await muster.accounts.status({ accountId })
  await muster.accounts.configure({ accountId, actor: system, settings: { timeZone: "Europe/Berlin" } })
  const answer = await muster.accounts.enable({ accountId, actor: system, ifVersion: version })
  expect(expectKind(answer, "refused").reasons).toEqual([
    { code: "changed-meanwhile", params: { version: 1 }, source: { kind: "account" } },
  ])
})

test("the date is moved, cleared, and refused beyond fourteen days", async () => {
  const { muster, enable } = openWorld()
  await enable()
  const set = (forcedLogout: Parameters<typeof muster.accounts.setForcedLogout>[0]["forcedLogout"]) =>
    muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout })
  expect(await set({ date: "2026-12-08", timeZone: "UTC" })).toMatchObject({
    kind: "saved",
    status: { twoFactor: { forcedLogoutAt: Date.UTC(2026, 11, 8) } },
  })
  expect(await set({ date: "2026-12-09", timeZone: "UTC" })).toMatchObject({
    kind: "refused",
    reasons: [{ code: "date-too-late", params: { lastDate: "2026-12-08" } }],
  })
  expect(await set(null)).toMatchObject({ kind: "saved", warnings: [{ code: "unbounded-deferral" }] })
})

test("a setting that the account has not set follows the defaults, also when those change", async () => {
  const first = openWorld({ defaults: { timeZone: "Europe/Paris" } })
  const { store } = first
  await first.muster.accounts.configure({ accountId, actor: system, settings: { unknownBuild: "allow" } })
  const second = openWorld({ store, defaults: { timeZone: "Asia/Tokyo", unknownBuild: "block" } })
  expect((await second.muster.accounts.status({ accountId })).settings).toMatchObject({
    timeZone: "Asia/Tokyo",
    unknownBuild: "allow",
  })
  await expect(
    second.muster.accounts.configure({ accountId, actor: system, settings: { timeZone: "Mars/Base" } }),
  ).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "settings.timeZone" })
})

test("while two-factor is on, a password-only session changes nothing", async () => {
  const { muster, begin, enable, enrollUser } = openWorld()
  const { assurance } = expectKind(await begin(), "signed-in")
  expect((await muster.accounts.configure({ accountId, actor: { assurance }, settings: {} })).kind).toBe("saved")
  await enable()
  const attempt = await muster.accounts.setForcedLogout({ accountId, actor: { assurance }, forcedLogout: null })
  expect(expectKind(attempt, "refused").reasons[0].code).toBe("second-factor-needed")

  const { enrolled } = await enrollUser()
  if (enrolled.next.kind !== "signed-in") throw new Error("signed in after enrolling")
  const actor = { assurance: enrolled.next.assurance }
  expect((await muster.accounts.setForcedLogout({ accountId, actor, forcedLogout: "now" })).kind).toBe("saved")
  const foreign = await muster.accounts.enable({ accountId: "other", actor })
  expect(expectKind(foreign, "refused").reasons[0].code).toBe("assurance-invalid")
  const stale = await muster.accounts.setForcedLogout({ accountId, actor: { assurance }, forcedLogout: null })
  expect(expectKind(stale, "refused").reasons[0].code).toBe("assurance-invalid")
})

test("while two-factor is on, no change puts a group under the minimum unless it is overridden", async () => {
  const { muster } = openWorld({ builds })
  const put = (override?: { reason: string }) =>
    muster.deviceGroups.change({
      accountId,
      actor: system,
      change: { kind: "put", groups: [group("a", pinned)] },
      override,
    })
  await muster.accounts.enable({ accountId, actor: system })
  expect(expectKind(await put(), "refused").reasons[0].code).toBe("group-below-minimum")
  const overridden = await put({ reason: "hardware that cannot take it" })
  expect(overridden).toMatchObject({ kind: "saved", readiness: { kind: "blocked" } })
})

test("enabling and a group write that races it never leave an enabled account with a group below", async () => {
  for (let round = 0; round < 20; round++) {
    const { muster } = openWorld({ builds })
    await muster.accounts.configure({ accountId, actor: system, settings: {} })
    const change = { kind: "put", groups: [group("a", pinned)] } as const
    await Promise.all([
      muster.accounts.enable({ accountId, actor: system }),
      muster.deviceGroups.change({ accountId, actor: system, change }),
    ])
    const { twoFactor } = await muster.accounts.status({ accountId })
    const { readiness } = expectKind(await muster.accounts.preview({ accountId, actor: system }), "preview")
    expect(twoFactor.kind === "on" && readiness.kind === "blocked").toBe(false)
  }
})

test("device groups are listed in pages, with where their build comes from", async () => {
  const { muster } = await withGroupsBelow()
  const first = await muster.deviceGroups.list({ accountId, limit: 2 })
  expect(first.items.map(({ group, standing, source }) => [group.id, standing, source.kind])).toEqual([
    ["a", "below", "account"],
    ["b", "below", "account"],
  ])
  expect(first.next).toBe("b")
  const second = await muster.deviceGroups.list({ accountId, after: first.next })
  expect(second).toMatchObject({ items: [{ group: { id: "c" }, standing: "meets" }], next: null })
  expect((await muster.deviceGroups.list({ accountId, only: "below" })).items).toHaveLength(2)
})

test("a change of a group that is not there is refused", async () => {
  const { muster } = openWorld()
  const change = { kind: "set-updates", groupId: "ghost", updates: { mode: "inherit" } } as const
  const answer = await muster.deviceGroups.change({ accountId, actor: system, change })
  expect(expectKind(answer, "refused").reasons[0]).toMatchObject({
    code: "group-unknown",
    params: { groupId: "ghost" },
  })
})

test("the audit log of a user tells what happened, newest first, without a code or an address", async () => {
  const { muster, enable, enrollUser } = openWorld()
  await enable()
  await enrollUser()
  const { items } = await muster.accounts.events({ accountId, userId: ann.id })
  expect(items.map(({ kind }) => kind)).toEqual([
    "enrolled",
    "attempt-charged",
    "key-issued",
    "email-verified",
    "attempt-charged",
    "email-code-sent",
  ])
  expect(JSON.stringify(items)).not.toContain(ann.email)
})

test("what is no setting or date is refused before it is saved, and the account stays readable", async () => {
  const { muster, begin } = openWorld({ builds })
  const call = { accountId, actor: system }
  const remediation = {
    basedOnVersion: 0,
    changes: [{ target: { kind: "account" }, from: { mode: "frequent" }, to: { mode: "often" }, fixes: 1 }],
  }
  const attempts = [
    () => muster.accounts.applyRemediation({ ...call, remediation: remediation as never }),
    () => muster.accounts.applyRemediation({ ...call, remediation: undefined as never }),
    () => muster.accounts.enable({ ...call, forcedLogout: { date: "2026-12-01" } as never }),
    () => muster.accounts.setForcedLogout({ ...call, forcedLogout: 7 as never }),
    () => muster.accounts.setUpdates({ ...call, updates: { mode: "infrequent", build: "x".repeat(5_000) } }),
    () => muster.accounts.enable({ ...call, actor: undefined as never }),
    () => muster.accounts.events({ accountId, userId: 7 as never }),
  ]
  for (const attempt of attempts) await expect(attempt()).rejects.toMatchObject({ code: "ERR_INVALID_INPUT" })
  expect((await begin()).kind).toBe("signed-in")
  expect((await muster.accounts.status({ accountId })).version).toBe(0)
})

test("a remediation that was made by hand puts no group under the minimum while two-factor is on", async () => {
  const { muster } = openWorld({ builds })
  const call = { accountId, actor: system }
  await muster.deviceGroups.change({ ...call, change: { kind: "put", groups: [group("a")] } })
  await muster.accounts.enable(call)
  const { version } = await muster.accounts.status({ accountId })
  const change = { target: { kind: "account" }, from: { mode: "frequent" }, to: pinned, fixes: 1 } as const
  const forged = { basedOnVersion: version, changes: [change] }
  const answer = await muster.accounts.applyRemediation({ ...call, remediation: forged })
  expect(expectKind(answer, "refused").reasons[0].code).toBe("group-below-minimum")
})

test("two forms with the same version cannot both change a group", async () => {
  const { muster } = openWorld({ builds })
  const { version } = await muster.accounts.status({ accountId })
  const put = () =>
    muster.deviceGroups.change({
      accountId,
      actor: system,
      ifVersion: version,
      change: { kind: "put", groups: [group("a")] },
    })
  expectKind(await put(), "saved")
  expect(expectKind(await put(), "refused").reasons[0].code).toBe("changed-meanwhile")
})

test("an account that is enabled while a password-only admin changes it does not take the change", async () => {
  const { store, ...first } = openWorld({ builds })
  const { assurance } = expectKind(await first.begin(), "signed-in")
  let enabled = false
  const racing = openWorld({
    builds,
    clock: first.clock,
    store: {
      ...store,
      loadGroups: async (id) => {
        if (!enabled) {
          enabled = true
          await first.muster.accounts.enable({ accountId, actor: system })
        }
        return store.loadGroups(id)
      },
    },
  })
  const updates = { mode: "infrequent", build: "v4.3 b1575" } as const
  const answer = await racing.muster.accounts.setUpdates({ accountId, actor: { assurance }, updates })
  expect(expectKind(answer, "refused").reasons[0].code).toBe("second-factor-needed")
})
