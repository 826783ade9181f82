import { expect, test } from "vitest"
import { accountId, openWorld, system } from "../../test/world.js"
import { expectKind, type Muster } from "../index.js"

const call = { accountId, actor: system }
const begins = { date: "2026-12-01", timeZone: "UTC" }

/** A call as a form or a host in plain JavaScript may make it. */
type Loose = (input: object) => Promise<unknown>
const loose = (verb: unknown) => verb as Loose

const verbs = ({ accounts, deviceGroups }: Muster): readonly Loose[] => [
  (input) => loose(accounts.enable)({ ...call, ...input }),
  (input) => loose(accounts.setForcedLogout)({ ...call, forcedLogout: null, ...input }),
  (input) => loose(accounts.disable)({ ...call, reason: "a mistake", ...input }),
  (input) => loose(accounts.configure)({ ...call, settings: {}, ...input }),
  (input) => loose(accounts.setUpdates)({ ...call, updates: { mode: "frequent" }, ...input }),
  (input) => loose(accounts.applyRemediation)({ ...call, remediation: { basedOnVersion: 0, changes: [] }, ...input }),
  (input) =>
    loose(deviceGroups.change)({ ...call, change: { kind: "remove", groupId: "a", children: "refuse" }, ...input }),
]

test.each([[-1], [0.5], [Number.NaN], [2 ** 53], ["0"], [null]])("ifVersion %j is no version", async (ifVersion) => {
  const { muster } = openWorld()
  for (const verb of verbs(muster)) {
    await expect(verb({ ifVersion })).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "ifVersion" })
  }
})

test("ifVersion takes every whole number from 0 on, and is left out as undefined", async () => {
  const { muster } = openWorld()
  const configure = (ifVersion: number | undefined) => muster.accounts.configure({ ...call, settings: {}, ifVersion })
  expect((await configure(0)).kind).toBe("saved")
  expect((await configure(undefined)).kind).toBe("saved")
  expect(await configure(Number.MAX_SAFE_INTEGER)).toMatchObject({ reasons: [{ code: "changed-meanwhile" }] })
})

test("an override is a reason of 1 to 500 characters, or left out; null is neither", async () => {
  const { muster } = openWorld()
  const [enable] = verbs(muster) as readonly [Loose]
  const refused = async (override: unknown, field: string) =>
    expect(enable({ override })).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field })
  await refused(null, "override")
  await refused("because", "override")
  await refused({}, "override.reason")
  await refused({ reason: null }, "override.reason")
  await refused({ reason: " \n " }, "override.reason")
  await refused({ reason: "x".repeat(501) }, "override.reason")
  await enable({ override: undefined })
  await enable({ override: { reason: "x".repeat(500) } })
  await enable({ override: { reason: "x" } })
})

test("null is taken for a date, where it means none, and for nothing else that may be left out", async () => {
  const { muster } = openWorld()
  const { accounts } = muster
  expect((await accounts.enable({ ...call, forcedLogout: null })).kind).toBe("enabled")
  for (const [verb, field] of [
    [() => loose(accounts.enable)({ ...call, stages: null }), "stages"],
    [() => loose(accounts.preview)({ ...call, stages: null }), "stages"],
    [() => loose(accounts.events)({ accountId, limit: null }), "limit"],
    [() => loose(accounts.events)({ accountId, userId: null }), "userId"],
    [() => loose(muster.deviceGroups.list)({ accountId, only: null }), "only"],
  ] as const) {
    await expect(verb()).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field })
  }
})

test("a name that is no setting is refused, and named", async () => {
  const { muster } = openWorld()
  for (const name of ["timezone", "__proto__", "constructor"]) {
    const settings = JSON.parse(`{ "timeZone": "UTC", "${name}": "x" }`)
    await expect(muster.accounts.configure({ ...call, settings })).rejects.toMatchObject({
      code: "ERR_INVALID_INPUT",
      field: `settings.${name}`,
    })
  }
  const settings = { replacement: { rule: "never" } } as never
  await expect(muster.accounts.configure({ ...call, settings })).rejects.toMatchObject({
    field: "settings.replacement",
  })
  await expect(loose(muster.accounts.configure)(call)).rejects.toMatchObject({ field: "settings" })
})

/** A stage whose JSON takes so many bytes, with ids that take more bytes than letters. */
function stagesOf(bytes: number) {
  const ids = Array.from({ length: 20 }, (_, index) => `${index}-`.padEnd(99, "é"))
  const size = (userIds: readonly string[]) => Buffer.byteLength(JSON.stringify([{ begins, userIds }]))
  return [{ begins, userIds: [...ids, "x".repeat(bytes - size([...ids, ""]))] }]
}

test("stages take 4,096 bytes of JSON, and who gives more is told so", async () => {
  const { muster } = openWorld()
  expect((await muster.accounts.enable({ ...call, stages: stagesOf(4096) })).kind).toBe("enabled")
  await expect(muster.accounts.enable({ ...call, stages: stagesOf(4097) })).rejects.toMatchObject({
    code: "ERR_INVALID_INPUT",
    field: "stages",
    message: "stages: too long or too large (at most 4096 bytes of JSON)",
  })
})

test("more stages than a roll-out may have are refused with the reason, not thrown", async () => {
  const { muster } = openWorld()
  const stages = Array.from({ length: 21 }, (_, index) => ({ begins, userIds: [`u${index}`] }))
  expect(await muster.accounts.enable({ ...call, stages })).toMatchObject({
    kind: "refused",
    reasons: [{ code: "too-many-stages", params: { max: 20 } }],
  })
  expect((await muster.accounts.enable({ ...call, stages: stages.slice(1) })).kind).toBe("enabled")
})

test("a plan that mends what is no setting works when it comes back from JSON", async () => {
  const catalogue = [{ build: "v4.3 b1575", availableFrom: 0, defaultFrom: 0 }]
  const { muster, store } = openWorld({ builds: { minimum: "v4.3 b1575", catalogue } })
  const writes = { removeGroups: [], mail: [], events: [], expectedGroupsVersion: null }
  const updates = { mode: "infrequent", build: "the newest" } as const
  await muster.accounts.configure({ ...call, settings: { unknownBuild: "allow" } })
  const putGroups = [{ id: "field", name: "Field", parentId: null, updates }]
  await store.saveAccount(accountId, null, 1, { ...writes, putGroups })
  const { readiness } = expectKind(await muster.accounts.preview(call), "preview")
  const { remediation } = expectKind(readiness, "blocked")
  const kept = JSON.parse(JSON.stringify(remediation))
  expect(await muster.accounts.applyRemediation({ ...call, remediation: kept })).toMatchObject({
    kind: "applied",
    readiness: { kind: "ready" },
  })
  const long = { ...kept, changes: [{ ...kept.changes[0], from: { mode: "x".repeat(1_001) } }] }
  await expect(muster.accounts.applyRemediation({ ...call, remediation: long })).rejects.toMatchObject({
    code: "ERR_INVALID_INPUT",
    field: "remediation.changes.0.from",
  })
})
