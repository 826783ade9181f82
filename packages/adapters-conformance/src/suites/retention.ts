import type { MusterStore } from "@muster/sdk/ports"
import { claimOwn, eventIds, saveNewAccount, saveNewUser, sorted } from "../arrange.js"
import { expectEqual, expectPresent } from "../expectations.js"
import { auditEvent, reminder, sealedMail, userState } from "../samples.js"
import { suite } from "../suite.js"

/** Instants long before those of any other test: pruning crosses accounts. */
const before = 1_000_000

/** Prunes until nothing is left to prune, and returns how many rows each call deleted. */
async function pruneAll(store: MusterStore, limit: number): Promise<readonly number[]> {
  const counts: number[] = []
  for (;;) {
    const count = await store.prune({ before, eventsBefore: before, limit })
    if (count === 0) return counts
    counts.push(count)
  }
}

export const retention = suite("retention", (test) => {
  test("events older than the instant are deleted, and no others", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    const at = (instant: number) => auditEvent(accountId, { at: instant })
    const [older, same, younger] = [at(before - 1), at(before), at(before + 1)]
    await saveNewAccount(store, accountId, { events: [older, same, younger] })
    expectEqual(await store.prune({ before: 0, eventsBefore: before, limit: 100 }), 1, "the number of deleted rows")
    expectEqual(await eventIds(store, accountId), [younger.id, same.id], "the events that are left")
  })

  test("events are kept for ever where they have no age to go at", async ({ store, newKey }) => {
    const key = newKey()
    const event = auditEvent(key.accountId, { at: 1 })
    const mail = [sealedMail(key, { dueAt: 1, expiresAt: 2 })]
    await saveNewAccount(store, key.accountId, { events: [event], mail })
    expectEqual(await store.prune({ before, eventsBefore: null, limit: 100 }), 1, "the number of deleted rows")
    expectEqual(await eventIds(store, key.accountId), [event.id], "the events that are left")
  })

  test("records of reminders are deleted once they are of no use", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId)
    const claim = await claimOwn(store, accountId, 1)
    const [old, young] = [before - 1, before].map((expiresAt) => reminder(accountId, { expiresAt, dueAt: before }))
    const reminders = [expectPresent(old, "one"), expectPresent(young, "another")]
    await store.saveReminders(claim, { reminders, place: null, claimableAt: null })
    expectEqual(await store.prune({ before, eventsBefore: null, limit: 100 }), 1, "the number of deleted rows")
    const userIds = reminders.map(({ userId }) => userId)
    const left = await store.listReminded({ accountId, userIds })
    expectEqual(
      left.map(({ userId }) => userId),
      userIds.slice(1),
      "whose records are left",
    )
  })

  test("at most the limit is deleted at a time, of events and mail together", async ({ store, newKey }) => {
    for (const key of [newKey(), newKey()]) {
      const events = Array.from({ length: 4 }, (_, at) => auditEvent(key.accountId, { at }))
      const mail = Array.from({ length: 3 }, () => sealedMail(key, { dueAt: 1, expiresAt: 2 }))
      await saveNewAccount(store, key.accountId, { events, mail })
    }
    expectEqual(await pruneAll(store, 5), [5, 5, 4], "the numbers of deleted rows")
  })

  test("dead and expired mail of that age is deleted, and mail that waits is not", async ({ store, newKey }) => {
    const key = newKey()
    const [oldDead, youngDead] = [sealedMail(key, { dueAt: 10 }), sealedMail(key, { dueAt: before + 10 })]
    const waiting = sealedMail(key, { dueAt: 10 })
    const expired = sealedMail(key, { dueAt: 10, expiresAt: before - 1 })
    const expiring = sealedMail(key, { dueAt: 10, expiresAt: before + 1 })
    await saveNewUser(store, key, userState(), { mail: [oldDead, youngDead, waiting, expired, expiring] })
    for (const mail of [oldDead, youngDead]) await store.settleMail(mail, { kind: "dead" })

    const deleted = (await pruneAll(store, 100)).reduce((sum, count) => sum + count, 0)
    expectEqual(deleted, 2, "the number of deleted rows")
    // At an instant before any expiry all mail that is left can be claimed, apart from the dead.
    const claimed = await store.claimMail({ now: 20, limit: 100, leaseSeconds: 60 })
    expectEqual(sorted(claimed.map(({ id }) => id)), sorted([waiting.id, expiring.id]), "the mail that is left")
  })

  test("expired mail that a machine has claimed stays until its lease ends", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key, userState(), { mail: [sealedMail(key, { dueAt: 10, expiresAt: 30 })] })
    await store.claimMail({ now: 20, limit: 100, leaseSeconds: 2 })
    const prunedBefore = (instant: number) => store.prune({ before: instant, eventsBefore: null, limit: 100 })
    expectEqual(await prunedBefore(2_020), 0, "the number of deleted rows, while it is claimed")
    expectEqual(await prunedBefore(2_021), 1, "the number of deleted rows, after that")
  })

  test("users and accounts are never pruned", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewAccount(store, key.accountId, { events: [auditEvent(key.accountId, { at: 1 })] })
    await saveNewUser(store, key)
    await pruneAll(store, 100)
    const { account, user } = await store.loadUser(key)
    expectEqual([account?.version, user?.version], [1, 1], "the versions")
  })
})
