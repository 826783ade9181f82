import { memoryMailer } from "@muster/adapters-memory"
import { authenticator } from "@muster/core/testing"
import { expect, test, vi } from "vitest"
import { directoryOf, directoryUser, saveRecord, someFactor } from "../../test/directory.js"
import { forcedLogout, logoutAt, openReminding } from "../../test/reminding.js"
import { accountId, openWorld, system } from "../../test/world.js"
import { expectKind } from "../index.js"
import type { Mailer } from "../ports/index.js"

const day = 86_400_000
const bob = directoryUser("bob")
const noWrites = { events: [], mail: [], withdraw: [], settle: [] }

test("a user who has not enrolled is told 7 days before, a day before and when it comes, once each", async () => {
  const { muster, mailer, at } = await openReminding([bob])
  expect((await muster.jobs.run()).reminders).toBe(0)
  for (const days of [7, 6.5, 1, 0.5, 0, -0.5, -1.1]) {
    at({ days })
    for (let run = 0; run < 2; run++) await muster.jobs.run()
  }
  expect(mailer.sent.map(({ to, message }) => ({ to, message }))).toEqual(
    [7, 1, 0].map((daysLeft) => ({
      to: bob.email,
      message: { kind: "forced-logout-reminder", forcedLogoutAt: logoutAt, timeZone: "Europe/Berlin", daysLeft },
    })),
  )
  expect(new Set(mailer.sent.map(({ id }) => id)).size).toBe(3)
})

test("each is recorded as an event by the program, which says which it was", async () => {
  const { muster, at, clock } = await openReminding([bob])
  at({ days: 1 })
  expect((await muster.jobs.run()).reminders).toBe(1)
  const [event] = (await muster.accounts.events({ accountId, userId: "bob" })).items
  expect(event).toMatchObject({
    kind: "reminder-sent",
    at: clock.now(),
    userId: "bob",
    actor: { system: "jobs.run" },
    before: null,
    after: { reminder: "one-day", logoutAt },
  })
})

test("nobody is told who has a factor, need not enroll, has no address, has left or is of an account without a date", async () => {
  const users = [
    directoryUser("enrolled"),
    directoryUser("program", { isService: true }),
    directoryUser("sso", { usesSso: true, hasLocalPassword: false }),
    directoryUser("no-address", { email: null }),
  ]
  const { muster, store, at, mailer } = await openReminding(users)
  await saveRecord(store, "enrolled", { factor: someFactor, epoch: 1 })
  await saveRecord(store, "gone")
  at({ days: 1 })
  expect((await muster.jobs.run()).reminders).toBe(0)
  await muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout: null })
  await saveRecord(store, "bob")
  expect((await muster.jobs.run()).reminders).toBe(0)
  expect(mailer.sent).toEqual([])
})

test("without a directory nobody is told, and no run is made for it", async () => {
  const { muster, clock, mailer } = openWorld()
  await muster.accounts.enable({ accountId, actor: system, forcedLogout })
  clock.set(logoutAt - day)
  const { reminders, nextDueAt } = await muster.jobs.run()
  expect({ reminders, nextDueAt }).toEqual({ reminders: 0, nextDueAt: clock.now() + day })
  expect(mailer.sent).toEqual([])
})

test("who enrolls meanwhile is told no more", async () => {
  const { muster, at, enrollUser, reminded } = await openReminding([bob])
  at({ days: 7 })
  await muster.jobs.run()
  await enrollUser({ id: "bob", email: "bob@acme.example" })
  at({ days: 1 })
  await muster.jobs.run()
  expect(reminded()).toEqual(["bob"])
})

test("a reminder that could not be sent is taken back when its user enrolls", async () => {
  const accepting = memoryMailer()
  let isDown = true
  const mailer: Mailer = {
    send: async (mail) => (isDown ? { kind: "rejected", retryable: true } : accepting.send(mail)),
  }
  const { muster, at, enrollTicket, clock } = await openReminding([bob], { mailer })
  at({ days: 7 })
  expect((await muster.jobs.run()).mailFailed).toBe(1)
  isDown = false
  const ticket = await enrollTicket({ id: "bob", email: "bob@acme.example" })
  expectKind(await muster.enrollment.sendEmailCode({ ticket }), "email-code-sent")
  const code = accepting.lastCodeTo("bob@acme.example")
  const verified = expectKind(await muster.enrollment.verifyEmailCode({ ticket, code }), "email-verified")
  const key = expectKind(await muster.enrollment.issueKey({ ticket: verified.ticket }), "key-issued")
  const app = authenticator(key.otpauthUri, clock)
  expectKind(await muster.enrollment.confirm({ ticket: verified.ticket, code: app.code() }), "enrolled")
  clock.advance({ hours: 2 })
  await muster.jobs.run()
  expect(accepting.sent.map(({ message }) => message.kind)).toEqual(["email-code", "enrolled"])
})

test("who is exempt is told of the end of that, within an hour of being excused", async () => {
  const { muster, mailer, at, clock } = await openReminding([bob])
  at({ days: 8 })
  await muster.jobs.run()
  const until = logoutAt + 3 * day
  const exempted = { accountId, userId: "bob", actor: system, reason: "ill", until }
  expectKind(await muster.users.exempt(exempted), "exempted")
  const sent = mailer.sent.length
  at({ days: 1 })
  await muster.jobs.run()
  clock.set(until - day)
  await muster.jobs.run()
  const told = mailer.sent.slice(sent).map(({ message }) => message)
  expect(told).toMatchObject([
    { kind: "forced-logout-reminder", forcedLogoutAt: until, daysLeft: 4 },
    { kind: "forced-logout-reminder", forcedLogoutAt: until, daysLeft: 1 },
  ])
})

test("a date that is moved is told anew, but to nobody within six hours of another reminder", async () => {
  const { muster, clock, mailer, at } = await openReminding([bob])
  at({ days: 1 })
  await muster.jobs.run()
  const dates = ["2026-12-05", "2026-12-06", "2026-12-07"]
  for (const date of dates) {
    const moved = { date, timeZone: "Europe/Berlin" }
    await muster.accounts.setForcedLogout({ accountId, actor: system, forcedLogout: moved })
    await muster.jobs.run()
  }
  expect(mailer.sent).toHaveLength(1)
  clock.advance({ hours: 6 })
  await muster.jobs.run()
  expect(mailer.sent.map(({ message }) => message)).toMatchObject([{ daysLeft: 1 }, { daysLeft: 4 }])
})

test("a host may sleep until nextDueAt: it comes with each reminder, and at the latest within the hour", async () => {
  const { muster, clock, at } = await openReminding([bob])
  const first = await muster.jobs.run()
  expect(first.nextDueAt).toBe(clock.now() + 3_600_000)
  at({ days: 7, hours: 0.5 })
  expect((await muster.jobs.run()).nextDueAt).toBe(logoutAt - 7 * day)
  // Within this week nothing else is due, so only users who are new in the directory are looked for.
  clock.set(logoutAt - 7 * day)
  const { reminders, nextDueAt } = await muster.jobs.run()
  expect({ reminders, nextDueAt }).toEqual({ reminders: 1, nextDueAt: clock.now() + 3_600_000 })
  at({ days: -2 })
  expect((await muster.jobs.run()).nextDueAt).toBe(clock.now() + day)
})

test("a directory that fails for one account holds up no other, and the run says so once all is done", async () => {
  const { directory: sound } = directoryOf([bob])
  let failing = "none"
  const { muster, clock, mailer } = openWorld({
    directory: {
      ...sound,
      list: async (input) => {
        if (input.accountId === failing) throw new Error("no such replica")
        const { items, next } = await sound.list({ ...input, accountId })
        return { items, next }
      },
    },
  })
  for (const id of ["broken", accountId]) await muster.accounts.enable({ accountId: id, actor: system, forcedLogout })
  clock.set(logoutAt - day)
  failing = "broken"
  await expect(muster.jobs.run()).rejects.toThrow("no such replica")
  expect(mailer.sent.map(({ key }) => key.accountId)).toEqual([accountId])
  failing = "none"
  expect((await muster.jobs.run()).reminders).toBe(0)
  clock.advance({ minutes: 5 })
  expect((await muster.jobs.run()).reminders).toBe(1)
})

test("a directory that hangs is given up after 20 seconds, and holds up nothing else", async () => {
  const { directory } = directoryOf([bob])
  let isHanging = false
  const { muster, clock } = openWorld({
    directory: { ...directory, list: (input) => (isHanging ? new Promise(() => {}) : directory.list(input)) },
  })
  await muster.accounts.enable({ accountId, actor: system, forcedLogout })
  clock.set(logoutAt - day)
  isHanging = true
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] })
  try {
    const ended = vi.fn()
    const run = muster.jobs.run().catch((error: unknown) => ended(error))
    await vi.advanceTimersByTimeAsync(19_999)
    expect(ended).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(1)
    await run
    expect(ended.mock.lastCall?.[0]).toMatchObject({ code: "ERR_CONFIGURATION", field: "directory", retryable: true })
  } finally {
    vi.useRealTimers()
  }
  isHanging = false
  clock.advance({ minutes: 5 })
  expect((await muster.jobs.run()).reminders).toBe(1)
})

test("a user whose row cannot be read keeps nobody else from being told, and the run says so once all is done", async () => {
  const { muster, store, at, reminded } = await openReminding([directoryUser("ann"), bob])
  const columns = { status: "not-enrolled", epoch: 0, sealedKeyIds: [] } as const
  await store.saveUser({ accountId, userId: "ann" }, { format: 1, json: "{}", columns }, 0, noWrites)
  at({ days: 1 })
  await expect(muster.jobs.run()).rejects.toMatchObject({ code: "ERR_RECORD_UNREADABLE" })
  await muster.jobs.run()
  expect(reminded()).toEqual(["bob"])
})
