import type { MusterStore, Reminder, ReminderClaim, UserKey } from "@muster/sdk/ports"
import { claimedIds, claimOwn, eventIds, inParallel, racers, saveNewAccount, sorted } from "../arrange.js"
import { expectEqual, expectFrozen, expectInvalidInput } from "../expectations.js"
import type { Given } from "../given.js"
import { auditEvent, now, reminder, sealedMail } from "../samples.js"
import { suite } from "../suite.js"

/** An account that is claimed. */
async function claimed({ store, newAccountId }: Given) {
  const accountId = newAccountId()
  await saveNewAccount(store, accountId)
  const claim = await claimOwn(store, accountId, now)
  /** What is written about these users. */
  const written = async (...reminders: readonly Reminder[]) => ({
    records: sorted((await recordsOf(store, accountId, reminders)).map(({ userId, key }) => `${userId} ${key}`)),
    mail: sorted(await claimedIds(store, accountId, now)),
    events: sorted(await eventIds(store, accountId)),
  })
  return { accountId, claim, written, save: saveOf(store, claim) }
}

const saveOf =
  (store: MusterStore, claim: ReminderClaim) =>
  (...reminders: readonly Reminder[]) =>
    store.saveReminders(claim, { reminders, place: null, claimableAt: null })

const recordsOf = (store: MusterStore, accountId: string, users: readonly Pick<UserKey, "userId">[]) =>
  store.listReminded({ accountId, userIds: users.map(({ userId }) => userId) })

const rowsOf = (...reminders: readonly Reminder[]) => ({
  records: sorted(reminders.map(({ userId, key }) => `${userId} ${key}`)),
  mail: sorted(reminders.map(({ mail }) => mail.id)),
  events: sorted(reminders.map(({ event }) => event.id)),
})

export const reminders = suite("reminders", (test) => {
  test("a reminder is written as record, mail and event, for users without a row", async (given) => {
    const { accountId, save, written } = await claimed(given)
    const [one, other] = [reminder(accountId, { at: now + 7 }), reminder(accountId)]
    expectEqual(await save(one, other), true, "the answer")
    expectEqual(await written(one, other), rowsOf(one, other), "what is written")
    const records = await recordsOf(given.store, accountId, [one])
    expectEqual(records, [{ userId: one.userId, key: one.key, at: now + 7 }], "the record")
    expectFrozen(records, "records")
    const { user } = await given.store.loadUser({ accountId, userId: one.userId })
    expectEqual(user, undefined, "the user's row")
  })

  test("a reminder that is recorded writes neither its mail nor its event again", async (given) => {
    const { accountId, save, written } = await claimed(given)
    const first = reminder(accountId)
    const again = reminder(accountId, { userId: first.userId })
    const next = reminder(accountId, { userId: first.userId, key: "on-the-day" })
    const other = reminder(accountId)
    await save(first)
    expectEqual(await save(again, other), true, "the answer")
    expectEqual(await written(first, other), rowsOf(first, other), "what is written once one was recorded")
    await save(next)
    expectEqual(await written(first, other), rowsOf(first, other, next), "what is written with the next reminder")
  })

  test("its mail takes the place of the user's unsent mail of its topic", async (given) => {
    const { store } = given
    const { accountId, save } = await claimed(given)
    const mailOf = (userId: string) => sealedMail({ accountId, userId }, { topic: "reminder" })
    const first = { ...reminder(accountId, { userId: "ann" }), mail: mailOf("ann") }
    const other = { ...reminder(accountId, { userId: "bob" }), mail: mailOf("bob") }
    await save(first, other)
    const next = { ...reminder(accountId, { userId: "ann", key: "on-the-day" }), mail: mailOf("ann") }
    await save(next, { ...other, mail: mailOf("bob") })
    expectEqual(sorted(await claimedIds(store, accountId, now)), sorted([other.mail.id, next.mail.id]), "the mail")
  })

  test("50 saves of one reminder at once write it once", async (given) => {
    const { accountId, save, written } = await claimed(given)
    const { userId } = reminder(accountId)
    const all = Array.from({ length: racers }, () => reminder(accountId, { userId }))
    await inParallel(racers, (index) => save(...all.slice(index, index + 1)))
    const { mail, events } = await written(...all)
    expectEqual([mail.length, events.length], [1, 1], "the mail and events")
  })

  test("records are of one account and user alone, and are read for those who are asked about", async (given) => {
    const { store } = given
    const { accountId, save } = await claimed(given)
    const other = await claimed(given)
    const ann = reminder(accountId, { userId: "ann" })
    await save(ann, reminder(accountId, { userId: "bob" }))
    const users = [{ userId: "ann" }, { userId: "Ann" }, { userId: "eve" }]
    expectEqual(
      (await recordsOf(store, accountId, users)).map(({ userId }) => userId),
      ["ann"],
      "the records",
    )
    expectEqual(await recordsOf(store, other.accountId, users), [], "those of another account")
    const same = reminder(other.accountId, { userId: "ann" })
    await other.save(same)
    expectEqual(await other.written(same), rowsOf(same), "what is written in the other account")
  })

  test("mail and events of another account than the one that is claimed are refused, and nothing is written", async (given) => {
    const { accountId, save, written } = await claimed(given)
    const stray = given.newKey()
    const one = reminder(accountId)
    await expectInvalidInput(save({ ...one, mail: sealedMail(stray) }), "mail", "a stray mail")
    await expectInvalidInput(save({ ...one, event: auditEvent(stray.accountId) }), "events", "a stray event")
    expectEqual(await written(one), rowsOf(), "what is written")
  })
})
