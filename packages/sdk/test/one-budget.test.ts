import { authenticator } from "@muster/core/testing"
import { describe, expect, test } from "vitest"
import { expectKind, type Muster } from "../src/index.js"
import { accountId, ann, openWorld, otherThan, web } from "./world.js"

const key = { accountId, userId: ann.id }

/** A recovery code that nobody has, but for a chance of one in 2^120. */
const nobodys = "0000-0000-0000-0000-0000-000A"

/** The names of what a call takes from somebody's keyboard. */
type Typed<Input> = Input extends unknown ? Extract<keyof Input, "code" | "recoveryCode"> : never
/** Every call that takes a code: one that is added does not compile here until it has its row. */
type CodeCall = {
  [S in keyof Muster]: {
    [C in keyof Muster[S]]: Muster[S][C] extends (input: infer Input) => unknown
      ? [Typed<Input>] extends [never]
        ? never
        : `${S}.${C & string}`
      : never
  }[keyof Muster[S]]
}[keyof Muster]

interface Row {
  readonly pool: "codes" | "recovery-codes"
  /** Passes the right code. */
  readonly right: () => Promise<{ readonly kind: string }>
  /** Passes a wrong code. */
  readonly wrong: () => Promise<{ readonly kind: string }>
}

/** Ann, with a step open at which each call would take a right code. */
async function openEveryStep(): Promise<Readonly<Record<CodeCall | "signIn.verify of a step-up", Row>>> {
  const defaults = { replacement: { rule: "self-service", holdHours: 0 } } as const
  const { muster, clock, enable, enrollUser, challengeTicket, sendCode } = openWorld({ defaults })
  await enable()
  const { app, enrolled } = await enrollUser()
  const { assurance } = expectKind(enrolled.next, "signed-in")
  const [recoveryCode = "", other = ""] = enrolled.recoveryCodes
  const lost = async () =>
    expectKind(await muster.factors.beginReplacement({ ticket: await challengeTicket() }), "enroll").ticket
  clock.advance({ minutes: 1 })
  const first = await lost()
  const verified = await muster.enrollment.verifyEmailCode({ ticket: first, code: await sendCode(first) })
  const named = expectKind(verified, "email-verified").ticket
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket: named }), "key-issued")
  clock.advance({ minutes: 1 })
  const second = await lost()
  const mailed = await sendCode(second)
  const [challenge, step] = [await challengeTicket(), await muster.signIn.stepUp({ assurance, client: web })]
  const stepUp = expectKind(step, "challenge").ticket
  const fresh = authenticator(otpauthUri, clock)

  const row = (pool: Row["pool"], call: (code: string) => Promise<{ readonly kind: string }>, code: string): Row => {
    const wrong = pool === "codes" ? otherThan(code) : nobodys
    return { pool, right: () => call(code), wrong: () => call(wrong) }
  }
  return {
    "signIn.verify": row("codes", (code) => muster.signIn.verify({ ticket: challenge, code }), app.code()),
    "signIn.verify of a step-up": row("codes", (code) => muster.signIn.verify({ ticket: stepUp, code }), app.code()),
    "enrollment.verifyEmailCode": row(
      "codes",
      (code) => muster.enrollment.verifyEmailCode({ ticket: second, code }),
      mailed,
    ),
    "enrollment.confirm": row("codes", (code) => muster.enrollment.confirm({ ticket: named, code }), fresh.code()),
    "signIn.useRecoveryCode": row(
      "recovery-codes",
      (code) => muster.signIn.useRecoveryCode({ ticket: challenge, code }),
      recoveryCode,
    ),
    "factors.beginReplacement": row(
      "recovery-codes",
      (code) => muster.factors.beginReplacement({ ticket: challenge, recoveryCode: code }),
      other,
    ),
  }
}

const calls = Object.keys(await openEveryStep()) as (keyof Awaited<ReturnType<typeof openEveryStep>>)[]

describe.each(calls)("after wrong codes at %s", (guessed) => {
  test("no call hears a right code of that kind, and every call hears one of the other kind", async () => {
    for (const asked of calls) {
      const rows = await openEveryStep()
      const { pool, wrong } = rows[guessed]
      for (let guess = 0; guess < (pool === "codes" ? 5 : 20); guess++) {
        expect(await wrong()).toMatchObject({ kind: "wrong-code" })
      }
      const { kind } = await rows[asked].right()
      const heard = rows[asked].pool !== pool
      expect({ asked, heard: kind !== "throttled" && kind !== "wrong-code" }).toEqual({ asked, heard })
    }
  })
})

test("a thousand open challenges share one budget, and the user is told", async () => {
  const { muster, store, mailer, clock, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const tickets: string[] = []
  for (let open = 0; open < 1000; open++) tickets.push(await challengeTicket())
  const code = otherThan(app.code())
  let compared = 0
  for (const ticket of tickets) {
    if ((await muster.signIn.verify({ ticket, code })).kind === "wrong-code") compared += 1
  }
  expect(compared).toBe(5)
  expect((await store.loadUser(key)).throttles.codes.failures).toBe(5)
  clock.advance({ minutes: 2 })
  await muster.jobs.run()
  expect(mailer.sent.at(-1)).toMatchObject({ to: ann.email, message: { kind: "failures-noticed" } })
})

test("a code that is sent again is no new budget: the waits go on growing from code to code", async () => {
  const { muster, mailer, clock, enable, enrollTicket } = openWorld()
  await enable()
  const compared: number[] = []
  for (let minute = 0; minute < 90; minute++) {
    const ticket = await enrollTicket()
    await muster.enrollment.sendEmailCode({ ticket })
    const code = otherThan(mailer.lastCodeTo(ann.email))
    const answer = await muster.enrollment.verifyEmailCode({ ticket, code })
    if (answer.kind === "wrong-code" && answer.why === "mismatch") compared.push(minute)
    clock.advance({ minutes: 1 })
  }
  // Five codes in the first hour; those of the second come with the waits after the sixth failure and the seventh.
  expect(compared).toEqual([0, 1, 2, 3, 4, 60, 61, 63])
})

test("who guesses four times a day beside the user's own sign-ins is held, and the user was told each day", async () => {
  const { muster, mailer, clock, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const guess = async () => muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()) })
  let days = 0
  for (; days < 30; days++) {
    clock.advance({ days: 1 })
    const kinds = [await guess(), await guess(), await guess(), await guess()].map(({ kind }) => kind)
    if (kinds.includes("locked")) break
    clock.advance({ minutes: 3 })
    await muster.jobs.run()
    expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() }), "signed-in")
  }
  expect(days).toBe(9)
  const told = mailer.sent.filter(({ message }) => message.kind === "failures-noticed")
  expect(told).toHaveLength(days)
})

test("who reaches the cap locks the factor, and the user is told", async () => {
  const { muster, store, mailer, clock, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  for (let tries = 0; (await store.loadUser(key)).throttles.codes.failures < 50; tries++) {
    expect(tries).toBeLessThan(200)
    await muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()) })
    clock.advance({ days: 1 })
  }
  const locked = await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() })
  expect(locked).toEqual({ kind: "locked", until: null, recoveryCodeWorks: true })
  await muster.jobs.run()
  expect(mailer.sent.at(-1)).toMatchObject({ to: ann.email, message: { kind: "locked" } })
})
