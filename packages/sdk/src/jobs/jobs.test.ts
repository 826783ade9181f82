import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { staticKeyring } from "@muster/core"
import { expect, test } from "vitest"
import { randomKey } from "../../test/rotating-keys.js"
import { openWorld, otherThan } from "../../test/world.js"
import type { Mail } from "../ports/index.js"

test("with sendMail jobs, only jobs.run sends", async () => {
  const { muster, clock, mailer, enable, enrollTicket } = openWorld({ sendMail: "jobs" })
  await enable()
  expect(await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })).toMatchObject({ delivery: "queued" })
  expect(mailer.sent).toEqual([])
  const done = { mailSent: 1, mailFailed: 0, mailUndelivered: 0, reminders: 0, resealed: 0, pruned: 0 }
  expect(await muster.jobs.run()).toEqual({ ...done, nextDueAt: clock.now() + 86_400_000, isUnfinished: false })
  expect(mailer.sent).toHaveLength(1)
})

test("mail that could not be sent is tried again, later each time, under the same id", async () => {
  const ids: string[] = []
  const mailer = memoryMailer()
  let down = true
  const { muster, clock, enable, enrollTicket } = openWorld({
    mailer: {
      send: async (mail: Mail) => {
        ids.push(mail.id)
        if (down) throw new Error("connection refused")
        return mailer.send(mail)
      },
    },
  })
  await enable()
  await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })
  clock.advance({ seconds: 30 })
  const first = await muster.jobs.run()
  expect(first).toMatchObject({ mailSent: 0, mailFailed: 1 })
  expect((await muster.jobs.run()).mailFailed).toBe(0)
  down = false
  clock.set(first.nextDueAt)
  expect((await muster.jobs.run()).mailSent).toBe(1)
  expect(new Set(ids).size).toBe(1)
  expect(ids).toHaveLength(3)
})

test("a code is never mailed after it has expired", async () => {
  const { muster, clock, mailer, enable, enrollTicket } = openWorld({ sendMail: "jobs" })
  await enable()
  await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })
  clock.advance({ minutes: 10 })
  expect((await muster.jobs.run()).mailSent).toBe(0)
  expect(mailer.sent).toEqual([])
})

test("a resend deletes the mail with the old code, if that is still unsent", async () => {
  const { muster, clock, mailer, enable, enrollTicket } = openWorld({ sendMail: "jobs" })
  await enable()
  const ticket = await enrollTicket()
  await muster.enrollment.sendEmailCode({ ticket })
  clock.advance({ minutes: 1 })
  await muster.enrollment.sendEmailCode({ ticket })
  await muster.jobs.run()
  expect(mailer.sent).toHaveLength(1)
})

test("mail outlives a key that is missing for a while, and machines that know the key wrongly", async () => {
  const [key, young] = [randomKey(), randomKey()]
  const keys = staticKeyring({ active: "2026", keys: { "2026": key } })
  const store = memoryStore()
  const good = openWorld({ store, keys })
  await good.enable()
  const { app } = await good.enrollUser()
  for (let tries = 0; tries < 3; tries++) {
    await good.muster.signIn.verify({ ticket: await good.challengeTicket(), code: otherThan(app.code()) })
  }
  good.clock.advance({ minutes: 3 })
  const { clock } = good
  const wrong = openWorld({ store, keys: staticKeyring({ active: "2026", keys: { "2026": randomKey() } }), clock })
  await expect(wrong.muster.jobs.run()).rejects.toMatchObject({ code: "ERR_CONFIGURATION", field: "keys" })
  const half = staticKeyring({ active: "2027", keys: { "2026": randomKey(), "2027": young } })
  const missing = staticKeyring({ active: "2027", keys: { "2027": young } })
  for (const keys of [half, missing]) {
    const { muster } = openWorld({ store, keys, clock })
    for (let hour = 0; hour < 24; hour++) {
      clock.advance({ hours: 1 })
      await muster.jobs.run().catch(() => {})
    }
  }
  clock.advance({ hours: 2 })
  await good.muster.jobs.run()
  expect(good.mailer.sent.map(({ message }) => message.kind)).toContain("failures-noticed")
})
