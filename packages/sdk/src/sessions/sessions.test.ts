import { expect, test } from "vitest"
import { accountId, ann, openWorld, system, web } from "../../test/world.js"
import { expectKind, parseAssurance } from "../index.js"

const forcedLogout = { date: "2026-12-04", timeZone: "Europe/Berlin" }

test("a password-only session lasts to the first instant of the chosen date, and its support session drains", async () => {
  const { muster, clock, begin } = openWorld()
  const { assurance } = expectKind(await begin(), "signed-in")
  await muster.accounts.enable({ accountId, actor: system, forcedLogout })
  const activity = { id: "call-1", startedAt: clock.now() }
  clock.set("2026-12-03T22:59:59.999Z")
  expect(await muster.sessions.check({ assurance })).toMatchObject({
    kind: "continue",
    nextChangeAt: clock.now() + 1,
    mustEndBy: clock.now() + 1,
  })
  clock.set("2026-12-03T23:00:00Z")
  expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  const drain = await muster.sessions.check({ assurance, activity })
  expect(drain).toMatchObject({ kind: "drain", capabilities: { finishSession: true, hostSession: false } })
})

test("a session with a second factor outlives the forced logout", async () => {
  const { muster, clock, enrollUser } = openWorld()
  await muster.accounts.enable({ accountId, actor: system, forcedLogout })
  const { enrolled } = await enrollUser()
  if (enrolled.next.kind !== "signed-in") throw new Error("signed in after enrolling")
  clock.set("2026-12-10T00:00:00Z")
  expect((await muster.sessions.check({ assurance: enrolled.next.assurance })).kind).toBe("continue")
})

test("enrolling ends the user's other sessions, and lets a running support session finish", async () => {
  const { muster, clock, begin, enable, enrollUser } = openWorld()
  const { assurance } = expectKind(await begin(), "signed-in")
  await enable()
  const activity = { id: "call-1", startedAt: clock.now() }
  clock.advance({ minutes: 1 })
  await enrollUser()
  expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  expect((await muster.sessions.check({ assurance, activity })).kind).toBe("drain")
})

test("no assurance, a foreign one and a mangled one are logged out", async () => {
  const { muster } = openWorld()
  for (const assurance of [null, undefined, {}, { v: 1 }, "text"]) {
    const verdict = await muster.sessions.check({ assurance: assurance as never })
    expect(verdict.kind).toBe("logout")
    expect(Object.values(verdict.capabilities)).toEqual(Object.values(verdict.capabilities).map(() => false))
  }
})

test("an assurance survives a session store that keeps JSON", async () => {
  const { begin } = openWorld()
  const { assurance } = expectKind(await begin({ ...ann, isService: true } as never), "signed-in")
  expect(parseAssurance(JSON.parse(JSON.stringify(assurance)))).toEqual(assurance)
  expect(parseAssurance({ ...assurance, epoch: -1 })).toBeUndefined()
})

test("the session of somebody who need not enroll outlives the forced logout, also when it began before enabling", async () => {
  const { muster, clock } = openWorld()
  const robot = { user: { id: "robot", email: null, isService: true }, primary: "password" } as const
  const partner = { user: { id: "partner", email: null, hasLocalPassword: false }, primary: "sso" } as const
  const signIn = async (who: typeof robot | typeof partner) =>
    expectKind(await muster.signIn.begin({ accountId, client: web, ...who }), "signed-in").assurance
  const before = [await signIn(robot), await signIn(partner)]
  await muster.accounts.enable({ accountId, actor: system, forcedLogout: "now" })
  clock.advance({ days: 1 })
  const after = [await signIn(robot), await signIn(partner)]
  expect(after.map(({ notBound }) => notBound)).toEqual(["service-user", "sso-user"])
  for (const assurance of [...before, ...after]) {
    expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
  }
})

test("a session from before Muster is taken in as a password-only one, without a read or a write", async () => {
  const { muster, clock, store } = openWorld()
  const assurance = muster.sessions.adopt({ accountId, userId: "old", signedInAt: clock.now() - 86_400_000 })
  expect(assurance).toMatchObject({ method: "primary-only", amr: ["pwd"], epoch: 0 })
  expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
  await muster.accounts.enable({ accountId, actor: system, forcedLogout: "now" })
  expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  const program = muster.sessions.adopt({ accountId, userId: "old", signedInAt: 0, notBound: "service-user" })
  expect((await muster.sessions.check({ assurance: program })).kind).toBe("continue")
  expect((await store.loadUser({ accountId, userId: "old" })).user).toBeUndefined()
})

test("a failing store throws; it never turns into a logout", async () => {
  const { store } = openWorld()
  const failing = openWorld({
    store: {
      ...store,
      loadUser: async () => {
        throw new Error("unreachable")
      },
    },
  })
  const assurance = failing.muster.sessions.adopt({ accountId, userId: "ann", signedInAt: 0 })
  await expect(failing.muster.sessions.check({ assurance })).rejects.toThrow("unreachable")
})
