import { authenticator } from "@muster/core/testing"
import { describe, expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan, system } from "../../test/world.js"
import { type Assurance, expectKind, type Muster } from "../index.js"
import type { MusterStore } from "../ports/index.js"

const erase = (muster: Muster) => muster.accounts.erase({ accountId, actor: system })
const key = { accountId, userId: ann.id }
const lifetimes = [0, 1, 2]

describe("what was signed in before an account was erased is dead for whoever begins anew under the same ids", () => {
  test("sessions and tickets of an enrolled user, in whatever later life of the account", async () => {
    const { muster, clock, enable, enrollUser, challengeTicket } = openWorld()
    const dead: { readonly ticket: string; readonly assurance: Assurance }[] = []
    for (const _life of lifetimes) {
      await enable()
      const { app, enrolled } = await enrollUser()
      const { assurance } = expectKind(enrolled.next, "signed-in")
      for (const before of dead) {
        expect(await muster.signIn.verify({ ticket: before.ticket, code: app.code() })).toEqual({
          kind: "ticket-rejected",
          reason: "superseded",
        })
        expect((await muster.sessions.check({ assurance: before.assurance })).kind).toBe("logout")
        const acting = await muster.accounts.erase({ accountId, actor: { assurance: before.assurance } })
        expect(acting).toMatchObject({ reasons: [{ code: "assurance-invalid" }] })
      }
      expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
      dead.push({ ticket: await challengeTicket(), assurance })
      expect(await erase(muster)).toEqual({ kind: "erased" })
      clock.advance({ minutes: 1 })
    }
  })

  test("a session of a third epoch, while nobody is enrolled, and when somebody has come as far", async () => {
    const { muster, clock, enrollUser, enable } = openWorld()
    await enable()
    const raise = async () => {
      await muster.users.primaryChanged(key)
      await muster.users.primaryChanged(key)
    }
    await raise()
    const { assurance } = expectKind((await enrollUser()).enrolled.next, "signed-in")
    expect(assurance.epoch).toBe(3)
    await erase(muster)
    expect(await muster.sessions.check({ assurance })).toMatchObject({
      kind: "logout",
      reasons: [{ code: "assurance-invalid" }],
    })
    await enable()
    await raise()
    clock.advance({ minutes: 1 })
    await enrollUser()
    expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  })

  test("a password-only session, and one that was taken in from before Muster", async () => {
    const { muster, clock, begin } = openWorld()
    const { assurance } = expectKind(await begin(), "signed-in")
    const adopted = muster.sessions.adopt({ ...key, signedInAt: clock.now() })
    await erase(muster)
    for (const before of [assurance, adopted]) {
      expect((await muster.sessions.check({ assurance: before })).kind).toBe("logout")
    }
    const anew = expectKind(await begin(), "signed-in")
    expect((await muster.sessions.check({ assurance: anew.assurance })).kind).toBe("continue")
  })

  test("a ticket to enroll with, before its code was mailed and after the key was shown", async () => {
    const { muster, clock, enable, enrollTicket, verifiedTicket } = openWorld()
    await enable()
    const early = await enrollTicket()
    const late = await verifiedTicket()
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket: late }), "key-issued")
    await erase(muster)
    await enable()
    expect((await muster.enrollment.sendEmailCode({ ticket: early })).kind).toBe("ticket-rejected")
    const code = authenticator(otpauthUri, clock).code()
    expect((await muster.enrollment.confirm({ ticket: late, code })).kind).toBe("ticket-rejected")
  })

  test("a recovery code, and the factor itself", async () => {
    const { muster, enable, enrollUser, challengeTicket, begin } = openWorld()
    await enable()
    const { enrolled, app } = await enrollUser()
    const ticket = await challengeTicket()
    await erase(muster)
    const [code = ""] = enrolled.recoveryCodes
    expect((await muster.signIn.useRecoveryCode({ ticket, code })).kind).toBe("ticket-rejected")
    expect((await muster.signIn.verify({ ticket, code: app.code() })).kind).toBe("ticket-rejected")
    expect((await begin()).kind).toBe("signed-in")
  })
})

test("who begins anew is put off by a stage, as whoever never had a factor", async () => {
  const { muster, clock, enable, enrollUser, begin } = openWorld()
  await enable()
  await enrollUser()
  await erase(muster)
  const begins = { date: "2026-12-01", timeZone: "UTC" }
  const stages = [{ begins, userIds: ["ann"] }]
  clock.advance({ minutes: 1 })
  expectKind(await muster.accounts.enable({ accountId, actor: system, stages }), "enabled")
  expect((await begin()).kind).toBe("signed-in")
})

describe("what runs at the moment of the erasing", () => {
  type Call = "chargeUser" | "saveUser" | "saveAccount"
  /** A world in which the account is erased just before, or just after, the next call of the store. */
  function openInterrupted(call: Call, when: "before" | "after") {
    const armed: (() => Promise<unknown>)[] = []
    const world = openWorld()
    const { store } = world
    const intercept =
      <Args extends unknown[], Answer>(method: (...args: Args) => Promise<Answer>) =>
      async (...args: Args): Promise<Answer> => {
        const erasing = armed.pop()
        if (when === "before") await erasing?.()
        const answer = await method(...args)
        if (when === "after") await erasing?.()
        return answer
      }
    const calls: { readonly [Name in Call]: () => Partial<MusterStore> } = {
      chargeUser: () => ({ chargeUser: intercept(store.chargeUser) }),
      saveUser: () => ({ saveUser: intercept(store.saveUser) }),
      saveAccount: () => ({ saveAccount: intercept(store.saveAccount) }),
    }
    const intercepted: MusterStore = { ...store, ...calls[call]() }
    const arm = () => armed.push(() => erase(world.muster))
    return { arm, ...openWorld({ store: intercepted }) }
  }

  test.each([
    ["chargeUser", "before"],
    ["chargeUser", "after"],
    ["saveUser", "before"],
  ] as const)("a right code signs nobody in when the account is erased at %s, %s it", async (call, when) => {
    const { arm, muster, enable, enrollUser, challengeTicket, store } = openInterrupted(call, when)
    await enable()
    const { app } = await enrollUser()
    const ticket = await challengeTicket()
    arm()
    expect((await muster.signIn.verify({ ticket, code: app.code() })).kind).toBe("ticket-rejected")
    expect((await store.listUsers({ accountId })).items).toEqual([])
  })

  test("a sign-in that was finished just before is over at its next check", async () => {
    const { arm, muster, enable, enrollUser, challengeTicket } = openInterrupted("saveUser", "after")
    await enable()
    const { app } = await enrollUser()
    const ticket = await challengeTicket()
    arm()
    const { assurance } = expectKind(await muster.signIn.verify({ ticket, code: app.code() }), "signed-in")
    expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  })

  test("a confirmation enrolls nobody", async () => {
    const { arm, muster, enable, verifiedTicket, clock } = openInterrupted("saveUser", "before")
    await enable()
    const ticket = await verifiedTicket()
    const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
    arm()
    const code = authenticator(otpauthUri, clock).code()
    expect((await muster.enrollment.confirm({ ticket, code })).kind).toBe("ticket-rejected")
  })

  test("a first save that was decided before leaves a row that counts for nothing, and is written over", async () => {
    const { arm, muster, clock, mailer, enable, enrollTicket, enrollUser, store } = openInterrupted(
      "saveUser",
      "before",
    )
    await enable()
    const ticket = await enrollTicket()
    arm()
    expectKind(await muster.enrollment.sendEmailCode({ ticket }), "email-code-sent")
    expect((await store.listUsers({ accountId })).items).toHaveLength(1)
    const code = mailer.lastCodeTo(ann.email)
    expect(await muster.enrollment.verifyEmailCode({ ticket, code })).toEqual({
      kind: "ticket-rejected",
      reason: "superseded",
    })
    await enable()
    clock.advance({ minutes: 1 })
    const { assurance } = expectKind((await enrollUser()).enrolled.next, "signed-in")
    expect((await muster.sessions.check({ assurance })).kind).toBe("continue")
  })

  test("a switching on is decided anew, and brings no session of before back", async () => {
    const { arm, muster, enable, enrollUser } = openInterrupted("saveAccount", "before")
    await enable()
    const { assurance } = expectKind((await enrollUser()).enrolled.next, "signed-in")
    await muster.accounts.disable({ accountId, actor: system, reason: "over" })
    arm()
    expect(await enable()).toMatchObject({ changed: true, status: { twoFactor: { kind: "on" } } })
    expect((await muster.accounts.status({ accountId })).twoFactor.kind).toBe("on")
    await muster.users.primaryChanged(key)
    expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
  })

  test("wrong codes of the new life count from nothing", async () => {
    const { muster, enable, enrollUser, challengeTicket, clock, begin } = openWorld()
    await enable()
    const { app } = await enrollUser()
    const ticket = await challengeTicket()
    for (let wrong = 0; wrong < 5; wrong++) await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
    await erase(muster)
    await enable()
    clock.advance({ minutes: 1 })
    await enrollUser()
    expect(expectKind(await begin(), "challenge").retryAt).toBeNull()
  })
})
