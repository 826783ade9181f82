import { memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys, MusterError } from "@muster/core"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { logLines } from "../src/logging/log-lines.js"
import type { LogCode, LogFields, MusterStore, UserDirectory } from "../src/ports/index.js"
import { directoryOf, directoryUser, saveRecord } from "./directory.js"
import { keepLines, type LoggedLine } from "./logged.js"
import { forcedLogout, logoutAt } from "./reminding.js"
import { keysWhile, openRotation } from "./rotating-keys.js"
import { accountId, ann, openWorld, otherThan, system } from "./world.js"

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
})
afterEach(() => {
  vi.useRealTimers()
})

const down = () => Promise.reject(Object.assign(new Error("down"), { code: "ECONNREFUSED" }))
const hangs = () => new Promise<never>(() => {})
const error = expect.objectContaining({ name: expect.any(String) })

type World = ReturnType<typeof openWorld>

/** Lets time pass while something waits for it. */
async function wait<T>(seconds: number, work: Promise<T>): Promise<T> {
  let isSettled = false
  const settled = Promise.allSettled([work]).then(() => {
    isSettled = true
  })
  // What comes before the waiting takes real time, as sealing does.
  while (!isSettled) {
    await new Promise(setImmediate)
    await vi.advanceTimersByTimeAsync(seconds * 1000)
  }
  await settled
  return work
}

async function enabled(options: Parameters<typeof openWorld>[0]): Promise<World> {
  const world = openWorld(options)
  await world.enable()
  return world
}

/** Asks for a code by mail, with a mailer that does as it is told. */
async function mailing(send: () => Promise<never>, store?: MusterStore): Promise<World> {
  const world = await enabled({ mailer: { send }, ...(store && { store }) })
  await wait(10, world.muster.enrollment.sendEmailCode({ ticket: await world.enrollTicket() }))
  return world
}

/** Reminds the users of an account over a directory or a row that fails. */
async function reminding(directory: UserDirectory, store = memoryStore()): Promise<readonly LoggedLine[]> {
  const first = openWorld({ store })
  await first.muster.accounts.enable({ accountId, actor: system, forcedLogout })
  await saveRecord(store, ann.id, { epoch: "spoilt" as never })
  first.clock.set(logoutAt - 86_400_000)
  const { muster, lines } = openWorld({ store, directory, clock: first.clock })
  await Promise.allSettled([muster.jobs.run()])
  return lines
}

/** Somebody has enrolled, and types a wrong code over a store that fails at some verb from then on. */
async function guessing(
  failing: (store: MusterStore) => Partial<MusterStore>,
  guesses = 1,
): Promise<readonly LoggedLine[]> {
  const [store, keys] = [memoryStore(), ephemeralKeys()]
  const first = await enabled({ store, keys })
  const { app } = await first.enrollUser()
  const { muster, lines, challengeTicket } = openWorld({
    store: { ...store, ...failing(store) },
    keys,
    clock: first.clock,
  })
  // Notices to an address that was not confirmed are written with the charge; this is about the others.
  const ticket = await challengeTicket({ ...ann, email: "ann@new.example" })
  for (let guess = 0; guess < guesses; guess++) {
    await Promise.allSettled([muster.signIn.verify({ ticket, code: otherThan(app.code()) })])
  }
  return lines
}

const lostRace = async () => ({ kind: "version-conflict" }) as const

/** An accident that leads to each line, and the fields that it has then. */
const accidents: {
  readonly [C in LogCode]: {
    readonly fields: Omit<LogFields<C>, "code">
    readonly happen: () => Promise<readonly LoggedLine[]>
  }
} = {
  "mail-not-sent": {
    fields: { accountId, mailId: expect.any(String), tries: 1, why: "timed-out" },
    happen: async () => (await mailing(hangs)).lines,
  },
  "mail-undelivered": {
    fields: { accountId, mailId: expect.any(String), tries: 10, why: "threw", error },
    async happen() {
      const [store, keys] = [memoryStore(), ephemeralKeys()]
      const { muster: first, clock, challengeTicket, enrollUser } = await enabled({ store, keys })
      const { app } = await enrollUser()
      const ticket = await challengeTicket()
      for (let guess = 0; guess < 3; guess++) await first.signIn.verify({ ticket, code: otherThan(app.code()) })
      const { muster, lines } = openWorld({ store, keys, clock, mailer: { send: down } })
      for (let run = 0; run < 10; run++) {
        clock.advance({ minutes: 61 })
        const { mailFailed, mailUndelivered } = await muster.jobs.run()
        expect({ mailFailed, mailUndelivered }).toEqual({ mailFailed: 1, mailUndelivered: run < 9 ? 0 : 1 })
      }
      return lines
    },
  },
  "mail-not-noted": {
    fields: { accountId, mailId: expect.any(String), error },
    happen: async () => (await mailing(down, { ...memoryStore(), settleMail: down })).lines,
  },
  "mail-unreadable": {
    fields: { accountId, mailId: expect.any(String), tries: 1, why: "unreadable", error },
    async happen() {
      const store = memoryStore()
      const { muster, clock, enrollTicket } = await enabled({ store, keys: keysWhile.before, sendMail: "jobs" })
      await muster.enrollment.sendEmailCode({ ticket: await enrollTicket() })
      const other = openWorld({ store, keys: keysWhile.removed, clock })
      await other.muster.jobs.run()
      return other.lines
    },
  },
  "clock-refused": {
    fields: { seconds: 7 },
    async happen() {
      const { muster, lines } = openWorld({ clock: { now: () => Date.now() - 6500 } })
      for (let call = 0; call < 3; call++) await Promise.allSettled([muster.accounts.status({ accountId })])
      return lines
    },
  },
  "directory-late": {
    fields: { accountId },
    async happen() {
      const { muster, lines } = openWorld({ directory: { list: hangs, get: hangs } })
      await Promise.allSettled([wait(20, muster.accounts.adoption({ accountId }))])
      return lines
    },
  },
  "reminders-put-off": {
    fields: { accountId, seconds: 300, error: expect.objectContaining({ code: "ECONNREFUSED" }) },
    happen: () => reminding({ list: down, get: down }),
  },
  "users-unreadable": {
    fields: { accountId, count: 1, error: expect.objectContaining({ code: "ERR_RECORD_UNREADABLE" }) },
    happen: () => reminding(directoryOf([directoryUser(ann.id)]).directory),
  },
  "records-not-resealed": {
    fields: { accountId, count: 2 },
    async happen() {
      const { machine } = await openRotation(["ann", "bob"])
      const removed = machine(keysWhile.removed)
      await removed.muster.jobs.run()
      return removed.lines
    },
  },
  "address-unreadable": {
    fields: { accountId, error: expect.objectContaining({ code: "ERR_KEY_UNAVAILABLE" }) },
    async happen() {
      const { machine } = await openRotation()
      const removed = machine(keysWhile.removed)
      await removed.muster.users.reset({ accountId, userId: ann.id, actor: system, reason: "lost" })
      return removed.lines
    },
  },
  "attempt-not-returned": {
    fields: { accountId, error },
    happen: () =>
      guessing(() => ({
        async saveUser() {
          throw new MusterError("ERR_STORE_UNAVAILABLE", "down")
        },
        async chargeUser(_key, _rule, now) {
          const user = {
            version: 1,
            value: { format: 0, json: "", columns: { status: "", epoch: 1, sealedKeyIds: [] } },
          }
          const throttle = { failures: 1, nextTryAt: null, bucketUntil: 0 } as never
          return { kind: "charged", account: undefined, user, throttle, databaseTime: now }
        },
      })),
  },
  "notice-not-written": { fields: { accountId }, happen: () => guessing(() => ({ saveUser: lostRace }), 3) },
  "jobs-failed": {
    fields: { error, seconds: expect.any(Number) },
    async happen() {
      const { createWorker } = await import("../src/index.js")
      const { logger, lines } = keepLines()
      const { muster } = openWorld({ store: { ...memoryStore(), claimMail: down } })
      const worker = createWorker(muster, { logger })
      worker.start()
      await vi.waitFor(() => expect(lines).toHaveLength(1))
      await worker.stop()
      return lines
    },
  },
}

describe("an operator is told, once, and with the fields of the catalogue", () => {
  test.each(Object.entries(accidents))("%s", async (code, { fields, happen }) => {
    const { level, message } = logLines[code as LogCode]
    const lines = (await happen()).filter((line) => line.fields.code === code)
    expect(lines).toEqual([{ level, message, fields: { code, ...fields } }])
  })
})

test("a mail that the mailer takes, a code that is wrong and a run that has nothing to do are no lines", async () => {
  const { muster, lines, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  await muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()) })
  await muster.jobs.run()
  expect(lines).toEqual([])
})
