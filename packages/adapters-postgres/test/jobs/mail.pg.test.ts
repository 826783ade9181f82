import { memoryMailer } from "@muster/adapters-memory"
import { createWorker, expectKind } from "@muster/sdk"
import type { MusterStore } from "@muster/sdk/ports"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { openMachines } from "./open-machines.js"

const count = 500
const people = Array.from({ length: count }, (_, index) => ({
  id: `user-${index}`,
  email: `user-${index}@acme.example`,
}))

let world: Awaited<ReturnType<typeof openMachines>>
beforeEach(async () => {
  world = await openMachines()
  await world.enable()
})
afterEach(() => world.close())

/** A code for each of so many people waits in the outbox. */
async function queueCodes(users = people): Promise<void> {
  for (let begin = 0; begin < users.length; begin += 20) {
    await Promise.all(
      users.slice(begin, begin + 20).map(async (user) => {
        const ticket = await world.enrollTicket(user)
        expectKind(await world.muster.enrollment.sendEmailCode({ ticket }), "email-code-sent")
      }),
    )
  }
}

const addressesOf = (mails: readonly { readonly to: string }[]) => mails.map(({ to }) => to).sort()
const waiting = async () => (await world.pool.query(`select from ${world.schema}.mail`)).rowCount

test("of 8 machines that send 500 mails at once each mail is sent by exactly one", async () => {
  await queueCodes()
  const machines = Array.from({ length: 8 }, () => world.machine())
  const runs = await Promise.all(machines.map(({ muster }) => muster.jobs.run({ deadlineSeconds: 120 })))
  expect(runs.reduce((sum, { mailSent }) => sum + mailSent, 0)).toBe(count)
  expect(runs.filter(({ mailSent }) => mailSent > 0).length).toBeGreaterThan(1)
  expect(addressesOf(world.mailer.sent)).toEqual(addressesOf(people.map(({ email }) => ({ to: email }))))
  expect(await waiting()).toBe(0)
}, 60_000)

test("what a machine has claimed that was killed is sent by another one, after the lease and not before", async () => {
  await queueCodes(people.slice(0, 30))
  const killed = world.machine((store) => ({
    ...store,
    async claimMail(input) {
      await store.claimMail(input)
      throw new Error("killed")
    },
  }))
  await expect(killed.muster.jobs.run()).rejects.toThrow("killed")
  expect((await world.muster.jobs.run()).mailSent).toBe(10)
  world.clock.advance({ seconds: 119 })
  expect((await world.muster.jobs.run()).mailSent).toBe(0)
  world.clock.advance({ seconds: 1 })
  expect((await world.machine().muster.jobs.run()).mailSent).toBe(20)
  expect(new Set(addressesOf(world.mailer.sent)).size).toBe(30)
})

test("a machine that was killed after it has sent leaves a mail that is sent once more, under the same id", async () => {
  await queueCodes(people.slice(0, 1))
  const killed = world.machine((store) => ({
    ...store,
    settleMail: async () => {
      throw new Error("killed")
    },
  }))
  await expect(killed.muster.jobs.run()).rejects.toThrow("killed")
  world.clock.advance({ seconds: 120 })
  expect((await world.muster.jobs.run()).mailSent).toBe(1)
  expect(world.mailer.sent.map(({ id }) => id)).toEqual(Array(2).fill(world.mailer.sent[0]?.id))
})

test("a code that is replaced between the claim and the sending is not sent by the machine that holds the lease", async () => {
  const [user = { id: "", email: "" }] = people
  const ticket = await world.enrollTicket(user)
  await world.muster.enrollment.sendEmailCode({ ticket })
  world.clock.advance({ minutes: 1 })
  const slow = world.machine((store: MusterStore) => ({
    ...store,
    async claimMail(input) {
      const claimed = await store.claimMail(input)
      if (claimed.length > 0) await world.muster.enrollment.sendEmailCode({ ticket })
      return claimed
    },
  }))
  await slow.muster.jobs.run()
  expect(world.mailer.sent).toHaveLength(1)
  const code = world.mailer.lastCodeTo(user.email)
  expectKind(await world.muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified")
})

test("workers that are stopped in the middle leave nothing half-done, and others send the rest", async () => {
  const mailer = memoryMailer()
  const slow = await openMachines(
    {},
    {
      ...mailer,
      async send(mail) {
        await new Promise((resolve) => setTimeout(resolve, 20))
        return mailer.send(mail)
      },
    },
  )
  try {
    await slow.enable()
    await Promise.all(
      people.slice(0, 200).map(async (user) => {
        await slow.muster.enrollment.sendEmailCode({ ticket: await slow.enrollTicket(user) })
      }),
    )
    const workers = [slow.machine(), slow.machine()].map(({ muster }) => createWorker(muster, { everySeconds: 1 }))
    for (const worker of workers) worker.start()
    await vi.waitFor(() => expect(mailer.sent.length).toBeGreaterThan(20), { timeout: 20_000, interval: 5 })
    await Promise.all(workers.map((worker) => worker.stop()))
    const sent = mailer.sent.length
    const { rows } = await slow.pool.query(`select count(*) as left, max(tries) as tries from ${slow.schema}.mail`)
    expect({ left: Number(rows[0].left), tries: rows[0].tries }).toEqual({ left: 200 - sent, tries: 0 })
    await slow.muster.jobs.run()
    expect(new Set(mailer.sent.map(({ id }) => id)).size).toBe(200)
    expect(mailer.sent).toHaveLength(200)
  } finally {
    await slow.close()
  }
}, 60_000)
