import type { MusterStore, SaveResult } from "@muster/sdk/ports"
import {
  chargeTimes,
  claimedIds,
  codesThrottle,
  eventIds,
  saveNewAccount,
  saveNewUser,
  storedAccount,
  storedUser,
} from "../arrange.js"
import { expectEqual, expectKind } from "../expectations.js"
import type { Given } from "../given.js"
import { auditEvent, chargeRule, now, sealedMail, userState, userWrites } from "../samples.js"
import { suite } from "../suite.js"

/** Whether the services would open the host's transaction again. */
function isConflict(store: MusterStore, error: unknown): boolean {
  const { code } = (error ?? {}) as { readonly code?: unknown }
  return (
    ["ERR_STORE_CONFLICT", "40001", "40P01"].some((known) => known === code) || (store.isConflict?.(error) ?? false)
  )
}

/** A charged user with a mail, and a save that would change everything about them. */
async function savedAndNext({ store, newKey }: Given) {
  const key = newKey()
  const old = sealedMail(key, { topic: "code" })
  await saveNewAccount(store, key.accountId)
  await saveNewUser(store, key, userState(), { mail: [old] })
  await chargeTimes(store, key, 2, now)
  const { version } = await storedUser(store, key)
  const mail = sealedMail(key, { topic: "code" })
  const writes = userWrites({
    mail: [mail],
    events: [auditEvent(key.accountId)],
    settle: [{ pool: "codes", kind: "unlock" }],
    accountVersion: 1,
  })
  const seen = async () => ({
    user: (await storedUser(store, key)).version,
    account: (await storedAccount(store, key.accountId)).version,
    failures: (await codesThrottle(store, key)).failures,
    mail: await claimedIds(store, key.accountId, now),
    events: (await eventIds(store, key.accountId)).length,
  })
  const before = { user: version, account: 1, failures: 2, mail: [old.id], events: 2 }
  const after = { user: version + 1, account: 2, failures: 0, mail: [mail.id], events: 3 }
  return { key, version, writes, seen, before, after }
}

export const hostTransactions = suite("host-transactions", (test) => {
  test("a save in the host's transaction is written when it commits", async (given) => {
    const { store, hostTransaction } = given
    const { key, version, writes, seen, after } = await savedAndNext(given)
    const saved = await hostTransaction("commit", (transaction) =>
      store.saveUser(key, userState("new"), version, { ...writes, transaction }),
    )
    expectEqual(saved, { kind: "saved", version: version + 1 }, "the save")
    expectEqual(await seen(), after, "what is seen after the commit")
  })

  test("nothing of it is written when it rolls back", async (given) => {
    const { store, hostTransaction } = given
    const { key, version, writes, seen, before, after } = await savedAndNext(given)
    const saved = await hostTransaction("rollback", (transaction) =>
      store.saveUser(key, userState("new"), version, { ...writes, transaction }),
    )
    expectKind(saved, "saved", "the save that is rolled back")
    expectEqual(await seen(), before, "what is seen after the rollback")

    const again = await store.saveUser(key, userState("new"), version, writes)
    expectEqual(again, { kind: "saved", version: version + 1 }, "the same save outside of a transaction")
    expectEqual(await seen(), after, "what is seen after the save")
  })

  test("nothing of it is visible before it commits", async (given) => {
    const { store, hostTransaction } = given
    const { key, version, writes } = await savedAndNext(given)
    const before = await store.loadUser(key)
    const events = await eventIds(store, key.accountId)
    // Begun inside and awaited outside: an adapter with one connection answers only then. Either way the transaction
    // never commits, so nothing of it may ever be seen.
    const reads = await hostTransaction("rollback", async (transaction) => {
      await store.saveUser(key, userState("new"), version, { ...writes, transaction })
      return [Promise.all([store.loadUser(key), eventIds(store, key.accountId)])]
    })
    for (const read of reads) {
      const [loaded, listed] = await read
      expectEqual({ ...loaded, databaseTime: 0 }, { ...before, databaseTime: 0 }, "account, user and throttles")
      expectEqual(listed, events, "the events")
    }
  })

  test("a first save can be rolled back too", async ({ store, newKey, hostTransaction }) => {
    const key = newKey()
    await hostTransaction("rollback", (transaction) => store.saveUser(key, userState(), 0, userWrites({ transaction })))
    expectEqual((await store.loadUser(key)).user, undefined, "the user after the rollback")
    await hostTransaction("commit", (transaction) => store.saveUser(key, userState(), 0, userWrites({ transaction })))
    expectEqual(await storedUser(store, key), { version: 1, value: userState() }, "the user after the commit")
  })

  test("a lost race inside is a value, and the transaction goes on", async ({ store, newKey, hostTransaction }) => {
    const [key, other] = [newKey(), newKey()]
    await saveNewUser(store, key)
    const results = await hostTransaction("commit", async (transaction) => [
      await store.saveUser(key, userState("lost"), 2, userWrites({ transaction, mail: [sealedMail(key)] })),
      await store.saveUser(other, userState("other"), 0, userWrites({ transaction })),
    ])
    expectEqual(results, [{ kind: "version-conflict" }, { kind: "saved", version: 1 }], "the saves")
    expectEqual((await storedUser(store, key)).value, userState(), "the user of the lost save")
    expectEqual((await storedUser(store, other)).value, userState("other"), "the other user")
    expectEqual(await claimedIds(store, key.accountId, now), [], "the mail of the lost save")
  })

  test("saves of one transaction build on each other", async ({ store, newKey, hostTransaction }) => {
    const key = newKey()
    const results = await hostTransaction("commit", async (transaction) => [
      await store.saveUser(key, userState("first"), 0, userWrites({ transaction })),
      await store.saveUser(key, userState("second"), 1, userWrites({ transaction })),
      await store.saveUser(key, userState("lost"), 1, userWrites({ transaction })),
    ])
    const expected = [{ kind: "saved", version: 1 }, { kind: "saved", version: 2 }, { kind: "version-conflict" }]
    expectEqual<unknown>(results, expected, "the saves")
    expectEqual(await storedUser(store, key), { version: 2, value: userState("second") }, "the user")
  })

  test("of a save inside and one outside exactly one is written", async ({ store, newKey, hostTransaction }) => {
    const key = newKey()
    await saveNewUser(store, key)
    let outside: Promise<SaveResult> | undefined
    // The loser may be the save outside, or the commit: a store that cannot make a writer wait refuses it then.
    const committed = await hostTransaction("commit", async (transaction) => {
      await store.saveUser(key, userState("inside"), 1, userWrites({ transaction }))
      outside = store.saveUser(key, userState("outside"), 1, userWrites())
    }).then(
      () => true,
      (error: unknown) => {
        expectEqual(isConflict(store, error), true, "whether the error of a refused commit is known as a conflict")
        return false
      },
    )
    expectEqual((await outside)?.kind, committed ? "version-conflict" : "saved", "the save outside")
    const expected = { version: 2, value: userState(committed ? "inside" : "outside") }
    expectEqual(await storedUser(store, key), expected, "the user")
  })

  test("a charge commits by itself, whatever becomes of the transaction", async ({
    store,
    newKey,
    hostTransaction,
  }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const [charge] = await hostTransaction("rollback", async () => [store.chargeUser(key, chargeRule(key), now)])
    expectEqual((await charge)?.kind, "charged", "the charge")
    expectEqual((await codesThrottle(store, key)).failures, 1, "the failures")
  })

  test("what is no conflict of two transactions the store takes for none", async ({ store }) => {
    const others = [
      new Error("the host changed its mind"),
      { code: "23505" },
      { code: 5 },
      {},
      "error",
      0,
      null,
      undefined,
    ]
    for (const error of others) expectEqual(isConflict(store, error), false, `whether ${String(error)} is a conflict`)
  })
})
