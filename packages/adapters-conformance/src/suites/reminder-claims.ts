import type { MusterStore, ReminderProgress } from "@muster/sdk/ports"
import {
  claimOwn,
  countKind,
  inParallel,
  racers,
  saveNewAccount,
  settleClaim,
  storedAccount,
  tryClaim,
} from "../arrange.js"
import { expectEqual, expectFrozen, expectPresent } from "../expectations.js"
import { accountState, accountWrites, now, reminder } from "../samples.js"
import { suite } from "../suite.js"

const second = 1000

const progress = (changes: Partial<ReminderProgress>): ReminderProgress => ({
  reminders: [],
  place: null,
  claimableAt: null,
  ...changes,
})

/** Saves an account of another state. */
async function saveAgain(store: MusterStore, accountId: string): Promise<void> {
  const { version } = await storedAccount(store, accountId)
  await store.saveAccount(accountId, accountState("changed"), version, accountWrites())
}

export const reminderClaims = suite("reminder-claims", (test) => {
  test("an account is claimed as it was saved, and then by nobody before the lease ends", async (given) => {
    const { store } = given
    const accountId = given.newAccountId()
    await saveNewAccount(store, accountId)
    const claim = await claimOwn(store, accountId, now, 60)
    expectEqual([claim.accountId, claim.place], [accountId, null], "the account and the place")
    expectEqual(claim.account, await storedAccount(store, accountId), "the account's state")
    expectFrozen(claim, "claim")
    expectEqual(await tryClaim(store, accountId, now + 60 * second - 1), undefined, "a claim within the lease")
    const next = await claimOwn(store, accountId, now + 60 * second)
    expectEqual(next.lease > claim.lease, true, "whether the lease has risen")
  })

  test("what was saved last says where to go on and when the account is claimable", async (given) => {
    const { store } = given
    const accountId = given.newAccountId()
    await saveNewAccount(store, accountId)
    const claim = await claimOwn(store, accountId, now)
    for (const place of ["first", "second"]) {
      const saved = await store.saveReminders(claim, progress({ place, claimableAt: now + 90 * second }))
      expectEqual(saved, true, `the answer to the ${place} part`)
    }
    expectEqual(await tryClaim(store, accountId, now + 90 * second - 1), undefined, "a claim before")
    const next = await claimOwn(store, accountId, now + 90 * second)
    expectEqual(next.place, "second", "the place")
    await settleClaim(store, next)
    expectEqual(
      await tryClaim(store, accountId, Number.MAX_SAFE_INTEGER - 60 * second),
      undefined,
      "a claim at any time",
    )
  })

  test("an account whose state has changed is claimable at once, from the start, whoever holds it", async (given) => {
    const { store } = given
    const accountId = given.newAccountId()
    await saveNewAccount(store, accountId)
    const claim = await claimOwn(store, accountId, now)
    await store.saveReminders(claim, progress({ place: "half", claimableAt: now + 60 * second }))
    await saveAgain(store, accountId)
    const next = await claimOwn(store, accountId, now)
    expectEqual([next.place, next.account.version], [null, 2], "the place and the version")
    await settleClaim(store, next)
    expectEqual(await tryClaim(store, accountId, now), undefined, "a claim after that")
    await saveAgain(store, accountId)
    await claimOwn(store, accountId, now)
  })

  test("who has lost the account writes nothing", async (given) => {
    const { store } = given
    const accountId = given.newAccountId()
    await saveNewAccount(store, accountId)
    const late = await claimOwn(store, accountId, now)
    const holder = await claimOwn(store, accountId, now + 60 * second)
    const lost = reminder(accountId)
    expectEqual(await store.saveReminders(late, progress({ reminders: [lost], place: "late" })), false, "the late save")
    await saveAgain(store, accountId)
    expectEqual(
      await store.saveReminders(holder, progress({ reminders: [lost], place: "old" })),
      false,
      "one of old rules",
    )
    expectEqual(await store.listReminded({ accountId, userIds: [lost.userId] }), [], "the records")
    expectEqual((await claimOwn(store, accountId, now)).place, null, "the place")
  })

  test("of 50 claims at once each account goes to exactly one", async (given) => {
    const { store, newAccountId } = given
    const accountIds = Array.from({ length: 5 }, () => newAccountId())
    // What other tests have left is out of the way first.
    await tryClaim(store, "nobody", now)
    for (const accountId of accountIds) await saveNewAccount(store, accountId)
    const claims = await inParallel(racers, () => store.claimReminders({ now, leaseSeconds: 60 }))
    for (const accountId of accountIds) {
      const own = claims.filter((claim) => claim?.accountId === accountId)
      expectEqual(own.length, 1, "the claims of an account")
    }
    const kinds = claims.map((claim) => ({ kind: claim === undefined ? "none" : "claimed" }))
    expectEqual(countKind(kinds, "none"), racers - accountIds.length, "the claims of nothing")
  })

  test("an account that has changed comes first, then the one that is claimable longest", async (given) => {
    const { store, newAccountId } = given
    const [late, early, changed] = [newAccountId(), newAccountId(), newAccountId()]
    await tryClaim(store, "nobody", now)
    for (const [accountId, claimableAt] of [
      [late, 2000],
      [early, 1000],
    ] as const) {
      await saveNewAccount(store, accountId)
      await store.saveReminders(await claimOwn(store, accountId, 0), progress({ claimableAt }))
    }
    await saveNewAccount(store, changed)
    const order: string[] = []
    for (let claims = 0; claims < 3; claims++) {
      order.push(expectPresent(await store.claimReminders({ now: 3000, leaseSeconds: 60 }), "a claim").accountId)
    }
    expectEqual(order, [changed, early, late], "the accounts in the order of their claims")
  })

  test("the next claim is at once for an account that has changed, else when the first is claimable", async (given) => {
    const { store, newAccountId } = given
    await tryClaim(store, "nobody", now)
    // An account of another test that has a date is claimed by now, so nothing waits but what this test saves.
    const [one, other] = [newAccountId(), newAccountId()]
    await saveNewAccount(store, one)
    expectEqual(await store.nextRemindersAt(), 0, "when one has changed")
    await store.saveReminders(await claimOwn(store, one, 0), progress({ claimableAt: 2000 }))
    await saveNewAccount(store, other)
    await store.saveReminders(await claimOwn(store, other, 0), progress({ claimableAt: 3000 }))
    expectEqual(await store.nextRemindersAt(), 2000, "when both wait")
    const claim = await claimOwn(store, one, 2000)
    expectEqual(await store.nextRemindersAt(), 3000, "while the first is held")
    await settleClaim(store, claim)
    expectEqual(await store.nextRemindersAt(), 3000, "when the first has nothing to wait for")
  })
})
