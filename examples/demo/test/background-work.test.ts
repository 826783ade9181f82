import { readFileSync } from "node:fs"
import { format } from "node:util"
import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { fakeClock } from "@muster/core/testing"
import { expectKind } from "@muster/sdk"
import type { DirectoryUser, Mail, UserDirectory } from "@muster/sdk/ports"
import { afterEach, expect, test, vi } from "vitest"
import { onSchedule, startWorker } from "../../../docs/snippets/background-work/jobs.js"
import { openMuster } from "../../../docs/snippets/background-work/muster.js"
import { sendAllAgain, showUndelivered } from "../../../docs/snippets/background-work/undelivered.js"

/** What the guide shows as printed: the blocks without a language. */
const shown = [
  ...readFileSync(new URL("../../../docs/guides/background-work.md", import.meta.url), "utf8").matchAll(
    /^```(\w*)\n(.*?)^```$/gms,
  ),
].flatMap(([, language, block = ""]) => (language === "" ? [block] : []))

const accountId = "acme"
const actor = { system: "set-up" }
const users = ["ann", "bob", "eve"].map(
  (id): DirectoryUser => ({
    id,
    email: `${id}@acme.example`,
    isAdmin: false,
    isService: false,
    hasLocalPassword: true,
  }),
)
const directory: UserDirectory = {
  list: async () => ({ items: users, next: null }),
  get: async ({ userId }) => users.find(({ id }) => id === userId),
}

afterEach(() => {
  vi.restoreAllMocks()
})

async function open() {
  const clock = fakeClock("2026-11-24T09:00:00Z")
  const mailer = memoryMailer()
  const refused = new Set<string>()
  const send = async (mail: Mail) =>
    refused.has(mail.to) ? ({ kind: "rejected", retryable: false } as const) : mailer.send(mail)
  const ports = { store: memoryStore(), mailer: { send }, keys: ephemeralKeys(), issuer: "Acme Support" }
  const muster = openMuster({ ...ports, clock, directory })
  const forcedLogout = { date: "2026-12-04", timeZone: "UTC" }
  expectKind(await muster.accounts.enable({ accountId, actor, forcedLogout }), "enabled")
  const log = vi.spyOn(console, "log").mockImplementation(() => {})
  const printed = () => {
    const lines = log.mock.calls.map((words) => `${format(...words)}\n`).join("")
    log.mockClear()
    return lines
  }
  return { muster, clock, mailer, refused, printed }
}

test("the guide to background work does what it says, and prints what it shows", async () => {
  const { muster, clock, mailer, refused, printed } = await open()
  clock.set("2026-12-03T09:00:00Z")
  await onSchedule(muster)
  const nextDueAt = await onSchedule(muster)
  expect(nextDueAt).toBe(clock.now() + 3_600_000)
  expect(mailer.sent.map(({ message }) => message.kind)).toEqual(Array(3).fill("forced-logout-reminder"))
  const scheduled = printed()

  refused.add("ann@acme.example")
  const user = { id: "ann", email: "ann@acme.example" }
  const begun = await muster.signIn.begin({ accountId, user, client: { platform: "web" }, primary: "password" })
  await muster.enrollment.sendEmailCode({ ticket: expectKind(begun, "enroll").ticket })
  await muster.jobs.run()
  expect(await showUndelivered(muster, accountId)).toHaveLength(1)
  refused.clear()
  await sendAllAgain(muster, accountId, actor)
  expect(shown).toEqual([scheduled, printed()])
  expect((await muster.jobs.run()).mailSent).toBe(1)
})

test("the worker of the guide sends what waits, and can be stopped", async () => {
  const { muster, clock, mailer } = await open()
  clock.set("2026-12-03T09:00:00Z")
  const before = process.listeners("SIGTERM")
  const worker = startWorker(muster)
  await vi.waitFor(() => expect(mailer.sent).toHaveLength(3), { timeout: 5000 })
  await worker.stop()
  const added = process.listeners("SIGTERM").filter((listener) => !before.includes(listener))
  expect(added).toHaveLength(1)
  for (const listener of added) process.removeListener("SIGTERM", listener)
})
