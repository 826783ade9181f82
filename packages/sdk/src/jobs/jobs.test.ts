import { memoryMailer } from "@muster/adapters-memory"
import { expect, test } from "vitest"
import { openWorld } from "../../test/world.js"
import type { Mail } from "../ports/index.js"

test("with sendMail jobs, only jobs.run sends", async () => {
  const { muster, mailer, enable, enrollTicket } = openWorld({ sendMail: "jobs" })
  await enable()
  expect(await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })).toMatchObject({ delivery: "queued" })
  expect(mailer.sent).toEqual([])
  expect(await muster.jobs.run()).toEqual({ mailSent: 1, mailFailed: 0, nextDueAt: null })
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
  clock.set(first.nextDueAt ?? 0)
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
