import { expect, test } from "vitest"
import { accountId, openWorld, system } from "../../test/world.js"
import { expectKind } from "../index.js"

const totp = { digits: 6, periodSeconds: 30, algorithm: "SHA-1" } as const

test("an imported factor ends sessions of before at once: what a password alone began does not drain", async () => {
  const { muster, clock, begin } = openWorld()
  const { assurance } = expectKind(await begin(), "signed-in")
  const activity = { id: "remote-session", startedAt: clock.now() }
  clock.advance({ minutes: 1 })
  const importing = {
    accountId,
    userId: "ann",
    actor: system,
    reason: "moved",
    secret: new Uint8Array(20).fill(7),
    totp,
  }
  expectKind(await muster.users.importFactor(importing), "imported")
  expect(await muster.sessions.check({ assurance, activity })).toMatchObject({
    kind: "logout",
    reasons: [{ code: "epoch-raised", params: { by: "imported" } }],
  })
})
