import { memoryStore } from "@muster/adapters-memory"
import { expect, test } from "vitest"
import { sampleChanges } from "../../test/sample-events.js"
import { accountId, ann, openWorld, otherThan, system } from "../../test/world.js"
import { type AuditEvent, expectKind } from "../index.js"

/** The names of what a value holds, so that two values of one form are alike. */
function formOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value).sort() : typeof value
}

async function aDayInTheAccount(): Promise<readonly AuditEvent[]> {
  const world = openWorld({ store: memoryStore() })
  const { muster, enable, enrollUser, challengeTicket, verifiedTicket, clock } = world
  await enable()
  const forcedLogout = { date: "2026-12-04", timeZone: "UTC" }
  await muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout })
  await muster.accounts.configure({ accountId, actor: system, settings: { timeZone: "Europe/Berlin" } })
  await muster.accounts.setUpdates({ accountId, actor: system, updates: { mode: "infrequent", build: "v4.3 b1575" } })
  const groups = [{ id: "berlin", name: "Berlin", parentId: null, updates: { mode: "inherit" } }] as const
  await muster.deviceGroups.change({ accountId, actor: system, change: { kind: "put", groups } })

  const { app, enrolled } = await enrollUser()
  await muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()) })
  const signedIn = await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })
  const { assurance } = expectKind(signedIn, "signed-in")
  const [code = "", other = ""] = enrolled.recoveryCodes
  await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code })
  await muster.factors.beginReplacement({ ticket: await challengeTicket(), recoveryCode: other })
  await muster.factors.cancelReplacement({ assurance })
  const { setId } = expectKind(await muster.factors.regenerateRecoveryCodes({ assurance }), "regenerated")
  await muster.factors.acknowledgeRecoveryCodes({ assurance, setId })
  await muster.enrollment.cancel({ ticket: await verifiedTicket({ id: "bob", email: "bob@acme.example" }) })

  const user = { accountId, userId: ann.id, actor: system, reason: "asked for by phone" }
  await muster.users.exempt({ ...user, until: clock.now() + 86_400_000 })
  await muster.users.exempt({ ...user, until: null })
  await muster.users.primaryChanged({ accountId, userId: ann.id })
  await muster.users.reset(user)
  await muster.users.erase({ ...user, userId: "bob" })
  await muster.accounts.disable({ accountId, actor: system, reason: "over" })
  return (await muster.accounts.events({ accountId, limit: 1000 })).items
}

test("events say who did what to whom, from where and why, with what was there before and is there after", async () => {
  const events = await aDayInTheAccount()
  const kinds = new Set(events.map(({ kind }) => kind))
  expect(kinds.size).toBeGreaterThan(18)
  for (const event of events) {
    const sample = sampleChanges[event.kind]
    // Settings are as many as were set, and two-factor is on or off.
    const varies = ["settings-changed", "two-factor-enabled", "two-factor-disabled", "forced-logout-set"]
    if (!varies.includes(event.kind)) {
      expect([event.kind, formOf(event.before), formOf(event.after)]).toEqual([
        event.kind,
        formOf(sample.before),
        formOf(sample.after),
      ])
    }
    expect(Object.keys(event).sort()).toEqual(
      ["accountId", "actor", "after", "at", "before", "client", "id", "kind", "reason", "userId"].sort(),
    )
  }
})

test("events say which factor came in which epoch, how somebody signed in, what was proved, and what is left", async () => {
  const events = await aDayInTheAccount()
  const after = (kind: AuditEvent["kind"]) => events.filter((event) => event.kind === kind).map((event) => event.after)
  expect(after("enrolled")).toMatchObject([{ epoch: 1, totp: { digits: 6 } }])
  expect(after("signed-in")).toEqual([
    { method: "recovery-code", epoch: 1 },
    { method: "totp", epoch: 1 },
  ])
  expect(after("recovery-code-used")).toEqual([{ left: 8 }, { left: 9 }])
  expect(after("replacement-begun")).toEqual([{ proof: "recovery-code" }])
})

test("what a user does is recorded as done by that user, and what an admin does as done by the admin", async () => {
  const events = await aDayInTheAccount()
  const of = (kind: AuditEvent["kind"]) => events.find((event) => event.kind === kind)
  expect(of("signed-in")).toMatchObject({ userId: "ann", actor: { userId: "ann" }, client: { platform: "web" } })
  expect(of("factor-reset")).toMatchObject({ userId: "ann", actor: system, client: null, reason: "asked for by phone" })
  expect(of("settings-changed")).toMatchObject({ userId: null, actor: system, after: { timeZone: "Europe/Berlin" } })
  expect(of("erased")).toMatchObject({ userId: null, actor: system })
})
