import { describe, expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, ann, openWorld, otherThan, system, web } from "../../test/world.js"
import { type Assurance, expectKind, type Muster } from "../index.js"

const key = { accountId, userId: "ann" }

/** Ann, enrolled, in a session that began an hour ago. */
async function openSession(options: Parameters<typeof openWorld>[0] = {}) {
  const world = openWorld(options)
  await world.enable()
  const { app, enrolled } = await world.enrollUser()
  const { assurance } = expectKind(enrolled.next, "signed-in")
  world.clock.advance({ hours: 1 })
  return { ...world, app, assurance }
}

const stepUp = (muster: Muster, assurance: Assurance) => muster.signIn.stepUp({ assurance, client: web })

describe("no code is asked for", () => {
  test("in a session that is over, or for what is no assurance", async () => {
    const { muster, assurance } = await openSession()
    const ended = { kind: "session-ended" }
    expect(await stepUp(muster, { ...assurance, epoch: 0 })).toEqual(ended)
    expect(await stepUp(muster, {} as Assurance)).toEqual(ended)
    await muster.users.reset({ ...key, actor: system, reason: "phone lost" })
    expect(await stepUp(muster, assurance)).toEqual(ended)
  })

  test("of somebody without a factor", async () => {
    const { muster, begin } = openWorld()
    expect(await stepUp(muster, expectKind(await begin(), "signed-in").assurance)).toEqual({ kind: "not-enrolled" })
  })

  test("on a client that is too old to sign in", async () => {
    const builds = { minimum: "v4.3 b1575", catalogue: [], updateUrl: "https://acme.example/get" }
    const { muster, assurance } = await openSession({ builds })
    const client = { platform: "windows", build: "v4.2 b1500" } as const
    expect(await muster.signIn.stepUp({ assurance, client })).toMatchObject({ kind: "update-client" })
  })
})

test("a code makes a fresh assurance of the same epoch, and proves the primary method that the session began with", async () => {
  const { muster, app, clock, assurance } = await openSession()
  const asked = expectKind(await stepUp(muster, assurance), "challenge")
  expect(asked).toMatchObject({ digits: 6, retryAt: null, lostPhone: "authenticator-or-recovery-code" })
  const signedIn = expectKind(await muster.signIn.verify({ ticket: asked.ticket, code: app.code() }), "signed-in")
  expect(signedIn.assurance).toEqual({ ...assurance, signedInAt: clock.now() })
  expect(signedIn.hostMust).toEqual(["rotate-session-id"])
})

test("a code that signed in does not step up, and the other way round", async () => {
  const { muster, app, assurance, challengeTicket } = await openSession()
  const code = app.code()
  const used = { kind: "wrong-code", why: "already-used" }
  expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code }), "signed-in")
  const { ticket } = expectKind(await stepUp(muster, assurance), "challenge")
  expect(await muster.signIn.verify({ ticket, code })).toMatchObject(used)
  expectKind(await muster.signIn.verify({ ticket, code: app.nextCode() }), "signed-in")
  const next = await challengeTicket()
  expect(await muster.signIn.verify({ ticket: next, code: app.nextCode() })).toMatchObject(used)
})

test("wrong codes of a step-up count with those of sign-ins, so a stolen session buys no guesses", async () => {
  const { muster, app, assurance, challengeTicket } = await openSession()
  const wrong = otherThan(app.code())
  for (let guess = 0; guess < 5; guess++) {
    const { ticket } = expectKind(await stepUp(muster, assurance), "challenge")
    await muster.signIn.verify({ ticket, code: wrong })
  }
  const ticket = await challengeTicket()
  expect(await muster.signIn.verify({ ticket, code: app.code() })).toMatchObject({ kind: "throttled" })
  expect(expectKind(await stepUp(muster, assurance), "challenge").retryAt).not.toBeNull()
})

test("wrong codes of a step-up are told at the confirmed address and at the one that the directory has now", async () => {
  const { directory } = directoryOf([directoryUser("ann", { email: "new@acme.example" })])
  for (const [options, addresses] of [
    [{}, [ann.email]],
    [{ directory }, [ann.email, "new@acme.example"]],
  ] as const) {
    const { muster, app, clock, mailer, assurance } = await openSession(options)
    const { ticket } = expectKind(await stepUp(muster, assurance), "challenge")
    for (let guess = 0; guess < 3; guess++) await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
    clock.advance({ minutes: 2 })
    await muster.jobs.run()
    const told = mailer.sent.filter(({ message }) => message.kind === "failures-noticed")
    expect(told.map(({ to }) => to).sort()).toEqual(addresses)
  }
})

test("a password change ends what a step-up has begun", async () => {
  const { muster, app, assurance } = await openSession()
  const { ticket } = expectKind(await stepUp(muster, assurance), "challenge")
  await muster.users.primaryChanged(key)
  const superseded = { kind: "ticket-rejected", reason: "superseded" }
  expect(await muster.signIn.verify({ ticket, code: app.code() })).toEqual(superseded)
})

test("asking writes nothing", async () => {
  const { muster, store, assurance } = await openSession()
  const before = [await store.listUsers({ accountId }), await store.listEvents({ accountId })]
  for (let time = 0; time < 5; time++) await stepUp(muster, assurance)
  expect([await store.listUsers({ accountId }), await store.listEvents({ accountId })]).toEqual(before)
})

test.each([
  { rule: "self-service", holdHours: 0 },
  { rule: "self-service", holdHours: 24 },
  { rule: "authenticator-or-recovery-code" },
] as const)(
  "a session that was left open does not stand in for the password of a lost phone: $rule",
  async (replacement) => {
    const { muster, clock, enable, enrollUser } = openWorld()
    await enable()
    await muster.accounts.configure({ accountId, actor: system, settings: { replacement } })
    const { enrolled } = await enrollUser()
    const { assurance } = expectKind(enrolled.next, "signed-in")
    clock.advance({ days: 3 })
    const { ticket } = expectKind(await muster.signIn.stepUp({ assurance, client: web }), "challenge")
    for (const recoveryCode of [undefined, enrolled.recoveryCodes[0]]) {
      expect(await muster.factors.beginReplacement({ ticket, recoveryCode })).toEqual({
        kind: "proof-needed",
        accepts: ["fresh-sign-in"],
      })
    }
  },
)
