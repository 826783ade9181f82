import { afterAll, beforeAll, expect, test } from "vitest"
import { system } from "../../../sdk/test/world.js"
import { openServices } from "./open-services.js"

const builds = {
  minimum: "v4.3 b1575",
  catalogue: [
    { build: "v4.2 b1400", availableFrom: 0 },
    { build: "v4.3 b1575", availableFrom: 0, defaultFrom: 0 },
  ],
}
let world: Awaited<ReturnType<typeof openServices>>

beforeAll(async () => {
  world = await openServices({ builds })
})
afterAll(() => world.close())

test("enabling and changes of groups that race it never both win", async () => {
  const { muster } = world
  for (let round = 0; round < 20; round++) {
    const call = { accountId: `race-${round}`, actor: system }
    await muster.accounts.configure({ ...call, settings: {} })
    const lower = (id: string) =>
      muster.deviceGroups.change({
        ...call,
        change: {
          kind: "put",
          groups: [{ id, name: id, parentId: null, updates: { mode: "infrequent", build: "v4.2 b1400" } }],
        },
      })
    const [first, enabling, second] = await Promise.all([lower("a"), muster.accounts.enable(call), lower("b")])
    const won = enabling.kind === "enabled"
    expect([first.kind, second.kind]).toEqual(won ? ["refused", "refused"] : ["saved", "saved"])
    const { twoFactor } = await muster.accounts.status(call)
    const { items } = await muster.deviceGroups.list({ accountId: call.accountId })
    expect([twoFactor.kind, items.length]).toEqual(won ? ["on", 0] : ["off", 2])
  }
})
