import { memoryStore, memoryTransaction } from "@muster/adapters-memory"
import { MusterError } from "@muster/core"
import { authenticator } from "@muster/core/testing"
import { expect, test } from "vitest"
import { accountId, ann, openWorld, otherThan } from "../test/world.js"
import { expectKind, type HostTransaction } from "./index.js"

/** A host whose transaction commits, or rolls back after the save. */
function host(end: "commit" | "rollback", calls: string[] = []): HostTransaction {
  return async (save) => {
    calls.push("opened")
    const transaction = memoryTransaction()
    try {
      await save(transaction)
      if (end === "rollback") throw new Error("the host changed its mind")
      transaction.commit()
    } catch (error) {
      transaction.rollback()
      throw error
    }
  }
}

test("the host's commit is Muster's commit", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const ticket = await challengeTicket()
  const done = await muster.signIn.verify({ ticket, code: app.code(), transaction: host("commit") })
  expectKind(done, "signed-in")
  expect((await muster.signIn.verify({ ticket, code: app.nextCode() })).kind).toBe("ticket-rejected")
})

test("a host that rolls back gets no assurance and no factor, and the charge stays", async () => {
  const { muster, clock, store, enable, verifiedTicket } = openWorld()
  await enable()
  const ticket = await verifiedTicket()
  const { otpauthUri } = expectKind(await muster.enrollment.issueKey({ ticket }), "key-issued")
  const code = authenticator(otpauthUri, clock).code()
  await expect(muster.enrollment.confirm({ ticket, code, transaction: host("rollback") })).rejects.toThrow(
    "the host changed its mind",
  )
  const { user, throttles } = await store.loadUser({ accountId, userId: ann.id })
  expect(JSON.parse(user?.value.json ?? "{}").factor).toBeNull()
  expect(throttles.codes.failures).toBe(1)
  expectKind(await muster.enrollment.confirm({ ticket, code, transaction: host("commit") }), "enrolled")
})

test("fifty wrong codes in transactions that roll back are compared no more often than the limit", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const ticket = await challengeTicket()
  const kinds: string[] = []
  for (let tries = 0; tries < 50; tries++) {
    kinds.push(
      (await muster.signIn.verify({ ticket, code: otherThan(app.code()), transaction: host("rollback") })).kind,
    )
  }
  expect(kinds.filter((kind) => kind === "wrong-code")).toHaveLength(5)
})

test("a wrong code never opens the host's transaction", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const calls: string[] = []
  const transaction = host("commit", calls)
  await muster.signIn.verify({ ticket: await challengeTicket(), code: otherThan(app.code()), transaction })
  expect(calls).toEqual([])
})

test("after a lost race the host's transaction is opened again, and after three the answer is busy", async () => {
  const store = memoryStore()
  let losses = 1
  const contended = openWorld({
    store: {
      ...store,
      saveUser: (key, next, version, writes) =>
        store.saveUser(key, next, writes.transaction !== undefined && losses-- > 0 ? version - 1 : version, writes),
    },
  })
  const { muster, enable, enrollUser, challengeTicket } = contended
  await enable()
  const { app } = await enrollUser()
  const calls: string[] = []
  const ticket = await challengeTicket()
  const done = await muster.signIn.verify({ ticket, code: app.code(), transaction: host("commit", calls) })
  expectKind(done, "signed-in")
  expect(calls).toEqual(["opened", "opened"])

  losses = 3
  const later = await challengeTicket()
  const busy = await muster.signIn.verify({ ticket: later, code: app.nextCode(), transaction: host("commit") })
  expect(busy).toMatchObject({ kind: "busy" })
})

test("a host's transaction that never calls save is a fault of the host", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const ticket = await challengeTicket()
  await expect(muster.signIn.verify({ ticket, code: app.code(), transaction: async () => {} })).rejects.toMatchObject({
    code: "ERR_INVALID_INPUT",
    field: "transaction",
  })
})

test("a conflict that shows at the host's commit is decided again", async () => {
  const { muster, store, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const calls: string[] = []
  const key = { accountId, userId: ann.id }
  const transaction: HostTransaction = async (save) => {
    calls.push("opened")
    const open = memoryTransaction()
    await save(open)
    if (calls.length === 1) {
      const { user } = await store.loadUser(key)
      if (user === undefined) throw new Error("an enrolled user")
      await store.saveUser(key, user.value, user.version, { mail: [], events: [], withdraw: [], settle: [] })
    }
    open.commit()
  }
  expectKind(
    await muster.signIn.verify({ ticket: await challengeTicket(), code: app.code(), transaction }),
    "signed-in",
  )
  expect(calls).toEqual(["opened", "opened"])
})

test.each([
  ["a serialization failure", { code: "40001" }],
  ["a deadlock", { code: "40P01" }],
  ["one that a query builder has wrapped", { cause: { cause: { code: "40001" } } }],
  ["the store's own that the host has wrapped", { cause: new MusterError("ERR_STORE_CONFLICT", "rolled back") }],
])("as the driver throws it, too: %s", async (_name, thrown) => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const calls: string[] = []
  const transaction: HostTransaction = async (save, user) => {
    await host(calls.length === 0 ? "rollback" : "commit", calls)(save, user).catch(() => {
      throw Object.assign(new Error("could not serialize access"), thrown)
    })
  }
  const ticket = await challengeTicket()
  expectKind(await muster.signIn.verify({ ticket, code: app.code(), transaction }), "signed-in")
  expect(calls).toEqual(["opened", "opened"])
})

const busy = Object.assign(new Error("database is locked"), { code: "SQLITE_BUSY" })

test.each<[string, HostTransaction]>([
  ["where the host begins", () => Promise.reject(busy)],
  [
    "at the host's commit, wrapped",
    async (save, user) => {
      await host("rollback")(save, user).catch(() => {
        throw new Error("the commit failed", { cause: busy })
      })
    },
  ],
])("what the store says is a conflict of its database is decided again: %s", async (_where, first) => {
  const asked: unknown[] = []
  const isConflict = (error: unknown) => {
    asked.push(error)
    return error === busy
  }
  const { muster, enable, enrollUser, challengeTicket } = openWorld({ store: { ...memoryStore(), isConflict } })
  await enable()
  const { app } = await enrollUser()
  const calls: string[] = []
  const transaction: HostTransaction = (save, user) =>
    calls.length === 0 && calls.push("failed") > 0 ? first(save, user) : host("commit", calls)(save, user)
  const ticket = await challengeTicket()
  expectKind(await muster.signIn.verify({ ticket, code: app.code(), transaction }), "signed-in")
  expect(calls).toEqual(["failed", "opened"])
  expect(asked).toContain(busy)
})

test("what the store says is none, and what it cannot say at once, is thrown as it is", async () => {
  for (const isConflict of [() => false, (async () => true) as unknown as () => boolean]) {
    const { muster, enable, enrollUser, challengeTicket } = openWorld({ store: { ...memoryStore(), isConflict } })
    await enable()
    const { app } = await enrollUser()
    const ticket = await challengeTicket()
    const transaction = () => Promise.reject(busy)
    await expect(muster.signIn.verify({ ticket, code: app.code(), transaction })).rejects.toBe(busy)
  }
})

test("any other failure of the host's commit is the host's to see, once", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const circle: { code: string; cause?: unknown } = { code: "23505" }
  circle.cause = circle
  const calls: string[] = []
  const transaction: HostTransaction = async (save, user) => {
    await host("rollback", calls)(save, user).catch(() => {
      throw circle
    })
  }
  const ticket = await challengeTicket()
  await expect(muster.signIn.verify({ ticket, code: app.code(), transaction })).rejects.toBe(circle)
  expect(calls).toEqual(["opened"])
})

test("the host's transaction is told whom the save is about, and nothing else of the ticket", async () => {
  const { muster, enable, enrollUser, challengeTicket } = openWorld()
  await enable()
  const { app } = await enrollUser()
  const told: unknown[] = []
  const transaction: HostTransaction = (save, user) => {
    told.push(user)
    return host("commit")(save, user)
  }
  const ticket = await challengeTicket()
  expectKind(await muster.signIn.verify({ ticket, code: app.code(), transaction }), "signed-in")
  expect(told).toEqual([{ accountId, userId: ann.id }])
})
