import { authenticator } from "@muster/core/testing"
import { expect, test, vi } from "vitest"
import { planFault } from "../../test/faults/fault-plan.js"
import { accountId, ann, openWorld, system } from "../../test/world.js"
import { expectKind } from "../index.js"
import { createSessionStates } from "./session-states.js"

function openCached(cacheSeconds: number) {
  const plan = planFault(null)
  const { store } = openWorld()
  const world = openWorld({ store: plan.wrapStore(store), cacheSeconds })
  const reads = () => plan.calls.filter((call) => call === "loadUser").length
  return { ...world, reads }
}

test("within cacheSeconds a session is checked without a read, and from then on with one", async () => {
  const { muster, begin, clock, reads } = openCached(5)
  const { assurance } = expectKind(await begin(), "signed-in")
  const before = reads()
  const check = () => muster.sessions.check({ assurance })
  const checked = await Promise.all(Array.from({ length: 20 }, check))
  clock.advance({ seconds: 4 })
  expect((await check()).kind).toBe("continue")
  expect(reads()).toBe(before + 1)
  clock.advance({ seconds: 1 })
  await check()
  expect(reads()).toBe(before + 2)
  expect(checked.every(({ kind }) => kind === "continue")).toBe(true)
})

test("a clock that is set back lets nothing be remembered for longer", async () => {
  const { muster, begin, reads } = openCached(5)
  const { assurance } = expectKind(await begin(), "signed-in")
  await muster.sessions.check({ assurance })
  const before = reads()
  // Five seconds have gone by, and the clock, set back meanwhile, shows the time of the read.
  const machine = vi.spyOn(performance, "now").mockReturnValue(performance.now() + 5000)
  await muster.sessions.check({ assurance })
  machine.mockRestore()
  expect(reads()).toBe(before + 1)
})

test("the time of a forced logout is kept to the millisecond whatever is remembered", async () => {
  const { muster, begin, clock, enable } = openCached(5)
  const { assurance } = expectKind(await begin(), "signed-in")
  await enable()
  const forcedLogout = { date: "2026-11-25", timeZone: "UTC" }
  await muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout })
  clock.set("2026-11-24T23:59:59.000Z")
  expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
  clock.set("2026-11-25T00:00:00.000Z")
  expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
})

test("a reset is noticed cacheSeconds later at most", async () => {
  const { muster, clock, enable, enrollUser } = openCached(5)
  await enable()
  const { assurance } = expectKind((await enrollUser()).enrolled.next, "signed-in")
  const check = async () => (await muster.sessions.check({ assurance })).kind
  expect(await check()).toBe("continue")
  await muster.users.reset({ accountId, userId: ann.id, actor: system, reason: "phone lost" })
  expect(await check()).toBe("continue")
  clock.advance({ seconds: 5 })
  expect(await check()).toBe("logout")
})

test("whoever has just enrolled, or signed in anew, is never judged by what was read before that", async () => {
  const { muster, begin, clock, enable, verifiedTicket } = openCached(5)
  const old = expectKind(await begin(), "signed-in")
  clock.advance({ seconds: 1 })
  await enable()
  const ticket = await verifiedTicket()
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  expect((await muster.sessions.check(old)).kind).toBe("continue")
  const code = authenticator(otpauthUri, clock).code()
  const { next } = expectKind(await muster.enrollment.confirm({ ticket, code }), "enrolled")
  expect((await muster.sessions.check(expectKind(next, "signed-in"))).kind).toBe("continue")
  expect((await muster.sessions.check(old)).kind).toBe("logout")
})

test("whoever signs in after the password has changed is let in at once", async () => {
  const { muster, begin, clock } = openCached(5)
  const old = expectKind(await begin(), "signed-in")
  await muster.sessions.check(old)
  await muster.users.primaryChanged({ accountId, userId: ann.id })
  clock.advance({ seconds: 1 })
  expect((await muster.sessions.check(expectKind(await begin(), "signed-in"))).kind).toBe("continue")
})

test("where an answer may be old nextChangeAt is a minute away at most, and unlimited where it cannot be", async () => {
  const cached = openCached(1)
  const { assurance } = expectKind(await cached.begin(), "signed-in")
  const verdict = await cached.muster.sessions.check({ assurance })
  expect(verdict).toMatchObject({ kind: "continue", nextChangeAt: cached.clock.now() + 60_000, mustEndBy: null })
  const plain = openCached(0)
  const session = expectKind(await plain.begin(), "signed-in")
  expect(await plain.muster.sessions.check(session)).toMatchObject({ nextChangeAt: null })
  expect(await cached.muster.sessions.check({ assurance: null })).toMatchObject({ kind: "logout", nextChangeAt: null })
})

test("by default every check reads", async () => {
  const { muster, begin, reads } = openCached(0)
  const { assurance } = expectKind(await begin(), "signed-in")
  const before = reads()
  await muster.sessions.check({ assurance })
  await muster.sessions.check({ assurance })
  expect(reads()).toBe(before + 2)
})

test("one user's answer is never another's, nor that of the same id in another account", async () => {
  const { muster, clock, enable } = openCached(5)
  const adopt = (account: string, userId: string) =>
    muster.sessions.adopt({ accountId: account, userId, signedInAt: clock.now() })
  await enable()
  await muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout: "now" })
  expect((await muster.sessions.check({ assurance: adopt(accountId, "ann") })).kind).toBe("logout")
  expect((await muster.sessions.check({ assurance: adopt("globex", "ann") })).kind).toBe("continue")
})

test("a read that fails is tried again by the next check", async () => {
  const { store } = openWorld()
  let fails = true
  const world = openWorld({
    cacheSeconds: 5,
    store: {
      ...store,
      async loadUser(key) {
        if (fails) throw new Error("unreachable")
        return store.loadUser(key)
      },
    },
  })
  const assurance = world.muster.sessions.adopt({ accountId, userId: "ann", signedInAt: 0 })
  await expect(world.muster.sessions.check({ assurance })).rejects.toThrow("unreachable")
  fails = false
  expect((await world.muster.sessions.check({ assurance })).kind).toBe("continue")
})

test("many users fill no memory: a full cache forgets", async () => {
  const states = createSessionStates(5)
  let loads = 0
  const load = async () => {
    loads += 1
    return { record: { epoch: 0 } } as never
  }
  const session = (userId: string) => ({ accountId, userId, epoch: 0, signedInAt: 0 })
  for (let user = 0; user < 10_001; user++) await states.read(session(`u${user}`), 0, load)
  await states.read(session("u10000"), 0, load)
  expect(loads).toBe(10_001)
  await states.read(session("u1"), 0, load)
  expect(loads).toBe(10_002)
})

test.each([-1, 5.1, 60, Number.NaN, "5"])("cacheSeconds is 0 to 5, and not %j", (cacheSeconds) => {
  expect(() => openWorld({ cacheSeconds: cacheSeconds as number })).toThrow(
    expect.objectContaining({ code: "ERR_CONFIGURATION", field: "cacheSeconds" }),
  )
})
