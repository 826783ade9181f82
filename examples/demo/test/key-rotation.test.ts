import { randomBytes } from "node:crypto"
import { readFileSync } from "node:fs"
import { format } from "node:util"
import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import type { KeyProvider } from "@muster/core"
import { authenticator, fakeClock } from "@muster/core/testing"
import { createMuster, expectKind, type Muster } from "@muster/sdk"
import { afterAll, expect, test, vi } from "vitest"

for (const name of ["MUSTER_KEY_2026", "MUSTER_KEY_2027"]) vi.stubEnv(name, randomBytes(32).toString("base64"))
const keys = await import("../../../docs/snippets/key-rotation/keys.js")
const guide = await import("../../../docs/snippets/key-rotation/rotation.js")
afterAll(() => {
  vi.unstubAllEnvs()
})

/** What the guide shows as printed: the blocks without a language. */
const shown = [
  ...readFileSync(new URL("../../../docs/guides/key-rotation.md", import.meta.url), "utf8").matchAll(
    /^```(\w*)\n(.*?)^```$/gms,
  ),
].flatMap(([, language, block = ""]) => (language === "" ? [block] : []))

const accountId = "acme"
const store = memoryStore()
const mailer = memoryMailer()
const clock = fakeClock("2027-01-04T09:00:00Z")
const machine = (keys: KeyProvider) => createMuster({ store, mailer, keys, issuer: "Acme Support", clock })
const begin = (muster: Muster, id: string) =>
  muster.signIn.begin({
    accountId,
    user: { id, email: `${id}@acme.example` },
    client: { platform: "web" },
    primary: "password",
  })

async function enroll(muster: Muster, id: string) {
  const { ticket: first } = expectKind(await begin(muster, id), "enroll")
  await muster.enrollment.sendEmailCode({ ticket: first })
  const code = mailer.lastCodeTo(`${id}@acme.example`)
  const { ticket } = expectKind(await muster.enrollment.verifyEmailCode({ ticket: first, code }), "email-verified")
  const app = authenticator(expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued").otpauthUri, clock)
  expectKind(await muster.enrollment.confirm({ ticket, code: app.code() }), "enrolled")
  clock.advance({ seconds: 30 })
  return app
}

async function signIn(muster: Muster, id: string, code: string) {
  const { ticket } = expectKind(await begin(muster, id), "challenge")
  return muster.signIn.verify({ ticket, code })
}

test("the guide to rotating keys does what it says, and prints what it shows", async () => {
  const before = machine(keys.bothAdded())
  await before.accounts.enable({ accountId, actor: { system: "set-up" } })
  const apps = { ann: await enroll(before, "ann"), bob: await enroll(before, "bob"), eve: await enroll(before, "eve") }
  const log = vi.spyOn(console, "log").mockImplementation(() => {})
  const printed = () => {
    const lines = log.mock.calls.map((words) => `${format(...words)}\n`).join("")
    log.mockClear()
    return lines
  }

  const active = machine(keys.newActive())
  expectKind(await signIn(active, "ann", apps.ann.code()), "signed-in")
  expect(await guide.mayGo(active)).toBe(false)
  const goneBefore = printed()
  await guide.show(active)
  await guide.work(active)
  await guide.show(active)
  const counted = printed()
  expect(await guide.mayGo(active)).toBe(true)
  expect(shown).toEqual([counted, goneBefore + printed()])
  log.mockRestore()

  clock.advance({ hours: 24 })
  const after = machine(keys.oldRemoved())
  for (const id of ["ann", "bob", "eve"] as const) expectKind(await signIn(after, id, apps[id].code()), "signed-in")
})
