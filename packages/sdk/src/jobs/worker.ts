import { systemRandom } from "@muster/core"
import type { Muster } from "../api/muster.js"
import { createLog } from "../logging/log.js"
import { loggedError } from "../logging/logged-error.js"
import { expectOptions, expectPort, optionFault } from "../option-faults.js"
import type { LogFields, Logger } from "../ports/index.js"

/** What a worker tells of runs that throw; every {@link Logger} is one. */
export interface WorkerLogger {
  /** Takes the line `jobs-failed`. */
  error(message: string, fields: LogFields<"jobs-failed">): void
}

/** How a worker runs. */
export interface WorkerOptions {
  /** How long it rests when there was nothing to do: 1 to 3,600, give or take a tenth by chance. Default: 30. */
  readonly everySeconds?: number | undefined
  /** What is told of runs that throw: give it the `logger` of `createMuster`. Default: `console`. */
  readonly logger?: WorkerLogger | undefined
  /**
   * Whether a resting worker keeps the process alive. `false` for a process that has other reasons to live, and should end
   * with them. Default: `true`, since a process that is there for the worker alone would end at its first rest.
   */
  readonly keepsProcessAlive?: boolean | undefined
}

/** A loop around `jobs.run`. */
export interface JobWorker {
  /** Begins the loop, with a run at once; does nothing while it goes. After a `stop` it begins anew. */
  start(): void
  /**
   * Ends the loop. Resolves when the run under way is over: it takes up no more work, and finishes what was begun. A mailer
   * that hangs is waited for ten seconds, a directory for twenty.
   */
  stop(): Promise<void>
}

const runSeconds = 30
/** A mailed code lives ten minutes: the directory of one account, which fails each run, must not keep it that long. */
const longestRestSeconds = 60

/**
 * Makes a loop around `jobs.run`, for hosts without a scheduler. Any number of machines may have one: they share the work. In
 * one worker two runs never overlap.
 *
 * A run that did something is followed by another one at once. One that throws is written down, and the rest after it is doubled
 * each time, up to a minute. Many machines, or jobs of your own, are better served by a job queue that calls `jobs.run`.
 *
 * @throws ERR_CONFIGURATION with the field `everySeconds` or `logger.error`
 *
 * @example
 * ```ts
 * const worker = createWorker(muster, { everySeconds: 10 })
 * worker.start()
 * process.once("SIGTERM", () => worker.stop().then(() => pool.end()))
 * ```
 */
export function createWorker({ jobs }: Pick<Muster, "jobs">, options: WorkerOptions = {}): JobWorker {
  expectOptions(options, { everySeconds: true, logger: true, keepsProcessAlive: true })
  const { everySeconds = 30, logger = console, keepsProcessAlive = true } = options
  // It writes one line, which is an error.
  const log = createLog(expectPort(logger, { error: true }, "logger") as Logger)
  if (!(everySeconds >= 1 && everySeconds <= 3600)) throw optionFault("everySeconds", "is 1 to 3,600")

  async function loop(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      let restSeconds = everySeconds
      try {
        const run = await jobs.run({ deadlineSeconds: runSeconds, signal })
        const { mailSent, reminders, resealed, pruned } = run
        failures = 0
        if (run.isUnfinished) restSeconds = 1
        if (mailSent + reminders + resealed + pruned > 0) restSeconds = 0
      } catch (error) {
        failures += 1
        restSeconds = Math.max(everySeconds, Math.min(longestRestSeconds, everySeconds * 2 ** failures))
        log("jobs-failed", { error: loggedError(error), seconds: restSeconds })
      }
      await rest(restSeconds * withinATenth(), signal, keepsProcessAlive)
    }
  }

  let stopping: AbortController | undefined
  let ended: Promise<void> = Promise.resolve()
  return Object.freeze<JobWorker>({
    start() {
      if (stopping !== undefined) return
      stopping = new AbortController()
      const { signal } = stopping
      // After a stop, the run that was under way comes to its end first.
      ended = ended.then(() => loop(signal))
    },
    async stop() {
      stopping?.abort()
      stopping = undefined
      await ended
    },
  })
}

/** Machines that began together do not ask the database together for ever. */
function withinATenth(): number {
  const [chance = 0] = systemRandom.bytes(1)
  return 0.9 + (0.2 * chance) / 255
}

function rest(seconds: number, signal: AbortSignal, keepsProcessAlive: boolean): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const end = () => {
      clearTimeout(timer)
      signal.removeEventListener("abort", end)
      resolve()
    }
    const timer = setTimeout(end, seconds * 1000)
    signal.addEventListener("abort", end)
    // A number in browsers and workers, which have nothing to keep alive.
    if (!keepsProcessAlive && typeof timer === "object") timer.unref()
  })
}
