import type { DeviceGroup } from "@muster/policy"
import { expect, test } from "vitest"
import { accountId, openWorld, system } from "../../test/world.js"
import { expectKind, type Muster } from "../index.js"

const group = (id: string, parentId: string | null = null, name = id): DeviceGroup => ({
  id,
  name,
  parentId,
  updates: { mode: "inherit" },
})
const put = ({ deviceGroups }: Muster, ...groups: readonly DeviceGroup[]) =>
  deviceGroups.change({ accountId, actor: system, change: { kind: "put", groups } })

/** Two processes over one store; before the second one's save comes whatever `meanwhile` does. */
async function twoProcesses(meanwhile: (first: Muster) => Promise<unknown>) {
  const first = openWorld()
  const { store, clock } = first
  await put(first.muster, group("asia"), group("europe"))
  let saves = 0
  const second = openWorld({
    clock,
    store: {
      ...store,
      async saveAccount(...save) {
        saves += 1
        if (saves === 1) await meanwhile(first.muster)
        return store.saveAccount(...save)
      },
    },
  })
  return { first: first.muster, second: second.muster, saves: () => saves }
}

test("two puts that move groups into each other at once make no circle: the later is refused", async () => {
  const { first, second } = await twoProcesses((muster) => put(muster, group("asia", "europe")))
  const answer = expectKind(await put(second, group("europe", "asia")), "refused")
  expect(answer.reasons[0].code).toBe("group-cycle")
  const { items } = await first.deviceGroups.list({ accountId })
  expect(items.map(({ group }) => [group.id, group.parentId])).toEqual([
    ["asia", "europe"],
    ["europe", null],
  ])
})

test("while two-factor is off, puts that move no group do not make each other lose", async () => {
  const { first, second, saves } = await twoProcesses((muster) =>
    put(muster, group("africa"), group("asia", null, "Asia")),
  )
  expectKind(await put(second, group("berlin", "europe"), group("europe", null, "Europe")), "saved")
  expect(saves()).toBe(1)
  const { items } = await first.deviceGroups.list({ accountId })
  expect(items.map(({ group }) => group.name)).toEqual(["africa", "Asia", "berlin", "Europe"])
})

test("the version that a put answers with is refused once others have put groups that its readiness does not speak of", async () => {
  const { first, second } = await twoProcesses((muster) => put(muster, group("africa")))
  const { version } = expectKind(await put(second, group("berlin", "europe")), "saved")
  expect((await first.accounts.status({ accountId })).version).toBe(version + 1)
  const answer = await first.accounts.enable({ accountId, actor: system, ifVersion: version })
  expect(expectKind(answer, "refused").reasons[0]).toMatchObject({
    code: "changed-meanwhile",
    params: { version: version + 1 },
  })
})
