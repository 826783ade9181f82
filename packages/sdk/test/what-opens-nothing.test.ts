import { describe, expect, test } from "vitest"
import type { Assurance, Muster, Primary } from "../src/index.js"
import { expectKind } from "../src/index.js"
import { directoryOf, directoryUser } from "./directory.js"
import { accountId, ann, openWorld, otherThan, system, web } from "./world.js"

const bob = { id: "bob", email: "bob@acme.example" }
const invalid = { kind: "ticket-rejected", reason: "invalid" }

/** Every call that takes a ticket, with what else it takes filled in. */
const withTicket = (muster: Muster, ticket: string, code: string) => ({
  verify: () => muster.signIn.verify({ ticket, code }),
  useRecoveryCode: () => muster.signIn.useRecoveryCode({ ticket, code }),
  beginReplacement: () => muster.factors.beginReplacement({ ticket }),
  current: () => muster.enrollment.current({ ticket }),
  sendEmailCode: () => muster.enrollment.sendEmailCode({ ticket }),
  verifyEmailCode: () => muster.enrollment.verifyEmailCode({ ticket, code }),
  issueKey: () => muster.enrollment.issueKey({ ticket }),
  confirm: () => muster.enrollment.confirm({ ticket, code }),
  cancel: () => muster.enrollment.cancel({ ticket }),
})
const ofChallenge = ["verify", "useRecoveryCode", "beginReplacement"]

describe("a ticket is refused", () => {
  test("of another kind: that of a challenge begins no enrollment, and that of an enrollment answers no challenge", async () => {
    const { muster, store, enable, enrollUser, challengeTicket, enrollTicket } = openWorld()
    await enable()
    const { app } = await enrollUser()
    const [challenge, enroll] = [await challengeTicket(), await enrollTicket(bob)]
    const rows = async () => [await store.listUsers({ accountId }), await store.listEvents({ accountId })]
    const before = await rows()
    for (const [name, call] of Object.entries(withTicket(muster, challenge, app.code()))) {
      if (!ofChallenge.includes(name)) expect(await call(), name).toEqual(invalid)
    }
    for (const [name, call] of Object.entries(withTicket(muster, enroll, app.code()))) {
      if (ofChallenge.includes(name)) expect(await call(), name).toEqual(invalid)
    }
    expect(await rows()).toEqual(before)
  })

  test("that is none: no call takes a session, a recovery code or an id for one", async () => {
    const { muster, enable, enrollUser } = openWorld()
    await enable()
    const { app, enrolled } = await enrollUser()
    const { assurance } = expectKind(enrolled.next, "signed-in")
    const others = [assurance, JSON.stringify(assurance), enrolled.recoveryCodes[0], ann.id, ann.email]
    for (const other of others) {
      for (const [name, call] of Object.entries(withTicket(muster, other as string, app.code()))) {
        expect(await call(), name).toEqual(invalid)
      }
    }
  })
})

describe("what is another user's", () => {
  test("a recovery code answers nobody's challenge but its own user's, and is not spent by trying", async () => {
    const { muster, enable, enrollUser, challengeTicket } = openWorld()
    await enable()
    await enrollUser()
    const { enrolled } = await enrollUser(bob)
    const [code = ""] = enrolled.recoveryCodes
    const stolen = await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(), code })
    expect(stolen).toMatchObject({ kind: "wrong-code", why: "mismatch" })
    expectKind(await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(bob), code }), "signed-in")
  })

  test("a code or a ticket of one user does nothing to another, in whichever account", async () => {
    const { muster, enable, enrollUser, challengeTicket, enrollTicket, sendCode } = openWorld()
    await enable()
    const { app } = await enrollUser()
    const { app: bobs } = await enrollUser(bob)
    const mismatch = { kind: "wrong-code", why: "mismatch" }
    expect(await muster.signIn.verify({ ticket: await challengeTicket(), code: bobs.code() })).toMatchObject(mismatch)
    const [eve, ada] = [
      { id: "eve", email: "eve@acme.example" },
      { id: "ada", email: "ada@acme.example" },
    ]
    const [eves, adas] = [await enrollTicket(eve), await enrollTicket(ada)]
    await sendCode(eves, eve.email)
    const code = await sendCode(adas, ada.email)
    expect(await muster.enrollment.verifyEmailCode({ ticket: eves, code })).toMatchObject(mismatch)
    await muster.accounts.enable({ accountId: "other", actor: system })
    const begun = await muster.signIn.begin({ accountId: "other", user: ann, client: web, primary: "password" })
    const { ticket } = expectKind(begun, "enroll")
    expect(await muster.signIn.verify({ ticket, code: app.code() })).toEqual(invalid)
    expect((await muster.enrollment.current({ ticket })).kind).toBe("not-started")
  })
})

describe.each<Primary>(["password", "sso", "magic-link", "passkey", "password-reset"])("who came by %s", (primary) => {
  test("is challenged where there is a factor, whatever else is said, and enrolls where there has to be one", async () => {
    const { muster, enable, enrollUser } = openWorld()
    await enable()
    await enrollUser()
    for (const said of [{}, { isService: true }, { hasLocalPassword: false }]) {
      const call = { accountId, client: web, primary } as const
      expect((await muster.signIn.begin({ ...call, user: { ...ann, ...said } })).kind).toBe("challenge")
    }
    const begun = await muster.signIn.begin({ accountId, user: bob, client: web, primary })
    expect(begun.kind).toBe("enroll")
  })
})

test("a way to sign in that Muster does not know is refused, and lets nobody in", async () => {
  const { muster } = openWorld()
  for (const primary of ["", "mfa", "webauthn", null, undefined, ["sso"]]) {
    const call = muster.signIn.begin({ accountId, user: ann, client: web, primary: primary as Primary })
    await expect(call).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "primary" })
  }
})

test("nothing that is answered before a right code is taken for a session by any call", async () => {
  const { directory } = directoryOf([directoryUser("ann", { isAdmin: true }), directoryUser("bob")])
  const { muster, begin, enable, enrollUser, enrollTicket } = openWorld({ directory })
  await enable()
  const { app } = await enrollUser()
  const challenge = expectKind(await begin(), "challenge")
  const enroll = await enrollTicket(bob)
  const answers: readonly unknown[] = [
    challenge,
    await muster.signIn.verify({ ticket: challenge.ticket, code: otherThan(app.code()) }),
    await muster.enrollment.sendEmailCode({ ticket: enroll }),
    await muster.enrollment.current({ ticket: enroll }),
  ]
  for (const answer of answers) expect(answer).not.toHaveProperty("assurance")
  const values = answers.flatMap((answer) => [answer, ...Object.values(answer as object)])
  expect(values.length).toBeGreaterThan(15)
  for (const value of values) {
    const assurance = value as Assurance
    const about = { accountId, userId: "bob", actor: { assurance }, reason: "mine" }
    expect((await muster.users.reset(about)).kind).toBe("refused")
    expect((await muster.sessions.check({ assurance })).kind).toBe("logout")
    expect((await muster.signIn.stepUp({ assurance, client: web })).kind).toBe("session-ended")
    expect((await muster.enrollment.begin({ assurance, user: ann, client: web })).kind).toBe("session-ended")
    expect((await muster.factors.remove({ assurance })).kind).toBe("session-ended")
    expect((await muster.factors.regenerateRecoveryCodes({ assurance })).kind).toBe("session-ended")
  }
})

test("an enrollment that was begun and left neither demands a code nor stands for one", async () => {
  const { muster, begin, enable, verifiedTicket } = openWorld()
  await enable()
  const ticket = await verifiedTicket()
  expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  expect((await begin()).kind).toBe("enroll")
  await muster.accounts.disable({ accountId, actor: system, reason: "audit" })
  expect(await begin()).toMatchObject({ kind: "signed-in", assurance: { method: "primary-only" } })
})

test("a time that a call brings along decides nothing: the server's clock alone does", async () => {
  const { muster, clock, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const [ticket, code, then] = [await challengeTicket(), app.code(), clock.now()]
  clock.advance({ minutes: 3 })
  const claimed = { now: then, at: then, time: then, clock: { now: () => then } }
  expect(await muster.signIn.verify({ ...claimed, ticket, code })).toMatchObject({ kind: "wrong-code" })
})
