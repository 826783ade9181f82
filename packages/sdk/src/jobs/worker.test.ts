import { spawnSync } from "node:child_process"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { openWorld } from "../../test/world.js"
import type { JobsRun, LogFields } from "../index.js"
import { createWorker } from "./worker.js"

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const idle: JobsRun = {
  mailSent: 0,
  mailFailed: 0,
  mailUndelivered: 0,
  reminders: 0,
  resealed: 0,
  pruned: 0,
  nextDueAt: 0,
  isUnfinished: false,
}

/** A worker whose runs are ended by the test, and what it has reported. */
function openWorker(everySeconds = 10) {
  const runs: { readonly end: (done?: Partial<JobsRun>) => void; readonly fail: (error: Error) => void }[] = []
  const signals: AbortSignal[] = []
  const reported: unknown[] = []
  const run = vi.fn(
    ({ signal }: { readonly signal?: AbortSignal | undefined } = {}) =>
      new Promise<JobsRun>((resolve, reject) => {
        if (signal !== undefined) signals.push(signal)
        runs.push({ end: (done = {}) => resolve({ ...idle, ...done }), fail: reject })
      }),
  )
  const logger = { error: (_message: string, fields: LogFields) => void reported.push(fields) }
  const worker = createWorker({ jobs: { run } }, { everySeconds, logger })
  const last = () => runs.at(-1) ?? { end: () => {}, fail: () => {} }
  return { worker, runs, signals, reported, last }
}

const seconds = (count: number) => vi.advanceTimersByTimeAsync(count * 1000)

describe("a worker", () => {
  test("runs at once, and then rests for about as long as it was told", async () => {
    const { worker, runs, last } = openWorker(10)
    worker.start()
    await seconds(0)
    expect(runs).toHaveLength(1)
    last().end()
    await seconds(8.9)
    expect(runs).toHaveLength(1)
    await seconds(2.2)
    expect(runs).toHaveLength(2)
  })

  test("never begins a run while another is under way, however often it is started", async () => {
    const { worker, runs, last } = openWorker(1)
    worker.start()
    worker.start()
    await seconds(600)
    expect(runs).toHaveLength(1)
    const stopped = worker.stop()
    worker.start()
    await seconds(600)
    expect(runs).toHaveLength(1)
    last().end()
    await stopped
    await seconds(0)
    expect(runs).toHaveLength(2)
  })

  test("goes on at once after a run that did something", async () => {
    const { worker, runs, last } = openWorker(3600)
    worker.start()
    for (const done of [{ mailSent: 1 }, { reminders: 1 }, { resealed: 1 }, { pruned: 1 }]) {
      await seconds(0.1)
      last().end(done)
    }
    await seconds(0.1)
    expect(runs).toHaveLength(5)
    last().end({ mailFailed: 20 })
    await seconds(60)
    expect(runs).toHaveLength(5)
  })

  test("goes on after a second where a run came to its deadline before all was done", async () => {
    const { worker, runs, last } = openWorker(3600)
    worker.start()
    await seconds(0)
    last().end({ isUnfinished: true })
    await seconds(1.2)
    expect(runs).toHaveLength(2)
  })

  test("reports a run that throws and goes on, after twice the rest each time and a minute at most", async () => {
    const { worker, runs, reported, last } = openWorker(10)
    worker.start()
    await seconds(0)
    const down = new Error("database down")
    for (const rest of [20, 40, 60, 60]) {
      const before = runs.length
      last().fail(down)
      await seconds(rest * 0.89)
      expect(runs).toHaveLength(before)
      await seconds(rest * 0.22)
      expect(runs).toHaveLength(before + 1)
    }
    const line = { code: "jobs-failed", error: { name: "Error" }, seconds: expect.any(Number) }
    expect(reported).toMatchObject(Array(4).fill(line))
    last().end()
    await seconds(11.1)
    expect(runs).toHaveLength(6)
  })

  test("goes on also where the logger throws", async () => {
    const run = vi.fn(async () => {
      throw new Error("database down")
    })
    const logger = {
      error: () => {
        throw new Error("disk full")
      },
    }
    createWorker({ jobs: { run } }, { everySeconds: 1, logger }).start()
    await seconds(10)
    expect(run.mock.calls.length).toBeGreaterThan(2)
  })
})

describe("stopping", () => {
  test("waits for the run under way, which is told to take up no more work", async () => {
    const { worker, runs, signals, last } = openWorker(1)
    worker.start()
    await seconds(0)
    let isStopped = false
    const stopped = worker.stop().then(() => {
      isStopped = true
    })
    await seconds(60)
    expect([isStopped, signals[0]?.aborted]).toEqual([false, true])
    last().end({ mailSent: 20 })
    await stopped
    await seconds(3600)
    expect(runs).toHaveLength(1)
  })

  test("ends a rest at once, leaves no timer, and may be done twice or before the start", async () => {
    const { worker, last } = openWorker(3600)
    await worker.stop()
    worker.start()
    await seconds(0)
    last().end()
    await seconds(1)
    await Promise.all([worker.stop(), worker.stop()])
    expect(vi.getTimerCount()).toBe(0)
  })
})

test("a worker sends what calls have left to it", async () => {
  vi.useRealTimers()
  const { muster, mailer, enable, enrollTicket } = openWorld({ sendMail: "jobs" })
  await enable()
  const worker = createWorker(muster, { everySeconds: 1 })
  worker.start()
  await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })
  await vi.waitFor(() => expect(mailer.sent).toHaveLength(1), { timeout: 5000 })
  await worker.stop()
})

test.each([0, 0.5, 3601, Number.NaN])("a rest of %f seconds is refused", (everySeconds) => {
  expect(() => createWorker(openWorld().muster, { everySeconds })).toThrow(
    expect.objectContaining({ code: "ERR_CONFIGURATION", field: "everySeconds" }),
  )
})

test.each([
  [true, "still here"],
  [false, ""],
])(
  "a process with nothing but a resting worker lives on only where that is wanted: %s",
  (keepsProcessAlive, said) => {
    const program = `
    import { createWorker } from "@muster/sdk"
    const done = { mailSent: 0, mailFailed: 0, reminders: 0, resealed: 0, pruned: 0, nextDueAt: 0 }
    let runs = 0
    const run = async () => {
      runs += 1
      if (runs === 2) { console.log("still here"); process.exit(0) }
      return done
    }
    createWorker({ jobs: { run } }, { everySeconds: 1, keepsProcessAlive: ${keepsProcessAlive} }).start()`
    const flags = ["--conditions=@muster/source", "--import=tsx", "--input-type=module", "--eval", program]
    const { stdout, status } = spawnSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: "utf8" })
    expect({ status, said: stdout.trim() }).toEqual({ status: 0, said })
  },
  30_000,
)
