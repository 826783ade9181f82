import { expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, openWorld, system } from "../../test/world.js"
import { type Actor, expectKind } from "../index.js"

const call = { accountId, actor: system }

function withPeople() {
  const { directory, calls } = directoryOf([directoryUser("ann", { isAdmin: true }), directoryUser("bob")])
  return { ...openWorld({ directory }), directory, calls }
}

test("the directory is not read for an actor who may not enable, nor for a form that is out of date", async () => {
  const { muster, calls } = withPeople()
  const stranger = { assurance: { v: 1 } } as unknown as Actor
  expectKind(await muster.accounts.enable({ accountId, actor: stranger }), "refused")
  expectKind(await muster.accounts.enable({ ...call, ifVersion: 7 }), "refused")
  await expect(muster.accounts.enable({ accountId, actor: {} as Actor })).rejects.toMatchObject({ field: "actor" })
  expect(calls.list).toBe(0)
})

test("the directory is read to switch two-factor on, and not once it is on", async () => {
  const { muster, enable, calls } = withPeople()
  await enable()
  expect(calls.list).toBe(1)
  const date = { date: "2026-12-01", timeZone: "UTC" }
  expect(await muster.accounts.enable({ ...call, forcedLogout: date })).toMatchObject({ changed: true })
  expect(await muster.accounts.enable({ ...call, forcedLogout: date })).toMatchObject({ changed: false })
  expect(calls.list).toBe(1)
})

test("the directory is read once, also where the save loses to another and is decided again", async () => {
  const { store, directory, calls, ...first } = withPeople()
  let lost = false
  const racing = openWorld({
    directory,
    clock: first.clock,
    store: {
      ...store,
      async saveAccount(...save) {
        if (!lost) {
          lost = true
          await first.muster.accounts.configure({ ...call, settings: { timeZone: "Europe/Berlin" } })
        }
        return store.saveAccount(...save)
      },
    },
  })
  expect(await racing.muster.accounts.enable(call)).toMatchObject({
    kind: "enabled",
    changed: true,
    status: { settings: { timeZone: "Europe/Berlin" } },
  })
  expect(calls.list).toBe(1)
})

test("an enablement begins after the directory was read, however long that took", async () => {
  const { directory, ...first } = withPeople()
  const slow = {
    ...directory,
    list: (input: Parameters<typeof directory.list>[0]) => {
      first.clock.advance({ minutes: 1 })
      return directory.list(input)
    },
  }
  const { muster } = openWorld({ directory: slow, clock: first.clock, store: first.store })
  const enabledAt = first.clock.now() + 60_000
  expect(await muster.accounts.enable(call)).toMatchObject({ status: { twoFactor: { enabledAt } } })
})
