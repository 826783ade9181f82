import { expect, test } from "vitest"
import { expectKind } from "../src/index.js"
import { accountId, ann, openWorld, system, web } from "./world.js"

test("a thousand sends by fifty accounts to one address, at once, are ten mails", async () => {
  const { muster, mailer, clock } = openWorld()
  const accountIds = Array.from({ length: 50 }, (_, account) => `account-${account}`)
  for (const accountId of accountIds) await muster.accounts.enable({ accountId, actor: system })
  const answered = new Map<string, number>()
  // Twenty rounds within a day, a minute apart, since one user is not mailed more often anyway.
  for (let round = 0; round < 20; round++) {
    const answers = accountIds.map(async (accountId) => {
      const user = { ...ann, email: round % 2 === 0 ? ann.email : ann.email.toUpperCase() }
      const begun = await muster.signIn.begin({ accountId, user, client: web, primary: "password" })
      return muster.enrollment.sendEmailCode({ ticket: expectKind(begun, "enroll").ticket })
    })
    for (const { kind } of await Promise.all(answers)) answered.set(kind, (answered.get(kind) ?? 0) + 1)
    clock.advance({ minutes: 1 })
  }
  expect([...answered]).toEqual([
    ["email-code-sent", 10],
    ["throttled", 990],
  ])
  expect(mailer.sent).toHaveLength(10)
})

test.each([
  [["ann@acme.example", "eve@evil.example"]],
  [{ 0: "ann@acme.example", 1: "eve@evil.example" }],
  ["ann@acme.example,eve@evil.example"],
  ["ann@acme.example;eve@evil.example"],
  ["ann@acme.example eve@evil.example"],
  ["ann@acme.example\r\nBcc: eve@evil.example"],
  ["ann@acme.example\neve@evil.example"],
  ["ann@acme.example\0eve@evil.example"],
  ["<ann@acme.example> <eve@evil.example>"],
])("an address that names two recipients is refused, and nobody is mailed: %j", async (email) => {
  const { muster, mailer, enable } = openWorld()
  await enable()
  const user = { id: "ann", email: email as string }
  const call = muster.signIn.begin({ accountId, user, client: web, primary: "password" })
  await expect(call).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "user.email" })
  expect(mailer.sent).toEqual([])
})

test("a code goes to the address of the sign-in, whatever address a later call brings along", async () => {
  const { muster, mailer, enable, enrollTicket } = openWorld()
  await enable()
  const claimed = { email: "eve@evil.example", to: "eve@evil.example", user: { id: "ann", email: "eve@evil.example" } }
  expectKind(await muster.enrollment.sendEmailCode({ ...claimed, ticket: await enrollTicket() }), "email-code-sent")
  expect(mailer.sent.map(({ to }) => to)).toEqual([ann.email])
})

test("a host that runs wild mails no more than two thousand codes of an account in an hour", async () => {
  const { muster, clock, enable, enrollTicket } = openWorld({ sendMail: "jobs" })
  await enable()
  const send = async (id: string) => {
    const ticket = await enrollTicket({ id, email: `${id}@acme.example` })
    return muster.enrollment.sendEmailCode({ ticket })
  }
  for (let user = 0; user < 2000; user++) expect((await send(`user-${user}`)).kind).toBe("email-code-sent")
  const retryAt = clock.now() + 3_600_000
  expect(await send("ann")).toEqual({ kind: "throttled", limit: "mail", retryAt })
  clock.set(retryAt)
  expect((await send("ann")).kind).toBe("email-code-sent")
})
