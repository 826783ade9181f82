import { strict as assert } from "node:assert"
import { test } from "node:test"
import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { fakeClock } from "@muster/core/testing"
import { createMuster, expectKind } from "@muster/sdk"

test("a password-only session lasts to the first instant of the chosen date, and its support session drains", async () => {
  const clock = fakeClock("2026-11-24T09:00:00Z")
  const muster = createMuster({
    store: memoryStore(),
    mailer: memoryMailer(),
    keys: ephemeralKeys(),
    issuer: "Acme",
    clock,
  })
  const before = await muster.signIn.begin({
    accountId: "acme",
    user: { id: "ann", email: "a@a.example" },
    client: { platform: "web" },
    primary: "password",
  })
  const { assurance } = expectKind(before, "signed-in")
  await muster.accounts.enable({
    accountId: "acme",
    actor: { system: "set-up" },
    forcedLogout: { date: "2026-12-04", timeZone: "Europe/Berlin" },
  })
  const call = { id: "call-1", startedAt: clock.now() }

  clock.set("2026-12-03T22:59:59.999Z")
  assert.equal((await muster.sessions.check({ assurance })).kind, "continue")
  clock.advance({ seconds: 1 })
  assert.equal((await muster.sessions.check({ assurance })).kind, "logout")
  const drain = await muster.sessions.check({ assurance, activity: call })
  assert.deepEqual(
    [drain.kind, drain.capabilities.finishSession, drain.capabilities.hostSession],
    ["drain", true, false],
  )
})
