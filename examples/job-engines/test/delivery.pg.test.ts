import { authenticator } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import { describe, expect, test, vi } from "vitest"
import { createEnrollment } from "../src/host/enrollment.js"
import { inTransaction } from "../src/host/transaction.js"
import { engines } from "./engines.js"
import { addressOf, type Fleet, openFleet, users } from "./fleet.js"

const soon = { timeout: 10_000, interval: 20 }

describe.each(engines)("on $name", (engine) => {
  test("what waits is sent once, whatever the number of runs that two machines make at once", async () => {
    const fleet = await openFleet(engine)
    const machines = [await fleet.startMachine(), await fleet.startMachine()]
    const ids = users(60)
    await fleet.ask(...ids)
    await Promise.all(Array.from({ length: 10 }, (_, index) => machines[index % 2]?.engine.wakeUp(fleet.pool)))
    const mailed = () => machines.flatMap((machine) => machine.mailed)
    await vi.waitFor(() => expect(mailed().length).toBeGreaterThanOrEqual(ids.length), soon)
    await fleet.idle()
    await Promise.all(machines.map((machine) => machine.stop()))
    expect(mailed().sort()).toEqual(ids.map(addressOf).sort())
    expect(machines.flatMap((machine) => machine.errors)).toEqual([])
  })

  test("without a wake-up nothing is sent before the schedule comes, and with one it is", async () => {
    const fleet = await openFleet(engine)
    const { engine: jobs, mailed } = await fleet.startMachine()
    const { sendEmailCode } = createEnrollment(fleet.pool, fleet.muster, jobs)
    const [ticket = ""] = await fleet.ask("ann")
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect(mailed).toEqual([])
    // Within a minute of the first code the second is refused, and nobody is woken up for nothing.
    expect((await sendEmailCode(ticket)).kind).not.toBe("email-code-sent")
    expect(await fleet.waiting()).toEqual([])

    await jobs.wakeUp(fleet.pool)
    await vi.waitFor(() => expect(mailed).toEqual([addressOf("ann")]), soon)
  })

  test("a transaction that swallows a failed statement rejects, since Postgres rolls it back", async () => {
    const fleet = await openFleet(engine)
    const { engine: jobs } = await fleet.startMachine()
    const committed = inTransaction(fleet.pool, async (client) => {
      await jobs.wakeUp(client)
      await client.query("select from nowhere").catch(() => {})
    })
    await expect(committed).rejects.toThrow("Postgres has rolled back.")
    expect(await fleet.waiting()).toEqual([])
  })

  test("a transaction that rolls back leaves no wake-up and no mail", async () => {
    const fleet = await openFleet(engine)
    const sender = await fleet.startMachine()
    const { confirm, app, ticket } = await nearlyEnrolled(fleet, sender)
    await sender.stop()
    await fleet.pool.query("insert into enrolled_users (id) values ('ann')")
    await expect(confirm(ticket, app.code())).rejects.toThrow(/duplicate key/)
    expect(await fleet.waiting()).toEqual([])
    expect(await unsent(fleet)).toBe(0)
  })

  test("factor, mail, the host's row and the wake-up are one commit, and the mail goes at once", async () => {
    const fleet = await openFleet(engine)
    const machine = await fleet.startMachine()
    const { confirm, app, ticket } = await nearlyEnrolled(fleet, machine)
    expectKind(await confirm(ticket, app.code()), "enrolled")
    expect((await fleet.pool.query("select id from enrolled_users")).rows).toEqual([{ id: "ann" }])
    await vi.waitFor(() => expect(machine.mailed).toHaveLength(2), soon)
  })

  test("a wake-up is taken after its commit, and open transactions do not wait for each other", async () => {
    const fleet = await openFleet(engine)
    const { engine: jobs, mailed } = await fleet.startMachine()
    await fleet.ask("ann")
    await inTransaction(fleet.pool, async (one) => {
      await jobs.wakeUp(one)
      await inTransaction(fleet.pool, async (other) => {
        await other.query("set local lock_timeout = '1s'")
        await jobs.wakeUp(other)
        await new Promise((resolve) => setTimeout(resolve, 1500))
        expect(mailed).toEqual([])
      })
    })
    await vi.waitFor(() => expect(mailed).toEqual([addressOf("ann")]), soon)
  })
})

/** Ann has her app, and has not yet typed its code. */
async function nearlyEnrolled(fleet: Fleet, { engine: jobs, mailed }: Awaited<ReturnType<Fleet["startMachine"]>>) {
  const { enrollment } = fleet.muster
  const [asked = ""] = await fleet.ask("ann")
  await jobs.wakeUp(fleet.pool)
  await vi.waitFor(() => expect(mailed).toHaveLength(1), soon)
  await fleet.idle()
  const code = fleet.lastCodeTo("ann")
  const { ticket } = expectKind(await enrollment.verifyEmailCode({ ticket: asked, code }), "email-verified")
  const { otpauthUri } = expectKind(await enrollment.issueKey({ ticket }), "key-issued")
  return { ...createEnrollment(fleet.pool, fleet.muster, jobs), app: authenticator(otpauthUri), ticket }
}

async function unsent({ pool }: Fleet): Promise<number> {
  return (await pool.query("select count(*)::int as count from muster.mail")).rows[0].count
}
