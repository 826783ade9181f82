import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { staticKeyring } from "@muster/core"
import { authenticator } from "@muster/core/testing"
import type { SignInUser } from "@muster/sdk"
import { afterEach, expect, test } from "vitest"
import { system } from "../../../sdk/test/world.js"
import { openApp } from "../../test/app.js"
import { toNodeHandler } from "./index.js"

const open: (() => void)[] = []
afterEach(() => {
  for (const close of open.splice(0)) close()
})

/** As long in UTF-8, and so in a ticket, as that many characters can be. */
const long = (characters: number) => "字".repeat(characters)
const accountId = long(200)
const user: SignInUser = {
  id: long(200),
  // 254 octets.
  email: `${long(80)}@acme.example`.padEnd(94, "x"),
  locale: long(35),
  deviceGroupId: long(200),
  isService: false,
  hasLocalPassword: false,
}

const client = { platform: "windows", build: long(100), onPhone: false, deviceGroupId: long(200) }
/** A key whose id is as long as can be. */
const keyId = "k".repeat(32)
const keys = staticKeyring({ active: keyId, keys: { [keyId]: randomBytes(32).toString("base64") } })

/** RFC 6265 §6.1: 4,096 bytes of name, value and attributes together. */
function expectKept(setCookies: readonly string[]) {
  expect(setCookies).toHaveLength(1)
  expect(Buffer.byteLength(setCookies[0] ?? "")).toBeLessThanOrEqual(4096)
}

/** The handler over real HTTP, for a user of the longest facts in an account that asks for two factors. */
async function openServer() {
  const host = { verifyPrimary: async () => ({ accountId, user, primary: "password-reset" }) as const }
  const { handler, muster, mailer, clock } = openApp({ host, muster: { keys } })
  await muster.accounts.enable({ accountId, actor: system })
  const server = createServer(toNodeHandler(handler)).listen(0, "127.0.0.1")
  open.push(() => server.close())
  await once(server, "listening")
  const { port } = server.address() as AddressInfo

  /** Answers the raw `Set-Cookie` lines too. */
  const post = async (path: string, body: object, cookie = "") => {
    const sent = request({
      port,
      method: "POST",
      path: `/muster${path}`,
      headers: {
        "Content-Type": "application/json",
        "Muster-Ticket": "cookie",
        "Sec-Fetch-Site": "same-origin",
        Cookie: cookie,
        Connection: "close",
      },
    })
    sent.end(JSON.stringify(body))
    const [response] = await once(sent, "response")
    const raw: readonly string[] = response.rawHeaders
    const setCookies = raw.filter((_, index) => raw[index - 1]?.toLowerCase() === "set-cookie")
    return { status: response.statusCode, setCookies, body: JSON.parse(await text(response)) }
  }
  return { post, muster, mailer, clock }
}

test.each([
  ["any script", long(100)],
  ["more than is kept", long(3000)],
  ["control characters", "\u0001".repeat(100)],
  ["halves of pairs", "\ud800".repeat(100)],
  ["a pair at the cut", `${long(99)}\u{1f600}`],
])("whatever the client calls its build, %s, the ticket fits into a cookie that browsers keep", async (_, build) => {
  const { post } = await openServer()
  const begun = await post("/sign-in", { client: { ...client, build } })
  expect(begun).toMatchObject({ status: 200, body: { kind: "enroll" } })
  expectKept(begun.setCookies)
})

test("the largest ticket there can be fits into a cookie that browsers keep", async () => {
  const { post, muster, mailer, clock } = await openServer()
  await muster.accounts.configure({
    accountId,
    actor: system,
    settings: { replacement: { rule: "self-service", holdHours: 0 } },
  })
  let cookie = ""
  const step = async (path: string, body: object = {}) => {
    const reply = await post(path, body, cookie)
    expect(reply.status).toBe(200)
    cookie = reply.setCookies[0] ?? cookie
    return reply
  }
  /** From any sign-in to the key. */
  const toKey = async () => {
    await step("/enrollment/send-email-code")
    const verified = await step("/enrollment/verify-email-code", { code: mailer.lastCodeTo(user.email as string) })
    return { verified, key: await step("/enrollment/issue-key") }
  }
  await step("/sign-in", { client })
  const app = authenticator((await toKey()).key.body.otpauthUri, clock)
  await step("/enrollment/confirm", { code: app.code() })
  clock.advance({ minutes: 5 })

  await step("/sign-in", { client })
  await step("/sign-in/lost-phone")
  const { verified } = await toKey()
  expectKept(verified.setCookies)
  expect(verified.setCookies[0]?.length).toBeGreaterThan(4000)
})
