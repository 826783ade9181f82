import { memoryStore } from "@muster/adapters-memory"
import { afterEach, expect, test, vi } from "vitest"
import { countingStore, isBatchSave, keysWhile, openRotation, signIn } from "../../test/rotating-keys.js"
import { accountId, otherThan } from "../../test/world.js"
import { expectKind } from "../index.js"
import type { MusterStore } from "../ports/index.js"

const people = ["ann", "bob", "eve", "ivy", "max"]

afterEach(() => {
  vi.restoreAllMocks()
})

/** Runs something before the save of each user that a batch makes. */
function beforeBatchSaves(store: MusterStore, work: (userId: string) => Promise<void>): MusterStore {
  return {
    ...store,
    async saveUser(key, next, version, writes) {
      if (isBatchSave(writes)) await work(key.userId)
      return store.saveUser(key, next, version, writes)
    },
  }
}

test("a run that is killed halfway loses nothing, and the next one does the rest", async () => {
  const { store, machine, of } = await openRotation(people)
  let saves = 0
  const dying = beforeBatchSaves(store, async () => {
    saves += 1
    if (saves > 2) throw new Error("killed")
  })
  await expect(machine(keysWhile.active, dying).muster.jobs.run()).rejects.toThrow("killed")
  const { muster } = machine(keysWhile.active)
  expect((await muster.jobs.run()).resealed).toBe(3)
  expect(await muster.keys.retire({ keyId: "2025" })).toEqual({ kind: "retired" })
  const removed = machine(keysWhile.removed)
  for (const id of people) expectKind(await signIn(removed, id, of(id).app.code()), "signed-in")
})

test("a run that is killed after its save, before it knows of it, has done that user", async () => {
  const { store, machine } = await openRotation(["ann", "bob"])
  const dying: MusterStore = {
    ...store,
    async saveUser(key, next, version, writes) {
      const saved = await store.saveUser(key, next, version, writes)
      if (isBatchSave(writes)) throw new Error("killed")
      return saved
    },
  }
  await expect(machine(keysWhile.active, dying).muster.jobs.run()).rejects.toThrow("killed")
  expect((await machine(keysWhile.active).muster.jobs.run()).resealed).toBe(1)
})

test("a run ends at its deadline, and the next one goes on", async () => {
  const { machine } = await openRotation(people)
  const { muster } = machine(keysWhile.active)
  let now = 0
  vi.spyOn(performance, "now").mockImplementation(() => {
    now += 200
    return now
  })
  const first = await muster.jobs.run({ deadlineSeconds: 1 })
  expect(first.resealed).toBeGreaterThan(0)
  expect(first.resealed).toBeLessThan(people.length)
  vi.restoreAllMocks()
  expect((await muster.jobs.run()).resealed).toBe(people.length - first.resealed)
})

test("of a sign-in in the middle of a run nothing is lost, and the user is sealed again by it", async () => {
  const { store, machine, of, sealedUnder } = await openRotation(["ann", "bob"])
  const { app } = of("ann")
  const active = machine(keysWhile.active)
  const interrupted = machine(
    keysWhile.active,
    beforeBatchSaves(store, async (userId) => {
      if (userId === "ann") expectKind(await signIn(active, "ann", app.code()), "signed-in")
    }),
  )
  const run = await interrupted.muster.jobs.run()
  expect(run.resealed).toBe(1)
  // What a run has lost to somebody else may not be done: the next one comes soon, not a day later, and looks.
  expect(run.nextDueAt).toBeLessThan(interrupted.clock.now() + 3_600_000)
  expect(await sealedUnder("ann")).toEqual(["2026"])
  // The code that was used meanwhile stays used.
  expect(await signIn(active, "ann", app.code())).toMatchObject({ kind: "wrong-code", why: "already-used" })
})

test("a run in the middle of a sign-in costs the user neither the sign-in nor an attempt", async () => {
  const { store, machine, of } = await openRotation()
  const active = machine(keysWhile.active)
  let resealed = 0
  const interrupted = machine(keysWhile.active, {
    ...store,
    async saveUser(key, next, version, writes) {
      if (resealed === 0) resealed = (await active.muster.jobs.run()).resealed
      return store.saveUser(key, next, version, writes)
    },
  })
  await signIn(active, "ann", otherThan(of("ann").app.code()))
  expectKind(await signIn(interrupted, "ann", of("ann").app.code()), "signed-in")
  expect(resealed).toBe(1)
  expect((await store.loadUser({ accountId, userId: "ann" })).throttles.codes.failures).toBe(0)
})

test("what was sealed again opens for the same user and factor alone", async () => {
  const { store, machine, of } = await openRotation(["ann", "bob"])
  const active = machine(keysWhile.active)
  expect((await active.muster.jobs.run()).resealed).toBe(2)
  const load = async (userId: string) => (await store.loadUser({ accountId, userId })).user
  const [ann, bob] = [await load("ann"), await load("bob")]
  if (ann === undefined || bob === undefined) throw new Error("enrolled above")
  const nothing = { mail: [], events: [], withdraw: [], settle: [] }
  await store.saveUser({ accountId, userId: "bob" }, ann.value, bob.version, nothing)
  await expect(signIn(active, "bob", of("ann").app.code())).rejects.toMatchObject({ code: "ERR_RECORD_UNREADABLE" })
  expectKind(await signIn(active, "ann", of("ann").app.code()), "signed-in")
})

test("a record that somebody has edited, or that nothing here opens, does not keep the others under an old key", async () => {
  const { store, machine } = await openRotation(["ann", "bob", "eve", "ivy"])
  const edit = async (userId: string, change: (json: string) => string) => {
    const { user } = await store.loadUser({ accountId, userId })
    if (user === undefined) throw new Error("enrolled above")
    const value = { ...user.value, json: change(user.value.json) }
    await store.saveUser({ accountId, userId }, value, user.version, { mail: [], events: [], withdraw: [], settle: [] })
  }
  await edit("ann", () => "{}")
  await edit("bob", (json) => json.replace('"digits":6', '"digits":7'))
  await edit("eve", (json) => json.replace(/"sealedSecret":"[^"]*"/, '"sealedSecret":"no base64!"'))
  const { muster } = machine(keysWhile.active)
  // Of bob the address is sealed again: only the parameters of the secret were edited.
  expect((await muster.jobs.run()).resealed).toBe(2)
  expect((await muster.jobs.run()).resealed).toBe(0)
  expect(await muster.keys.retire({ keyId: "2025" })).toEqual({ kind: "in-use", records: 3 })
})

test("an enrollment goes on under the new key, and one that was abandoned holds no key", async () => {
  const { machine, first, clock } = await openRotation([])
  const issue = async (id: string) => {
    const ticket = await first.verifiedTicket({ id, email: `${id}@acme.example` })
    return { ticket, shown: expectKind(await first.muster.enrollment.issueKey({ ticket }), "key-issued") }
  }
  await issue("bob")
  clock.advance({ minutes: 50 })
  const { ticket, shown } = await issue("ann")
  clock.advance({ minutes: 10 })
  const { muster } = machine(keysWhile.active)
  expect((await muster.jobs.run()).resealed).toBe(2)
  expect(await muster.keys.retire({ keyId: "2025" })).toEqual({ kind: "retired" })
  const removed = machine(keysWhile.removed)
  // The ticket was sealed under the old key, which stays for a day: the machine that still has it reads the new seal.
  expect(await muster.enrollment.current({ ticket })).toMatchObject({ setupKey: shown.setupKey })
  expect(await removed.muster.keys.status()).toEqual([{ keyId: "2026", state: "active", records: 1 }])
})

test("once nothing is left, the users are not read again at each run", async () => {
  const { store: counted, calls } = countingStore(memoryStore())
  const { machine } = await openRotation(["ann"], counted)
  const { muster } = machine(keysWhile.active)
  const scans = () => calls.filter((verb) => verb === "scanSealed").length
  const soon = performance.now()
  for (let run = 0; run < 5; run++) await muster.jobs.run()
  expect(scans()).toBe(2)
  vi.spyOn(performance, "now").mockReturnValue(soon + 660_000)
  await muster.jobs.run()
  expect(scans()).toBe(3)
})
