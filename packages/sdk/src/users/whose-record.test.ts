import { memoryStore } from "@muster/adapters-memory"
import { describe, expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, ann, openWorld, otherThan, system } from "../../test/world.js"
import type { Muster } from "../index.js"
import type { UserDirectory } from "../ports/index.js"

const reason = "asked by phone"
const of = (userId: string) => ({ accountId, userId, actor: system, reason })
const { directory } = directoryOf([directoryUser("ada", { isAdmin: true }), directoryUser("bob", { isAdmin: true })])

/** Every call about one user. */
const calls = (muster: Muster, userId: string) => [
  () => muster.users.reset(of(userId)),
  () => muster.users.unlock(of(userId)),
  () => muster.users.exempt({ ...of(userId), until: null }),
  () => muster.users.importFactor({ ...of(userId), secret: new Uint8Array(20), totp }),
]
const totp = { digits: 6, periodSeconds: 30, algorithm: "SHA-1" } as const

describe("a user who has left the directory", () => {
  /** Ann enrolled, failed until she has to wait, and is not in the directory any more. */
  async function openAfterAnn() {
    const world = openWorld({ directory })
    await world.enable()
    const { app } = await world.enrollUser()
    const ticket = await world.challengeTicket()
    for (let wrong = 0; wrong < 5; wrong++) await world.muster.signIn.verify({ ticket, code: otherThan(app.code()) })
    return { ...world, app, ticket }
  }

  test("is reset by what Muster knows of them, and told at the address that was confirmed", async () => {
    const { muster, mailer, ticket, app } = await openAfterAnn()
    const sent = mailer.sent.length
    expect(await muster.users.reset(of("ann"))).toEqual({ kind: "reset", epoch: 2 })
    expect(mailer.sent.slice(sent)).toMatchObject([{ to: "ann@acme.example", message: { kind: "factor-reset" } }])
    expect(await muster.signIn.verify({ ticket, code: app.code() })).toMatchObject({ reason: "superseded" })
    expect(await muster.users.status({ accountId, userId: "ann" })).toMatchObject({
      inDirectory: false,
      state: "not-enrolled",
    })
  })

  test("is unlocked", async () => {
    const { muster, ticket, app } = await openAfterAnn()
    expect(await muster.users.unlock(of("ann"))).toEqual({ kind: "unlocked", changed: true })
    expect((await muster.signIn.verify({ ticket, code: app.code() })).kind).toBe("signed-in")
  })

  test("who may have been an admin finishes no call in the middle of which they are reset", async () => {
    const store = memoryStore()
    let between: (() => Promise<unknown>) | undefined
    const loadUser: typeof store.loadUser = async (key) => {
      const loaded = await store.loadUser(key)
      const act = between
      between = undefined
      await act?.()
      return loaded
    }
    const { muster, enable, enrollAdmin } = openWorld({ directory, store: { ...store, loadUser } })
    await enable()
    const gone = await enrollAdmin("gone")
    between = () => muster.users.reset(of("gone"))
    const answer = await muster.users.exempt({ ...of("bob"), actor: gone, until: null })
    expect(answer).toMatchObject({ kind: "refused", reasons: [{ code: "assurance-invalid" }] })
  })

  test("is unknown where Muster has no row of them either", async () => {
    const { muster } = await openAfterAnn()
    for (const call of calls(muster, "nobody")) {
      expect(await call()).toMatchObject({ kind: "refused", reasons: [{ code: "user-unknown" }] })
    }
  })
})

describe("a directory that looks ids up by another spelling", () => {
  const people = [directoryUser("ada", { isAdmin: true }), directoryUser("ann"), directoryUser("zo\u00eb")]
  /** As a collation does that overlooks case, form and spaces at the end. */
  const spelled = (id: string) => id.normalize("NFC").trimEnd().toLowerCase()
  const lenient: UserDirectory = {
    ...directoryOf(people).directory,
    get: async ({ userId }) => people.find(({ id }) => id === spelled(userId)),
  }

  test.each(["ANN", "ann ", "Zoe\u0308"])("is named, and nothing is done to either user: %j", async (asked) => {
    const { muster, store, enable, enrollUser } = openWorld({ directory: lenient })
    await enable()
    await enrollUser()
    await enrollUser({ ...ann, id: "zo\u00eb" })
    const rows = () => store.listUsers({ accountId })
    const [before, events] = [await rows(), await store.listEvents({ accountId })]
    const fault = { code: "ERR_CONFIGURATION", field: "directory" }
    const erase = () => muster.users.erase(of(asked))
    for (const call of [...calls(muster, asked), erase]) await expect(call()).rejects.toMatchObject(fault)
    await expect(muster.users.status({ accountId, userId: asked })).rejects.toMatchObject(fault)
    expect(await rows()).toEqual(before)
    expect(await store.listEvents({ accountId })).toEqual(events)
  })
})
