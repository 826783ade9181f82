import { authenticator } from "@muster/core/testing"
import { describe, expect, test } from "vitest"
import { expectKind } from "../src/index.js"
import { directoryOf, directoryUser } from "./directory.js"
import { key, openReplacing, selfService, withHold } from "./replacing.js"
import { ann, openWorld, system, web } from "./world.js"

const hour = 3_600_000
const people = [
  directoryUser("ann"),
  ...Array.from({ length: 12 }, (_, i) => directoryUser(`x${10 + i}`, { isAdmin: true })),
]

/** Ann, whose password somebody else has as well, two days after the mail that she has asked for herself. */
async function openWatched(rule: Parameters<typeof openReplacing>[0] = withHold, options = {}) {
  const { directory } = directoryOf(people)
  const world = await openReplacing(rule, { directory, ...options })
  world.clock.advance({ days: 2 })
  const sentBefore = world.mailer.sent.length
  const told = (kind: string) => world.mailer.sent.slice(sentBefore).filter(({ message }) => message.kind === kind)
  const holds = async () => {
    const { items } = await world.muster.accounts.events({ ...key, limit: 1000 })
    return items.filter(({ kind }) => kind === "replacement-held").length
  }
  return { ...world, told, holds }
}

describe("whoever has the password alone, and asks for another authenticator again and again", () => {
  test("begins one hold in two days by asking each minute, and each is told once to the user and to ten admins", async () => {
    const { lost, clock, told, holds } = await openWatched()
    for (let time = 0; time < 4 * 1440; time += 5) {
      await lost()
      clock.advance({ minutes: 5 })
    }
    expect(await holds()).toBe(2)
    expect(told("replacement-held")).toHaveLength(2)
    expect(told("user-replacement-held")).toHaveLength(20)
  })

  test("begins one by a hundred tickets at once", async () => {
    const { muster, challengeTicket, told, holds } = await openWatched()
    const tickets: string[] = []
    for (let open = 0; open < 100; open++) tickets.push(await challengeTicket())
    await Promise.all(tickets.map((ticket) => muster.factors.beginReplacement({ ticket })))
    expect(await holds()).toBe(1)
    expect(told("replacement-held")).toHaveLength(1)
    expect(told("user-replacement-held")).toHaveLength(10)
  })

  test("mails nobody where there is no hold, and begins one a day where it is shorter than a second", async () => {
    const without = await openWatched(selfService)
    for (let time = 0; time < 100; time++) await without.lost()
    expect(without.told("replacement-held")).toEqual([])
    const short = await openWatched({ rule: "self-service", holdHours: 0.0001 })
    for (let time = 0; time < 3 * 1440; time += 5) {
      await short.lost()
      short.clock.advance({ minutes: 5 })
    }
    expect(short.told("replacement-held")).toHaveLength(3)
  })

  test.each([true, false])(
    "begins five in an hour and ten in a day although each is ended at once; with a budget of mail: %s",
    async (hasBudget) => {
      const { lost, muster, clock, told, holds, begin } = await openWatched(
        withHold,
        hasBudget ? {} : { mailBudget: undefined },
      )
      const kinds = new Map<string, number>()
      for (let time = 0; time < 1440; time += 5) {
        const { kind } = await lost()
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
        if (time === 55) expect(kinds.get("held")).toBe(5)
        // A new password ends it, as the owner's own sign-in does.
        await muster.users.primaryChanged(key)
        clock.advance({ minutes: 5 })
      }
      expect([...kinds]).toEqual([
        ["held", 10],
        ["throttled", 278],
      ])
      // What began was told, all of it, and what was not told did not begin.
      expect(await holds()).toBe(10)
      expect(told("replacement-held")).toHaveLength(10)
      expect(told("user-replacement-held")).toHaveLength(100)
      expect((await begin()).kind).toBe("challenge")
    },
  )

  test("is told when the next one can begin, and then it does", async () => {
    const { lost, clock, muster } = await openWatched()
    const first = clock.now()
    for (let time = 0; time < 5; time++) {
      expectKind(await lost(), "held")
      await muster.users.primaryChanged(key)
    }
    expect(await lost()).toEqual({ kind: "throttled", retryAt: first + hour, limit: "mail" })
    clock.set(first + hour)
    expectKind(await lost(), "held")
  })

  test("does not keep the owner from signing in, nor from a recovery code, with which nothing is held", async () => {
    const { lost, muster, recoveryCode, signIn, app } = await openWatched()
    for (let time = 0; time < 6; time++) {
      await lost()
      await muster.users.primaryChanged(key)
    }
    expect((await lost()).kind).toBe("throttled")
    expect((await signIn(app.code())).kind).toBe("signed-in")
    expect((await lost(recoveryCode)).kind).toBe("enroll")
  })
})

test("the first hold is told to the real owner, however many codes were mailed a moment before", async () => {
  const { clock, enrolled, muster, challengeTicket, lost, told } = await openWatched()
  // Codes of a replacement that was proved, which the owner gives up.
  const [, code = ""] = enrolled.recoveryCodes
  const begun = await muster.factors.beginReplacement({ ticket: await challengeTicket(), recoveryCode: code })
  const { ticket } = expectKind(begun, "enroll")
  for (let sent = 0; sent < 5; sent++) {
    clock.advance({ minutes: 1 })
    await muster.enrollment.sendEmailCode({ ticket })
  }
  clock.advance({ minutes: 58 })
  const answer = expectKind(await lost(), "held")
  expect(told("replacement-held")).toMatchObject([{ to: ann.email, message: { until: answer.until } }])
})

test("fifty accounts that know one address begin ten holds in a day, and whose owner is not told does not begin", async () => {
  const defaults = { replacement: withHold }
  const { muster, mailer, clock, ...world } = openWorld({ defaults })
  const accounts = Array.from({ length: 50 }, (_, index) => `account-${index}`)
  for (const account of accounts) {
    await muster.accounts.enable({ accountId: account, actor: system })
    const user = { id: "ann", email: `${account}@acme.example` }
    const begun = await muster.signIn.begin({ accountId: account, user, client: web, primary: "password" })
    const { ticket } = expectKind(begun, "enroll")
    const code = await world.sendCode(ticket, user.email)
    const verified = expectKind(await muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified")
    const issued = expectKind(await muster.enrollment.issueKey({ ticket: verified.ticket }), "key-issued")
    const app = authenticator(issued.otpauthUri, clock)
    expectKind(await muster.enrollment.confirm({ ticket: verified.ticket, code: app.code() }), "enrolled")
  }
  const kinds: string[] = []
  const sent = mailer.sent.length
  for (const account of accounts) {
    const begun = await muster.signIn.begin({ accountId: account, user: ann, client: web, primary: "password" })
    const { ticket } = expectKind(begun, "challenge")
    kinds.push((await muster.factors.beginReplacement({ ticket })).kind)
  }
  expect(kinds.filter((kind) => kind === "held")).toHaveLength(10)
  expect(kinds.filter((kind) => kind === "throttled")).toHaveLength(40)
  expect(mailer.sent.slice(sent).filter(({ to }) => to === ann.email)).toHaveLength(10)
})
