import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys, type KeyProvider } from "@muster/core"
import { describe, expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan, system } from "../../test/world.js"
import { expectKind } from "../index.js"
import type { Mail, MusterStore } from "../ports/index.js"

/** Two machines that send nothing inline, over one store, clock and mailer. */
async function openMachines() {
  const options = { store: memoryStore(), keys: ephemeralKeys(), mailer: memoryMailer(), sendMail: "jobs" } as const
  const one = openWorld(options)
  await one.enable()
  const machine = (over: Partial<{ store: MusterStore; keys: KeyProvider }>) =>
    openWorld({ ...options, clock: one.clock, ...over })
  const codes = () =>
    options.mailer.sent.map(({ message }) => (message.kind === "email-code" ? message.code : message.kind))
  return { ...one, ...options, machine, codes }
}

describe("the newest code wins", () => {
  test("against a machine that has claimed the older one and is slow to send it", async () => {
    const { muster, store, clock, machine, enrollTicket, codes } = await openMachines()
    const ticket = await enrollTicket()
    await muster.enrollment.sendEmailCode({ ticket })
    clock.advance({ minutes: 1 })
    const slow: MusterStore = {
      ...store,
      async claimMail(input) {
        const claimed = await store.claimMail(input)
        if (claimed.length > 0) {
          await muster.enrollment.sendEmailCode({ ticket })
          await muster.jobs.run()
        }
        return claimed
      },
    }
    expect(await machine({ store: slow }).muster.jobs.run()).toMatchObject({ mailSent: 0, mailFailed: 0 })
    expect(codes()).toHaveLength(1)
    const [code = ""] = codes()
    expectKind(await muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified")
  })

  test("against a machine whose key takes so long to come that its lease has ended", async () => {
    const { muster, clock, keys, machine, enrollTicket, codes } = await openMachines()
    await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })
    const asked = { mail: 0 }
    const slow: KeyProvider = {
      current: (purpose) => keys.current(purpose),
      async byId(purpose, keyId) {
        if (purpose === "mail" && asked.mail++ === 0) {
          clock.advance({ minutes: 3 })
          expect((await muster.jobs.run()).mailSent).toBe(1)
        }
        return keys.byId(purpose, keyId)
      },
    }
    expect((await machine({ keys: slow }).muster.jobs.run()).mailSent).toBe(0)
    expect(asked.mail).toBeGreaterThan(0)
    expect(codes()).toHaveLength(1)
  })
})

test("a machine that dies between sending and noting it sends a mail twice, under one id", async () => {
  const { muster, store, clock, mailer, machine, enrollTicket } = await openMachines()
  await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })
  const dying: MusterStore = {
    ...store,
    settleMail: async () => {
      throw new Error("killed")
    },
  }
  await expect(machine({ store: dying }).muster.jobs.run()).rejects.toThrow("killed")
  expect((await muster.jobs.run()).mailSent).toBe(0)
  clock.advance({ minutes: 2 })
  expect((await muster.jobs.run()).mailSent).toBe(1)
  expect(mailer.sent).toHaveLength(2)
  expect(new Set(mailer.sent.map(({ id }) => id)).size).toBe(1)
})

describe("mail that could not be delivered", () => {
  /** A mailbox that is closed, and Ann's code for it. `sound` is the same machine with a mailer that works. */
  async function openUndelivered() {
    const options = { store: memoryStore(), keys: ephemeralKeys() }
    const sound = openWorld(options)
    const mode: { is: "gone" | "down" | "up" } = { is: "gone" }
    const send = async (mail: Mail) =>
      mode.is === "up" ? sound.mailer.send(mail) : ({ kind: "rejected", retryable: mode.is === "down" } as const)
    const world = openWorld({ ...options, clock: sound.clock, mailer: { send } })
    await world.enable()
    const answer = await world.muster.enrollment.sendEmailCode({ ticket: await world.enrollTicket() })
    const listed = async () => (await world.muster.outbox.undelivered({ accountId })).items
    return { ...world, clock: sound.clock, sound, mode, answer, listed }
  }

  test("is listed without what it says and where it goes, for the account that it belongs to", async () => {
    const { muster, clock, answer, listed } = await openUndelivered()
    expect(answer).toMatchObject({ delivery: "failed" })
    const [mail] = await listed()
    expect(mail).toEqual({
      mailId: expect.any(String),
      userId: "ann",
      tries: 0,
      dueAt: clock.now() + 30_000,
      expiresAt: clock.now() + 600_000,
    })
    expect(JSON.stringify(await listed())).not.toContain(ann.email)
    expect((await muster.outbox.undelivered({ accountId: "other" })).items).toEqual([])
  })

  test("is sent again when an admin says so, unless it has expired meanwhile", async () => {
    const { muster, sound, mode, listed } = await openUndelivered()
    const [mail] = await listed()
    const call = { accountId, actor: system, userId: "ann", mailId: mail?.mailId ?? "" }
    mode.is = "up"
    expect(await muster.outbox.sendAgain(call)).toEqual({ kind: "queued-again" })
    expect(await muster.outbox.sendAgain(call)).toEqual({ kind: "mail-gone" })
    expect((await muster.jobs.run()).mailSent).toBe(1)
    expect(sound.mailer.sent[0]).toMatchObject({ to: ann.email, message: { kind: "email-code" } })

    const other = await openUndelivered()
    other.clock.advance({ minutes: 10 })
    const [expired] = await other.listed()
    const late = { ...call, mailId: expired?.mailId ?? "" }
    expect(await other.muster.outbox.sendAgain(late)).toEqual({ kind: "mail-gone" })
  })

  test("is gone once an admin has given it up", async () => {
    const { muster, listed } = await openUndelivered()
    const [mail] = await listed()
    const call = { accountId, actor: system, userId: "ann", mailId: mail?.mailId ?? "" }
    expect(await muster.outbox.giveUp({ ...call, userId: "bob" })).toEqual({ kind: "mail-gone" })
    expect(await muster.outbox.giveUp(call)).toEqual({ kind: "given-up" })
    expect(await listed()).toEqual([])
  })

  test("is what ten tries over some hours have not delivered, and can be tried ten times more", async () => {
    const { muster, clock, sound, mode, listed } = await openUndelivered()
    const bob = { id: "bob", email: "bob@acme.example" }
    const { app } = await sound.enrollUser(bob)
    const ticket = await sound.challengeTicket(bob)
    mode.is = "down"
    for (let tries = 0; tries < 3; tries++) await muster.signIn.verify({ ticket, code: otherThan(app.code()) })
    const tryAll = async () => {
      let failed = 0
      for (let runs = 0; runs < 30; runs++) {
        const run = await muster.jobs.run()
        failed += run.mailFailed
        clock.set(run.nextDueAt)
      }
      return failed
    }
    expect(await tryAll()).toBe(10)
    const mail = (await listed()).find(({ userId }) => userId === "bob")
    expect(mail).toMatchObject({ tries: 10, expiresAt: null })
    const again = { accountId, actor: system, userId: "bob", mailId: mail?.mailId ?? "" }
    expect(await muster.outbox.sendAgain(again)).toEqual({ kind: "queued-again" })
    expect(await tryAll()).toBe(10)
  })

  test("is decided about by no admin without a second factor, while two-factor is on", async () => {
    const { muster, listed, begin } = await openUndelivered()
    const [mail] = await listed()
    await muster.accounts.disable({ accountId, actor: system, reason: "a while" })
    const { assurance } = expectKind(await begin({ id: "ada", email: "ada@acme.example" }), "signed-in")
    await muster.accounts.enable({ accountId, actor: system })
    const call = { accountId, actor: { assurance }, userId: "ann", mailId: mail?.mailId ?? "" }
    for (const answer of [await muster.outbox.sendAgain(call), await muster.outbox.giveUp(call)]) {
      expect(answer).toMatchObject({ kind: "refused", reasons: [{ code: "second-factor-needed" }] })
    }
    expect(await listed()).toHaveLength(1)
  })
})
