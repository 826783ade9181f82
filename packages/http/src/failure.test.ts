import { memoryStore } from "@muster/adapters-memory"
import { MusterError, type MusterErrorCode } from "@muster/core"
import { expect, test } from "vitest"
import { openApp } from "../test/app.js"

const canary = "postgres://muster:canary-5521@db"

function failing(error: unknown) {
  const store = memoryStore()
  return { muster: { store: { ...store, loadUser: () => Promise.reject(error) } } }
}

test.each<[MusterErrorCode, number]>([
  ["ERR_STORE_UNAVAILABLE", 503],
  ["ERR_STORE_CONFLICT", 503],
  ["ERR_STORE_NOT_MIGRATED", 503],
  ["ERR_KEY_UNAVAILABLE", 503],
  ["ERR_RECORD_UNREADABLE", 500],
  ["ERR_CONFIGURATION", 500],
])("%s is %d, nobody is signed in, and nothing of the error leaves", async (code, status) => {
  const error = new MusterError(code, canary)
  const { passwordStep, errors, sessions } = openApp(failing(error))
  const reply = await passwordStep()
  expect(reply.status).toBe(status)
  expect(reply.text).not.toContain("canary")
  expect(reply.text).not.toContain("ERR_")
  expect(reply.headers.get("retry-after")).toBe(status === 503 ? "5" : null)
  expect(errors).toEqual([error])
  expect(sessions.size).toBe(0)
})

test.each(["verifyPrimary", "signedIn"] as const)(
  "what %s of the host throws is a 500 without a word of it",
  async (name) => {
    const { passwordStep, errors } = openApp({ host: { [name]: () => Promise.reject(new Error(canary)) } })
    const reply = await passwordStep()
    expect(reply).toMatchObject({ status: 500, body: { kind: "internal-error" } })
    expect(reply.text).not.toContain("canary")
    expect(errors).toHaveLength(1)
  },
)

test.each([
  ["verifyPrimary", "/sign-in", { client: { platform: "web" } }],
  ["authenticate", "/session/check", {}],
  ["authenticate", "/factors/status", {}],
  ["authorizeAdmin", "/admin/accounts/status", { accountId: "acme" }],
] as const)("whatever %s of the host throws, %s is a 500 without a word of it", async (name, path, body) => {
  const thrown = [canary, null, undefined, 0, { message: canary }, new Error(canary, { cause: canary })]
  for (const error of thrown) {
    const { post, errors } = openApp({ host: { [name]: () => Promise.reject(error) } })
    const reply = await post(path, body)
    expect(reply).toMatchObject({ status: 500, body: { kind: "internal-error" } })
    expect(reply.text).not.toContain("canary")
    expect(errors).toEqual([error])
  }
})

test.each([
  ["a body that is no JSON", { body: { count: 1n } }],
  ["a header that is none", { headers: { "Set-Cookie": "a\nb" } }],
])("a host that answers a sign-in with %s is told, and the client is not", async (_, answer) => {
  const { passwordStep, errors } = openApp({ host: { signedIn: async () => answer } })
  expect(await passwordStep()).toMatchObject({ status: 500, body: { kind: "internal-error" } })
  expect(errors).toHaveLength(1)
})

test("what is wrong with the host's own user is no fault of the client", async () => {
  const user = { id: "", email: null }
  const { passwordStep, errors } = openApp({
    host: { verifyPrimary: async () => ({ accountId: "acme", user, primary: "password" }) },
  })
  expect(await passwordStep()).toMatchObject({ status: 500, body: { kind: "internal-error" } })
  expect(errors).toMatchObject([{ code: "ERR_INVALID_INPUT" }])
})

test.each([
  [
    "at once",
    () => {
      throw new Error("the log is full")
    },
  ],
  [
    "later",
    async () => {
      throw new Error("the log is full")
    },
  ],
])("a log that fails %s changes no answer", async (_, onError) => {
  const reply = await openApp({ ...failing(new MusterError("ERR_STORE_UNAVAILABLE", "")), onError }).passwordStep()
  expect(reply.status).toBe(503)
})

test("a session that could not be made after a right code can be asked for again with the same attempt", async () => {
  let broken = true
  const app = openApp({
    host: {
      async signedIn() {
        if (broken) throw new Error("the session store is down")
        return { body: "session" }
      },
    },
  })
  await app.enable()
  broken = false
  const enrolled = await app.enroll()
  broken = true
  const { ticket } = (await app.passwordStep()).body
  const body = { ticket, code: enrolled.app.code(), attemptId: crypto.randomUUID() }
  expect((await app.post("/sign-in/verify", body)).status).toBe(500)
  broken = false
  expect(await app.post("/sign-in/verify", body)).toMatchObject({ status: 200, body: { session: "session" } })
})
