import { expect, test } from "vitest"
import { accountId, openWorld, system } from "../../test/world.js"

const call = { accountId, actor: system }

/** How often the account was saved: its version, and how many events there are. */
async function trace({ muster }: ReturnType<typeof openWorld>) {
  const { version } = await muster.accounts.status({ accountId })
  const { items } = await muster.accounts.events({ accountId })
  return { version, events: items.length }
}

test("a forced logout that is set again is not saved again, and is answered as before", async () => {
  const world = openWorld()
  const { muster } = world
  await world.enable()
  for (const forcedLogout of [{ date: "2026-12-04", timeZone: "UTC" }, null, "now"] as const) {
    const first = await muster.accounts.setForcedLogout({ ...call, forcedLogout })
    const before = await trace(world)
    const second = await muster.accounts.setForcedLogout({ ...call, forcedLogout })
    expect(second).toMatchObject({ kind: "saved", status: (first as { status: object }).status })
    expect(await trace(world)).toEqual(before)
  }
})

test("settings that are set again are not saved again", async () => {
  const world = openWorld()
  const { muster } = world
  const settings = { timeZone: "Europe/Berlin", replacement: { rule: "self-service", holdHours: 24 } } as const
  const first = await muster.accounts.configure({ ...call, settings })
  const before = await trace(world)
  expect(await muster.accounts.configure({ ...call, settings })).toEqual(first)
  const reordered = { replacement: { holdHours: 24, rule: "self-service" } } as const
  expect(await muster.accounts.configure({ ...call, settings: reordered })).toEqual(first)
  expect(await muster.accounts.configure({ ...call, settings: { timeZone: undefined } as object })).toEqual(first)
  expect(await muster.accounts.configure({ ...call, settings: {} })).toEqual(first)
  expect(await trace(world)).toEqual(before)
  await muster.accounts.configure({ ...call, settings: { ...settings, timeZone: "UTC" } })
  expect(await trace(world)).toEqual({ version: before.version + 1, events: before.events + 1 })
})

test("a setting that is set to what the default happens to be is saved, since the default may change", async () => {
  const world = openWorld({ defaults: { timeZone: "Asia/Tokyo" } })
  await world.muster.accounts.configure({ ...call, settings: { timeZone: "Asia/Tokyo" } })
  expect(await trace(world)).toEqual({ version: 1, events: 1 })
})
