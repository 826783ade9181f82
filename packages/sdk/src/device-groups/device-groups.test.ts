import type { DeviceGroup, GroupUpdates } from "@muster/policy"
import { expect, test } from "vitest"
import { accountId, openWorld, system } from "../../test/world.js"
import { expectKind } from "../index.js"

const builds = {
  minimum: "v4.3 b1575",
  catalogue: [
    { build: "v4.2 b1400", availableFrom: 0, defaultFrom: 0 },
    { build: "v4.3 b1575", availableFrom: 0, defaultFrom: 1 },
  ],
}
const call = { accountId, actor: system }
const inherit = { mode: "inherit" } as const
const old = { mode: "infrequent", build: "v4.2 b1400" } as const
const group = (id: string, parentId: string | null = null, updates: GroupUpdates = inherit): DeviceGroup => ({
  id,
  name: id,
  parentId,
  updates,
})

/** Europe with Berlin in it, which has Mitte in it; and Asia. */
async function withTree(options: Parameters<typeof openWorld>[0] = { builds }) {
  const world = openWorld(options)
  const groups = [group("mitte", "berlin"), group("berlin", "europe"), group("europe"), group("asia")]
  expectKind(await world.muster.deviceGroups.change({ ...call, change: { kind: "put", groups } }), "saved")
  const effective = async () => {
    const { items } = await world.muster.deviceGroups.list({ accountId })
    return Object.fromEntries(items.map(({ group, standing }) => [group.id, `${group.parentId} ${standing}`]))
  }
  return { ...world, effective }
}

test("a group moves with all that lies in it", async () => {
  const { muster, effective } = await withTree()
  const change = { kind: "move", groupId: "berlin", parentId: "asia" } as const
  expectKind(await muster.deviceGroups.change({ ...call, change }), "saved")
  expect(await effective()).toEqual({
    asia: "null meets",
    berlin: "asia meets",
    europe: "null meets",
    mitte: "berlin meets",
  })
})

test("a removed group is gone, and what lay in it moves up", async () => {
  const { muster, effective } = await withTree()
  const remove = (children: "refuse" | "move-up") =>
    muster.deviceGroups.change({ ...call, change: { kind: "remove", groupId: "berlin", children } })
  expect(expectKind(await remove("refuse"), "refused").reasons[0]).toMatchObject({
    code: "group-has-children",
    params: { children: 1 },
  })
  expectKind(await remove("move-up"), "saved")
  expect(await effective()).toEqual({ asia: "null meets", europe: "null meets", mitte: "europe meets" })
  expect(expectKind(await remove("move-up"), "refused").reasons[0].code).toBe("group-unknown")
})

test("a change that would break the tree is refused and writes nothing", async () => {
  const { muster } = await withTree()
  const { version } = await muster.accounts.status({ accountId })
  const change = { kind: "move", groupId: "europe", parentId: "mitte" } as const
  expect(expectKind(await muster.deviceGroups.change({ ...call, change }), "refused").reasons[0].code).toBe(
    "group-cycle",
  )
  expect((await muster.accounts.status({ accountId })).version).toBe(version)
})

test("a change of what is so already writes nothing and no event", async () => {
  const { muster } = await withTree()
  const before = await muster.accounts.events({ accountId })
  const { version } = await muster.accounts.status({ accountId })
  const change = { kind: "put", groups: [group("asia")] } as const
  expect(await muster.deviceGroups.change({ ...call, change })).toMatchObject({ kind: "saved", version })
  expect(await muster.accounts.events({ accountId })).toEqual(before)
})

test("a change that was decided on a group which somebody changed meanwhile is decided anew", async () => {
  const first = await withTree()
  const { store } = first
  let raced = false
  const racing = openWorld({
    builds,
    clock: first.clock,
    store: {
      ...store,
      loadGroups: async (id) => {
        const loaded = await store.loadGroups(id)
        if (!raced) {
          raced = true
          const change = { kind: "move", groupId: "berlin", parentId: "asia" } as const
          expectKind(await first.muster.deviceGroups.change({ ...call, change }), "saved")
        }
        return loaded
      },
    },
  })
  const change = { kind: "set-updates", groupId: "berlin", updates: old } as const
  expectKind(await racing.muster.deviceGroups.change({ ...call, change }), "saved")
  expect((await first.effective()).berlin).toBe("asia below")
})

test("a preview shows the subtree before and after, saves nothing, and the change then does just that", async () => {
  const { muster } = await withTree()
  const change = { kind: "set-updates", groupId: "europe", updates: old } as const
  const preview = await muster.deviceGroups.preview({ accountId, change })
  expect(preview).toMatchObject({ total: 3, readiness: { kind: "blocked", total: 3 }, refusals: [] })
  const ids = preview.affected.map(({ before, after }) => [before?.group.id, before?.standing, after?.standing])
  expect(ids.sort()).toEqual([
    ["berlin", "meets", "below"],
    ["europe", "meets", "below"],
    ["mitte", "meets", "below"],
  ])
  expect((await muster.deviceGroups.list({ accountId, only: "below" })).items).toEqual([])

  const saved = expectKind(await muster.deviceGroups.change({ ...call, change }), "saved")
  expect(saved.readiness).toMatchObject({ kind: "blocked", total: 3 })
  const { items } = await muster.deviceGroups.list({ accountId, only: "below" })
  const after = preview.affected
    .map(({ after: group }) => group)
    .sort((a, b) => (`${a?.group.id}` < `${b?.group.id}` ? -1 : 1))
  expect(items).toEqual(after)
})

test("a preview tries a change of the account's setting, and says what two-factor would refuse", async () => {
  const { muster, enable } = await withTree()
  const change = { kind: "set-account-updates", updates: old } as const
  expect(await muster.deviceGroups.preview({ accountId, change })).toMatchObject({ total: 4, refusals: [] })
  await enable()
  const preview = await muster.deviceGroups.preview({ accountId, change })
  expect(preview.refusals.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => "group-below-minimum"))
  const answer = await muster.accounts.setUpdates({ ...call, updates: old })
  expect(expectKind(answer, "refused").reasons).toEqual(preview.refusals)
})

test("where readiness only warns groups are set after switching on, and lowered with a reason only", async () => {
  const { muster, enable } = await withTree({ builds, defaults: { readiness: "warn" } })
  await muster.accounts.setUpdates({ ...call, updates: old })
  await enable()
  const set = (groupId: string, updates: GroupUpdates, override?: { reason: string }) =>
    muster.deviceGroups.change({ ...call, change: { kind: "set-updates", groupId, updates }, override })
  expectKind(await set("asia", old), "saved")
  expectKind(await set("asia", { mode: "frequent" }), "saved")
  expect(expectKind(await set("asia", old), "refused").reasons[0].code).toBe("group-below-minimum")
  expectKind(await set("asia", old, { reason: "the machines are being replaced" }), "saved")
})

test("a locked setting of the account holds for every group, and survives the store", async () => {
  const { muster, effective } = await withTree()
  const change = { kind: "set-updates", groupId: "europe", updates: old } as const
  await muster.deviceGroups.change({ ...call, change })
  expect((await effective()).berlin).toBe("europe below")
  await muster.accounts.setUpdates({ ...call, updates: { mode: "frequent", lock: true } })
  expect((await effective()).berlin).toBe("europe meets")
  const { items } = await muster.deviceGroups.list({ accountId })
  expect(items.find(({ group: { id } }) => id === "europe")).toMatchObject({
    source: { kind: "account" },
    lost: [{ updates: old, why: "locked" }],
  })
})

test("machines in no group are judged by the account's setting where the host says that there are some", async () => {
  const { muster } = openWorld({ builds: { ...builds, ungroupedMachines: true } })
  await muster.accounts.setUpdates({ ...call, updates: old })
  expect(expectKind(await muster.accounts.enable(call), "refused").reasons[0].code).toBe("account-below-minimum")
})

test("what is no change of a group throws, and names the field", async () => {
  const { muster } = await withTree()
  const attempts = [
    { kind: "move", groupId: "berlin" },
    { kind: "remove", groupId: "berlin", children: "delete" },
    { kind: "put", groups: [] },
    { kind: "put", groups: [{ ...group("x"), updates: { mode: "infrequent", build: "newest" } }] },
    { kind: "set-account-updates", updates: { mode: "frequent" } },
    null,
  ]
  for (const change of attempts) {
    const attempt = muster.deviceGroups.change({ ...call, change: change as never })
    await expect(attempt).rejects.toMatchObject({ code: "ERR_INVALID_INPUT" })
  }
})
