import { throttleRules } from "@muster/enrollment"
import { describe, expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan, system } from "../../test/world.js"
import { expectKind, type SignInUser } from "../index.js"

const guesses = throttleRules.codes.bucketUnits
const thief = "thief@evil.example"

/** Ann has enrolled, and whoever knows her password signs in with an address of their choice, or with none. */
async function openAfterChange(email: string | null) {
  const world = openWorld()
  await world.enable()
  const { app, enrolled } = await world.enrollUser()
  const user: SignInUser = { ...ann, email }
  const { ticket } = expectKind(await world.begin(user), "challenge")
  const sent = world.mailer.sent.length
  const told = () => world.mailer.sent.slice(sent).map(({ to, message }) => ({ to, kind: message.kind }))
  return { ...world, app, ticket, told, recoveryCodes: enrolled.recoveryCodes }
}

describe("what happens to a factor is told at the address that was confirmed with it", () => {
  test.each([
    ["none", null, []],
    ["another", thief, [thief]],
  ])("whether the ticket has %s: a recovery code was used", async (_which, email, others) => {
    const { muster, ticket, told, recoveryCodes } = await openAfterChange(email)
    const [code = ""] = recoveryCodes
    expectKind(await muster.signIn.useRecoveryCode({ ticket, code }), "signed-in")
    expect(told()).toEqual([ann.email, ...others].map((to) => ({ to, kind: "recovery-code-used" })))
  })

  test("also a hold that begins from a ticket without an address", async () => {
    const { muster, ticket, told } = await openAfterChange(null)
    const settings = { replacement: { rule: "self-service", holdHours: 24 } } as const
    expectKind(await muster.accounts.configure({ accountId, actor: system, settings }), "saved")
    expectKind(await muster.factors.beginReplacement({ ticket }), "held")
    expect(told()).toEqual([{ to: ann.email, kind: "replacement-held" }])
  })

  test("in one mail, where the ticket spells it otherwise", async () => {
    const { muster, ticket, told, recoveryCodes } = await openAfterChange("Ann@ACME.example")
    const [code = ""] = recoveryCodes
    expectKind(await muster.signIn.useRecoveryCode({ ticket, code }), "signed-in")
    expect(told()).toEqual([{ to: "Ann@ACME.example", kind: "recovery-code-used" }])
  })
})

describe("failures are told at the address that was confirmed with the factor", () => {
  test.each([
    ["none", null, []],
    ["another", thief, [thief]],
    ["the same in another spelling", "Ann@ACME.example", null],
  ])("whether the ticket has %s", async (_which, email, others) => {
    const { muster, clock, app, ticket, told } = await openAfterChange(email)
    for (let wrong = 0; wrong < 4; wrong++) await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
    clock.advance({ minutes: 2 })
    await muster.jobs.run()
    const addresses = others === null ? [email] : [...others, ann.email]
    expect(
      told()
        .map(({ to }) => to)
        .sort(),
    ).toEqual(addresses.sort())
    expect(new Set(told().map(({ kind }) => kind))).toEqual(new Set(["failures-noticed"]))
  })

  test("unless a right code follows within two minutes", async () => {
    const { muster, clock, app, ticket, told } = await openAfterChange(thief)
    for (let wrong = 0; wrong < 3; wrong++) await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
    expectKind(await muster.signIn.verify({ ticket, code: app.code() }), "signed-in")
    clock.advance({ minutes: 2 })
    await muster.jobs.run()
    expect(told()).toEqual([])
  })
})

describe("a hold after wrong codes that were spread over days", () => {
  test("is told once with its end, at every address, though no count of failures was reached", async () => {
    const { muster, clock, mailer, app, told, begin } = await openAfterChange(thief)
    const signIn = async (code: () => string, email: string | null = thief) => {
      const { ticket } = expectKind(await begin({ ...ann, email }), "challenge")
      return muster.signIn.verify({ ticket, code: code() })
    }
    const wrong = () => otherThan(app.code())
    for (let guess = 1; guess <= guesses; guess++) {
      expectKind(await signIn(wrong), "wrong-code")
      if (guess % 2 === 1) continue
      clock.advance({ minutes: 1 })
      if (guess < guesses) expectKind(await signIn(() => app.code(), ann.email), "signed-in")
    }
    const { until } = expectKind(await signIn(wrong), "locked")
    expectKind(await signIn(wrong), "locked")
    clock.advance({ minutes: 2 })
    await muster.jobs.run()
    const message = { kind: "locked", until }
    const sent = mailer.sent.filter((mail) => mail.message.kind === "locked")
    expect(sent.sort((one, other) => one.to.localeCompare(other.to))).toMatchObject([
      { to: ann.email, message },
      { to: thief, message },
    ])
    expect(told()).toHaveLength(2)
    expect(until).toBeGreaterThan(clock.now())
  })
})
