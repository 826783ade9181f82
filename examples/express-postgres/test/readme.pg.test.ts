import { readFile } from "node:fs/promises"
import { authenticator } from "@muster/core/testing"
import { expect, test } from "vitest"
import { addUser } from "../src/host/users.js"
import type { Reply } from "./http-client.js"
import { openApp } from "./open-app.js"

const readme = await readFile(new URL("../README.md", import.meta.url), "utf8")
const shell = /```sh\n(url=.*?)```/s.exec(readme)?.[1] ?? ""
const ann = /^ann='(.+)'$/m.exec(shell)?.[1]

/** The headers that `post` of the README sends, for an app at this port. */
const headersOf = (port: number) =>
  Object.fromEntries(
    [...shell.matchAll(/-H ['"]([\w-]+): ([^'"]+)['"]/g)].map(([, name = "", value = ""]) => [
      name,
      value.replace("$url", `http://127.0.0.1:${port}`),
    ]),
  )

test("the lines of the README do what they say: enable, enroll, sign in, and a lost phone", async () => {
  const app = await openApp()
  try {
    // Those of the test have another password.
    await app.pool.query("delete from users")
    for (const [id, isAdmin] of [
      ["olivia", true],
      ["ann", false],
    ] as const) {
      await addUser(app.pool, { id, accountId: "acme", email: `${id}@acme.example`, isAdmin }, `${id}-password`)
    }
    const browser = app.newClient()
    const headers = headersOf(app.port)
    expect(headers).toMatchObject({ "Content-Type": "application/json", "Muster-Ticket": "cookie" })
    const replies: (readonly [string, Reply])[] = []
    const phones: { code(): string }[] = []
    let recoveryCode = ""

    /** What somebody puts in for the dots; they take their time, so that each code is a fresh one. */
    const fill = (path: string) => {
      app.clock.advance({ minutes: 2 })
      if (path.endsWith("/lost-phone")) return recoveryCode
      return path.endsWith("/verify-email-code") ? app.mailedCode() : (phones.at(-1)?.code() ?? "")
    }
    for (const [, route = "", text = ""] of shell.matchAll(
      /^(?:post |curl -s -b jar \$url)(\/\S+)(?: (?:'(.*?)'|"\$ann"))?/gm,
    )) {
      const body = text.replace("…", () => fill(route)) || ann
      const reply =
        route === "/me" ? await browser.get(route) : await browser.post(route, JSON.parse(body ?? ""), headers)
      replies.push([route, reply])
      if (reply.body.otpauthUri !== undefined) phones.push(authenticator(reply.body.otpauthUri, app.clock))
      recoveryCode = reply.body.recoveryCodes?.[0] ?? recoveryCode
    }
    expect(replies.map(([route, { status, body }]) => [route, status, body.kind ?? body.userId])).toEqual([
      ["/muster/sign-in", 200, "signed-in"],
      ["/admin/two-factor", 200, "enabled"],
      ["/me", 401, "logout"],
      ["/muster/sign-in", 200, "enroll"],
      ["/muster/enrollment/send-email-code", 200, "email-code-sent"],
      ["/muster/enrollment/verify-email-code", 200, "email-verified"],
      ["/muster/enrollment/issue-key", 200, "key-issued"],
      ["/muster/enrollment/confirm", 200, "enrolled"],
      ["/me", 200, "ann"],
      ["/muster/sign-in", 200, "challenge"],
      ["/muster/sign-in/verify", 200, "signed-in"],
      ["/muster/sign-in", 200, "challenge"],
      ["/muster/sign-in/lost-phone", 200, "enroll"],
      ["/muster/enrollment/send-email-code", 200, "email-code-sent"],
      ["/muster/enrollment/verify-email-code", 200, "email-verified"],
      ["/muster/enrollment/issue-key", 200, "key-issued"],
      ["/muster/enrollment/confirm", 200, "enrolled"],
      ["/me", 200, "ann"],
    ])
    for (const [, { text }] of replies) expect(text).not.toContain("mt1.")

    // The old phone is good for nothing after that.
    await browser.post("/muster/sign-in", JSON.parse(ann ?? ""), headers)
    const old = await browser.post("/muster/sign-in/verify", { code: phones[0]?.code() }, headers)
    expect(old).toMatchObject({ status: 422, body: { kind: "wrong-code" } })
  } finally {
    await app.close()
  }
})
