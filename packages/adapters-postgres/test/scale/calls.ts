import type { MailBudget, MusterStore } from "@muster/sdk/ports"
import { aGroup, chargeOf, eventOf, mailTo, noAccountWrites, noUserWrites, userState } from "../fixtures.js"
import type { Place } from "./place.js"

/** A call of the store, or of the mail budget, on seeded data. */
export interface Call {
  readonly method: keyof MusterStore | "spend"
  /** The most rows that each of its statements reads, and the most pages that it touches, however many rows there are. */
  readonly rows: number
  readonly pages: number
  /** Absent: of the large account too. Those of `others` alone read all of an account, see `walks`. */
  readonly accounts?: "others"
  run(store: MusterStore & MailBudget, place: Place): Promise<unknown>
}

const state = { format: 1, json: "{}" }
const dayMilliseconds = 86_400_000
const monthMilliseconds = 30 * dayMilliseconds
/** As the jobs have it; they prune more at a time, which in a plain run would be a large part of all. */
const [mailBatch, pruneBatch, reminderPage, mostBuried] = [20, 100, 500, 500]
const outputs = ({ key }: Place) => ({ mail: [mailTo(key, "locked")], events: [eventOf(key)] })

/** Every statement that the adapter sends to its tables, with bounds that do not depend on how many rows there are. */
export const calls: readonly Call[] = [
  one("loadAccount", (store, { accountId }) => store.loadAccount(accountId)),
  one("loadUser", (store, { key }) => store.loadUser(key)),
  one("chargeUser", (store, { key, now, epoch }) => {
    const notices = [{ atFailures: 1, mail: mailTo(key, "failures") }]
    return store.chargeUser(key, { ...chargeOf(key), epoch, notices }, now)
  }),
  one("chargeUser", (store, { key, now, epoch }) =>
    store.chargeUser(key, { ...chargeOf(key, "recovery-codes"), epoch }, now),
  ),
  one("saveUser", (store, place) =>
    store.saveUser({ ...place.key, userId: "newcomer" }, userState(1), 0, { ...noUserWrites, ...outputs(place) }),
  ),
  one("saveUser", (store, place) =>
    store.saveUser(place.key, userState(2), place.userVersion, {
      ...outputs(place),
      withdraw: ["failures"],
      settle: [{ pool: "codes", kind: "clear", unitSeconds: 86_400 }],
      accountVersion: place.version,
    }),
  ),
  one("saveAccount", (store) => store.saveAccount("newcomer", state, 0, noAccountWrites)),
  one("saveAccount", (store, place) =>
    store.saveAccount(place.accountId, state, place.version, {
      ...outputs(place),
      putGroups: [aGroup("desks")],
      removeGroups: ["group-000001"],
      expectedGroupsVersion: place.groupsVersion,
    }),
  ),
  one("saveAccount", (store, { accountId, version }) =>
    store.saveAccount(accountId, null, version, { ...noAccountWrites, putGroups: [aGroup("desks")] }),
  ),
  page("listUsers", (store, { accountId }) => store.listUsers({ accountId })),
  page("listEvents", (store, { accountId }) => store.listEvents({ accountId })),
  page("listEvents", (store, { key }) => store.listEvents(key)),
  page("listUndelivered", (store, { accountId }) => store.listUndelivered({ accountId })),
  one("settleUndelivered", (store, { deadMail, now }) =>
    store.settleUndelivered(deadMail, { kind: "again", dueAt: now }),
  ),
  one("settleUndelivered", (store, { deadMail }) => store.settleUndelivered(deadMail, { kind: "given-up" })),
  one("settleMail", (store, { waitingMail }) => store.settleMail(waitingMail, { kind: "sent" })),
  one("settleMail", (store, { waitingMail, now }) => store.settleMail(waitingMail, { kind: "retry", dueAt: now })),
  one("settleMail", (store, { waitingMail }) => store.settleMail(waitingMail, { kind: "dead" })),
  one("eraseTraces", (store, { key }) => store.eraseTraces(key)),
  one("checkKey", (store) => store.checkKey({ purpose: "totp", keyId: "2026", value: "check" })),
  {
    // A function: of what it does within, the pages are seen, and those that its first planning reads.
    ...one("spend", (store, { now }) => {
      const lines = ["address:new", "account:new"].map((key) => ({ key, limit: 10, windowSeconds: 3600 }))
      return store.spend(lines, now)
    }),
    pages: 400,
  },

  {
    ...batch("claimMail", 2 * (mailBatch + mostBuried), (store, { now }) =>
      store.claimMail({ now, limit: mailBatch, leaseSeconds: 60 }),
    ),
    // On its way to those that are due it passes those that have expired and are buried by this claim or the next.
    rows: 2000,
  },
  batch("heldMail", mailBatch, (store, { waitingMail }) => store.heldMail([{ ...waitingMail, tries: 1 }])),
  one("nextMailAt", (store) => store.nextMailAt()),
  one("nextRemindersAt", (store) => store.nextRemindersAt()),
  one("claimReminders", async (store, { now }) => {
    // First the one that has changed, and then one that is due, before which the next would come.
    for (const due of [now, now, now + dayMilliseconds]) await store.claimReminders({ now: due, leaseSeconds: 60 })
    await store.nextRemindersAt()
  }),
  batch("listReminded", 2 * reminderPage, (store, { accountId, userIds }) =>
    store.listReminded({ accountId, userIds }),
  ),
  {
    ...batch("saveReminders", 2 * reminderPage, (store, { accountId, version, groupsVersion, lease, userIds, now }) => {
      const claim = { accountId, account: { version, groupsVersion, value: state }, lease, place: null }
      const reminders = userIds.map((userId) => {
        const key = { accountId, userId }
        const mail = mailTo(key, "forced-logout-reminder")
        return { userId, key: "new", at: now, expiresAt: now + 1, mail, event: eventOf(key) }
      })
      return store.saveReminders(claim, { place: null, claimableAt: now, reminders })
    }),
    // Of each user, a row in three tables with eleven indexes.
    pages: 60 * reminderPage,
  },
  ...[1, 12].map((months) =>
    batch("prune", 4 * pruneBatch, (store, { now }) => {
      const eventsBefore = now - months * monthMilliseconds
      return store.prune({ before: now - months * monthMilliseconds, eventsBefore, limit: pruneBatch })
    }),
  ),
  batch("prune", 4 * pruneBatch, (store, { now }) =>
    store.prune({ before: now, eventsBefore: null, limit: pruneBatch }),
  ),
  {
    ...page("scanSealed", (store) => store.scanSealed({ notKeyId: "another" })),
    // It passes those who have nothing sealed.
    rows: 300,
  },

  {
    ...page("loadGroups", (store, { accountId }) => store.loadGroups(accountId)),
    accounts: "others",
  },
  ...[false, true].map(
    (isNew): Call => ({
      ...batch("eraseAccount", 500, (store, { accountId, version, groupsVersion }) =>
        isNew
          ? store.eraseAccount("newcomer", { ...erasure, expectedVersion: 0, expectedGroupsVersion: 0 })
          : store.eraseAccount(accountId, {
              ...erasure,
              expectedVersion: version,
              expectedGroupsVersion: groupsVersion,
            }),
      ),
      accounts: "others",
    }),
  ),
]

const erasure = { next: state, firstEpoch: 1000 }

/** A call about single rows. */
function one(method: Call["method"], run: Call["run"]): Call {
  return { method, rows: 10, pages: 200, run }
}

/** A page of a list: a hundred rows, and the one more that says that another page follows. */
function page(method: Call["method"], run: Call["run"]): Call {
  return { method, rows: 101, pages: 300, run }
}

/** What takes many rows at a time: a few pages for each, of the table and of its indexes. */
function batch(method: Call["method"], rows: number, run: Call["run"]): Call {
  return { method, rows: rows + 10, pages: 100 + rows * 20, run }
}
