import { spawn } from "node:child_process"
import { once } from "node:events"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { makeWorkerUtils } from "graphile-worker"
import { describe, expect, test, vi } from "vitest"
import { engines, graphileWorker, openJobs, pgBoss } from "./engines.js"
import { addressOf, openFleet, users } from "./fleet.js"

const soon = { timeout: 15_000, interval: 20 }

/** A mail server that takes its time until somebody lets it go on. */
function slowly() {
  let goOn = () => {}
  const gate = new Promise<void>((resolve) => {
    goOn = resolve
  })
  let waiting = 0
  const beforeSend = async () => {
    waiting += 1
    await gate
  }
  return { beforeSend, goOn: () => goOn(), waiting: () => waiting }
}

describe.each(engines)("on $name", (engine) => {
  test("a run that throws is reported, and made again by the engine after a while", async () => {
    const fleet = await openFleet(engine)
    const { engine: jobs, mailed, errors } = await fleet.startMachine()
    await fleet.ask("ann")
    await fleet.pool.query("alter table muster.mail rename to mail_elsewhere")
    await jobs.wakeUp(fleet.pool)
    await vi.waitFor(async () => expect((await fleet.waiting())[0]?.tries).toBe(1), soon)
    expect((await fleet.waiting())[0]?.dueAt.getTime()).toBeGreaterThan(Date.now() + 500)
    expect(String(errors[0])).toMatch(/migrat/)
    await fleet.pool.query("alter table muster.mail_elsewhere rename to mail")
    await vi.waitFor(() => expect(mailed).toEqual([addressOf("ann")]), soon)
  })

  test("mail that was refused is tried again when it is due, not when the schedule comes", async () => {
    const fleet = await openFleet(engine)
    const beforeSend = () => Promise.reject(new Error("421 try again later"))
    const { engine: jobs, mailed } = await fleet.startMachine({ beforeSend })
    await fleet.ask("ann")
    await jobs.wakeUp(fleet.pool)
    await vi.waitFor(async () => expect(await fleet.waiting()).toHaveLength(1), soon)
    await vi.waitFor(async () => expect(await nextIn(fleet)).toBeGreaterThan(5), soon)
    expect(await nextIn(fleet)).toBeLessThanOrEqual(30)
    expect(mailed).toEqual([])
  })

  test("a stop waits for what the run has begun, and another machine does what it has not", async () => {
    const fleet = await openFleet(engine)
    const { beforeSend, goOn, waiting } = slowly()
    const first = await fleet.startMachine({ beforeSend })
    const ids = users(50)
    await fleet.ask(...ids)
    await first.engine.wakeUp(fleet.pool)
    await vi.waitFor(() => expect(waiting()).toBe(20), soon)

    let isStopped = false
    const stopped = first.stop().then(() => {
      isStopped = true
    })
    await new Promise((resolve) => setTimeout(resolve, 1000))
    expect(isStopped).toBe(false)
    goOn()
    await stopped
    expect(first.mailed).toHaveLength(20)
    // It asks for the next run, for whichever machine takes it.
    expect(await nextIn(fleet)).toBeLessThan(2)

    const second = await fleet.startMachine()
    await vi.waitFor(() => expect(second.mailed).toHaveLength(30), soon)
    expect([...first.mailed, ...second.mailed].sort()).toEqual(ids.map(addressOf).sort())
    expect([...first.errors, ...second.errors]).toEqual([])
  })

  test("a machine that hangs in a run holds up no other", async () => {
    const fleet = await openFleet(engine)
    const { beforeSend, goOn, waiting } = slowly()
    const hanging = await fleet.startMachine({ beforeSend })
    await fleet.ask("ann")
    await hanging.engine.wakeUp(fleet.pool)
    await vi.waitFor(() => expect(waiting()).toBe(1), soon)

    const other = await fleet.startMachine()
    await fleet.ask("bob")
    await other.engine.wakeUp(fleet.pool)
    await vi.waitFor(() => expect(other.mailed).toEqual([addressOf("bob")]), soon)
    goOn()
    await vi.waitFor(() => expect(hanging.mailed).toEqual([addressOf("ann")]), soon)
  })
})

test("a wake-up that failed four times on graphile-worker stays, and is what the README's clean-up deletes", async () => {
  const fleet = await openFleet(graphileWorker)
  const machine = await fleet.startMachine()
  await machine.stop()
  await machine.engine.wakeUp(fleet.pool)
  await fleet.pool.query("update graphile_worker._private_jobs set attempts = max_attempts")
  const again = await fleet.startMachine()
  await again.stop()
  expect(await openJobs(fleet.pool, graphileWorker)).toBe(1)
  const utils = await makeWorkerUtils({ pgPool: fleet.pool })
  await utils.cleanup({ tasks: ["DELETE_PERMAFAILED_JOBS"] })
  await utils.release()
  expect(await openJobs(fleet.pool, graphileWorker)).toBe(0)
})

test("a pg-boss that cannot note that a job is over ends the process after the work is done", async () => {
  const fleet = await openFleet(pgBoss)
  const fixture = fileURLToPath(new URL("fixtures/lose-the-table.ts", import.meta.url))
  const args = ["--import", "tsx", fixture, fleet.url]
  const machine = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "ignore"] })
  const output = text(machine.stdout)
  expect(await once(machine, "exit")).toEqual([1, null])
  expect(await output).toBe("done\n")
})

/** In how many seconds the next job is due; `NaN`, which no expectation meets, where none waits. */
async function nextIn(fleet: Awaited<ReturnType<typeof openFleet>>): Promise<number> {
  const [job] = await fleet.waiting()
  return ((job?.dueAt.getTime() ?? Number.NaN) - Date.now()) / 1000
}
