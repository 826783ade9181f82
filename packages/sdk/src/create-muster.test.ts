import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { expect, test } from "vitest"
import { accountId, openWorld, system, web } from "../test/world.js"
import { createMuster, expectKind, type MusterOptions, originalProduct } from "./index.js"

const options = (): MusterOptions => ({
  store: memoryStore(),
  mailer: memoryMailer(),
  keys: ephemeralKeys(),
  issuer: "Acme Support",
})

test.each([
  ["store", { store: undefined }],
  ["mailer", { mailer: undefined }],
  ["keys", { keys: undefined }],
  ["issuer", { issuer: "Acme: Support" }],
  ["issuer", { issuer: "" }],
  ["issuer", { issuer: "Acme\u202e" }],
  ["digits", { totp: { digits: 5 } }],
  ["emailCode.digits", { emailCode: { digits: 4 } }],
  ["defaults.readiness", { defaults: { readiness: "maybe" } }],
  ["builds.minimum", { builds: { minimum: "newest", catalogue: [] } }],
  ["builds.minimumByPlatform.ios", { builds: { minimum: "v1 b1", minimumByPlatform: { ios: "x" }, catalogue: [] } }],
  ["builds.catalogue.0", { builds: { minimum: "v1 b1", catalogue: [{ build: "x", availableFrom: 0 }] } }],
  ["directory.list", { directory: {} }],
  ["directory.get", { directory: { list: async () => ({ items: [], next: null }) } }],
  ["mailer.send", { mailer: {} }],
  ["mailBudget.spend", { mailBudget: {} }],
  ["directory", { directory: null }],
  ["builds", { builds: null }],
  ["issur", { issur: "Acme" }],
  ["builds.minimun", { builds: { minimum: "v1 b1", minimun: "v2 b2", catalogue: [] } }],
  [
    "builds.minimumByPlatform.iOS",
    { builds: { minimum: "v1 b1", minimumByPlatform: { iOS: "v1 b1" }, catalogue: [] } },
  ],
  ["emailCode.length", { emailCode: { length: 6 } }],
  ["emailCode", { emailCode: 6 }],
  ["sendMail", { sendMail: "later" }],
  ["defaults.timezone", { defaults: { timezone: "UTC" } }],
  ["defaults.timeZone", { defaults: { timeZone: "Mars/Base" } }],
])("a wrong option is refused at the start, and %s is named", (field, wrong) => {
  const attempt = () => createMuster({ ...options(), ...wrong } as MusterOptions)
  expect(attempt).toThrow(expect.objectContaining({ code: "ERR_CONFIGURATION" }))
  try {
    attempt()
  } catch (error) {
    expect((error as { field: string }).field).toContain(field)
  }
})

test("what is no object of options is refused", () => {
  for (const wrong of [undefined, null, "options"]) {
    expect(() => createMuster(wrong as never)).toThrow(expect.objectContaining({ field: "options" }))
  }
})

test("an option that is undefined is left out", () => {
  expect(() =>
    createMuster({ ...options(), directory: undefined, builds: undefined, sendMail: undefined }),
  ).not.toThrow()
})

test("a machine whose clock is more than five seconds off throws before it compares", async () => {
  const drifting = (by: number) => createMuster({ ...options(), clock: { now: () => Date.now() + by } })
  const begin = (by: number) =>
    drifting(by).signIn.begin({ accountId, user: { id: "a", email: null }, client: web, primary: "password" })
  expect((await begin(4000)).kind).toBe("signed-in")
  await expect(begin(7000)).rejects.toMatchObject({ code: "ERR_CONFIGURATION", field: "clock" })
  await expect(begin(-7000)).rejects.toMatchObject({ code: "ERR_CONFIGURATION", field: "clock" })
})

test("the original product's profile asks for nine digits and to sign in again", async () => {
  const { muster, enrollUser, challengeTicket } = openWorld(originalProduct)
  expectKind(await muster.accounts.enable({ accountId, actor: system }), "enabled")
  const { app, enrolled } = await enrollUser()
  expect(enrolled.next.kind).toBe("sign-in-again")
  expect(app.code()).toMatch(/^\d{9}$/)
  expectKind(await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code() }), "signed-in")
})

test("a catalogue may be read anew for each call", async () => {
  let reads = 0
  const catalogue = async () => {
    reads += 1
    return [{ build: "v4.3 b1575", availableFrom: 0, defaultFrom: 0 }]
  }
  const { muster } = openWorld({ builds: { minimum: "v4.3 b1575", catalogue } })
  await muster.deviceGroups.list({ accountId })
  await muster.deviceGroups.list({ accountId })
  expect(reads).toBe(2)
})

test("expectKind narrows, or names the kind that it got and nothing else", () => {
  const answer = { kind: "wrong-code", secret: "123456" } as { kind: "wrong-code" } | { kind: "signed-in" }
  expect(expectKind(answer, "wrong-code")).toBe(answer)
  expect(() => expectKind(answer, "signed-in")).toThrow('expected "signed-in", got "wrong-code"')
})
