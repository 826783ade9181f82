import { parseOtpauthUri } from "@muster/core"
import { authenticator } from "@muster/core/testing"
import { expect, test } from "vitest"
import { expectKind } from "../src/index.js"
import { accountId, ann, openWorld, otherThan, system } from "./world.js"

const key = { accountId, userId: ann.id }
const bob = { id: "bob", email: "bob@acme.example" }

/** The ways in which one code may be typed, so that a guard that looked at the text would take each for another code. */
function spellings(code: string): readonly string[] {
  const wide = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("")
  const arabic = [...code].map((digit) => String.fromCodePoint(0x0660 + Number(digit))).join("")
  const cut = (by: string) => `${code.slice(0, 3)}${by}${code.slice(3)}`
  return [` ${code}`, `${code} `, `${code}\n`, cut(" "), cut("-"), cut("\u200B"), cut("\u00A0"), wide, arabic]
}

test("all spellings of a used code are the used code, and none costs an attempt", async () => {
  const { muster, store, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const code = app.code()
  expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code }), "signed-in")
  const ticket = await challengeTicket()
  for (const typed of spellings(code)) {
    const again = await muster.signIn.verify({ ticket, code: typed })
    expect(again).toMatchObject({ kind: "wrong-code", why: "already-used", attemptsLeft: 5 })
  }
  expect((await store.loadUser(key)).throttles.codes.failures).toBe(0)
})

test("all spellings of a wrong code are charged, each once, from one budget", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const ticket = await challengeTicket()
  const left: unknown[] = []
  for (const code of spellings(otherThan(app.code()))) {
    const answer = await muster.signIn.verify({ ticket, code })
    left.push(answer.kind === "wrong-code" ? answer.attemptsLeft : answer.kind)
  }
  expect(left).toEqual([4, 3, 2, 1, 0, ...Array(4).fill("throttled")])
})

test("a code that two users have in the same second counts once for each of them", async () => {
  const uri = "otpauth://totp/Acme:x?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Acme"
  const parsed = parseOtpauthUri(uri)
  if (parsed.kind === "rejected") throw new Error(parsed.reason)
  const { secret, parameters: totp } = parsed
  const { muster, clock, enable, challengeTicket } = openWorld()
  await enable()
  for (const { id: userId } of [ann, bob]) {
    const moved = { accountId, userId, actor: system, reason: "moved", secret, totp }
    expectKind(await muster.users.importFactor(moved), "imported")
  }
  clock.advance({ minutes: 2 })
  const code = authenticator(uri, clock).code()
  for (const user of [ann, bob]) {
    expectKind(await muster.signIn.verify({ ticket: await challengeTicket(user), code }), "signed-in")
  }
  clock.advance({ seconds: 31 })
  for (const user of [ann, bob]) {
    const again = await muster.signIn.verify({ ticket: await challengeTicket(user), code })
    expect(again).toMatchObject({ kind: "wrong-code", why: "already-used" })
  }
})

test("the recovery code that began a replacement answers no challenge, and its ticket is spent with it", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { enrolled } = await enrollUser()
  const [code = "", next = ""] = enrolled.recoveryCodes
  const ticket = await challengeTicket()
  expectKind(await muster.factors.beginReplacement({ ticket, recoveryCode: code }), "enroll")
  const spent = { kind: "ticket-rejected", reason: "spent" }
  expect(await muster.signIn.useRecoveryCode({ ticket, code: next })).toEqual(spent)
  const again = await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code })
  expect(again).toMatchObject({ kind: "wrong-code", why: "mismatch" })
})

test("a code of the replaced authenticator does not sign in, nor do its recovery codes", async () => {
  const { muster, clock, enable, enrollUser, challengeTicket, sendCode } = openWorld()
  await enable()
  const { app, enrolled } = await enrollUser()
  const [recoveryCode = "", unspent = ""] = enrolled.recoveryCodes
  const begun = await muster.factors.beginReplacement({ ticket: await challengeTicket(), recoveryCode })
  const first = expectKind(begun, "enroll").ticket
  clock.advance({ minutes: 1 })
  const verified = await muster.enrollment.verifyEmailCode({ ticket: first, code: await sendCode(first) })
  const { ticket } = expectKind(verified, "email-verified")
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const fresh = authenticator(otpauthUri, clock)
  expectKind(await muster.enrollment.confirm({ ticket, code: fresh.code() }), "enrolled")
  clock.advance({ seconds: 30 })
  const challenge = await challengeTicket()
  expect((await muster.signIn.verify({ ticket: challenge, code: app.code() })).kind).toBe("wrong-code")
  expect((await muster.signIn.useRecoveryCode({ ticket: challenge, code: unspent })).kind).toBe("wrong-code")
  expectKind(await muster.signIn.verify({ ticket: challenge, code: fresh.code() }), "signed-in")
})
