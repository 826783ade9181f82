import { randomBytes, randomUUID } from "node:crypto"
import { authenticator } from "@muster/core/testing"
import { expectKind, type SignInUser } from "@muster/sdk"
import { startPostgres } from "@muster-tools/local-postgres"
import { Client } from "pg"
import { afterAll, beforeAll, expect, test, vi } from "vitest"
import type { Session } from "../../../docs/snippets/getting-started/sign-in.js"
import { openSmtpInbox } from "../src/parts/smtp-inbox.js"

const leftOpen: (() => Promise<unknown>)[] = []

/** An empty database of its own: the guide makes its schema where its readers will. */
async function openDatabase(): Promise<string> {
  const server = await startPostgres()
  leftOpen.push(server.stop)
  const admin = new Client({ connectionString: server.url })
  await admin.connect()
  const name = `muster_guide_${randomUUID().replaceAll("-", "")}`
  await admin.query(`create database ${name}`)
  leftOpen.push(async () => {
    await admin.query(`drop database ${name}`)
    await admin.end()
  })
  const url = new URL(server.url)
  url.pathname = `/${name}`
  return url.href
}

/** The code of the guide, over a real Postgres and a real SMTP server. */
async function openGuide() {
  const inbox = await openSmtpInbox()
  leftOpen.push(inbox.close)
  vi.stubEnv("DATABASE_URL", await openDatabase())
  vi.stubEnv("SMTP_URL", inbox.url)
  vi.stubEnv("MUSTER_KEY", randomBytes(32).toString("base64"))
  const { pool } = await import("../../../docs/snippets/getting-started/muster.js")
  leftOpen.push(() => pool.end())
  return {
    inbox,
    ...(await import("../../../docs/snippets/getting-started/sign-in.js")),
    ...(await import("../../../docs/snippets/getting-started/enrollment.js")),
    ...(await import("../../../docs/snippets/getting-started/enable.js")),
  }
}

let guide: Awaited<ReturnType<typeof openGuide>>
beforeAll(async () => {
  guide = await openGuide()
})
afterAll(async () => {
  for (const close of leftOpen.reverse()) await close()
  vi.unstubAllEnvs()
})

/** A session of the host, which writes down what is done to it. */
function openSession(): Session & { readonly done: string[] } {
  const done: string[] = []
  return {
    done,
    rotateId: async () => void done.push("id rotated"),
    endOthersOfUser: async () => void done.push("others ended"),
  }
}

const accountId = "acme"
const ann: SignInUser = { id: "ann", email: "ann@acme.example" }
const codeIn = (subject: string | undefined) => /^\d+/.exec(subject ?? "")?.[0] ?? ""

test("the code of the guide leads a user from a password to a sign-in with two factors", async () => {
  const { afterPassword, afterCode, onRequest } = guide
  const { enrollmentPage, sendCode, afterEmailCode, afterAppCode } = guide

  const admin = openSession()
  expectKind(await afterPassword(admin, accountId, { id: "olivia", email: "olivia@acme.example" }), "signed-in")
  expect((await onRequest(admin)).kind).toBe("continue")
  const actor = { assurance: admin.assurance as NonNullable<Session["assurance"]> }
  const page = await guide.enablePage(accountId, actor, "now")
  expect(page).toMatchObject({ ifVersion: 0, inTheWay: [], readiness: { kind: "ready" } })
  expectKind(await guide.enable(accountId, actor, null, page.ifVersion ?? -1), "enabled")

  const session = openSession()
  expectKind(await afterPassword(session, accountId, ann), "enroll")
  expectKind(await enrollmentPage(session), "not-started")
  expectKind(await sendCode(session), "email-code-sent")
  expectKind(await enrollmentPage(session), "email-code-sent")
  const emailCode = codeIn((await guide.inbox.next("ann@acme.example")).subject)
  expectKind(await afterEmailCode(session, emailCode), "key-issued")

  const shown = expectKind(await enrollmentPage(session), "key-issued")
  expect(shown).toHaveProperty("qr", expect.stringContaining("<svg"))
  const app = authenticator(shown.otpauthUri)
  expectKind(await afterAppCode(session, "1"), "wrong-code")
  const confirming = app.code()
  expect(expectKind(await afterAppCode(session, confirming), "enrolled").recoveryCodes).toHaveLength(10)
  expect(session.assurance?.amr).toEqual(["pwd", "otp", "mfa"])
  expect(session.done).toEqual(["id rotated", "others ended"])

  const next = openSession()
  expectKind(await afterPassword(next, accountId, ann), "challenge")
  expectKind(await afterCode(next, confirming), "wrong-code")
  expectKind(await afterCode(next, app.nextCode()), "signed-in")
  expect(next.done).toEqual(["id rotated"])
  expect((await onRequest(next)).kind).toBe("continue")
})

test("a session without an assurance is told to end", async () => {
  expect((await guide.onRequest(openSession())).kind).toBe("logout")
})
