import type { MailBudget, MusterStore, UserKey } from "@muster/sdk/ports"
import { saveNewAccount, saveNewUser } from "../arrange.js"
import { expectEqual, expectFrozen } from "../expectations.js"
import type { Given } from "../given.js"
import { type GivenMethod, preparedCalls } from "../prepared-calls.js"
import { auditEvent, chargeRule, deviceGroup, now, sealedMail, userState, userWrites } from "../samples.js"
import { saveWithAll, seenOf } from "../saved-user.js"
import { callMethod } from "../store-calls.js"
import { suite } from "../suite.js"
import { uniqueId } from "../unique-id.js"

const client = { platform: "web", build: "v4.3 b1575" } as const

/** An account, a user, a mail and an event, and every read that shows something of them. */
async function saveOneOfEach(store: MusterStore, key: UserKey) {
  const { accountId, userId } = key
  const event = auditEvent(accountId, { userId, client, after: { list: [{ deep: 1 }] } })
  await saveNewAccount(store, accountId, { putGroups: [deviceGroup("support")] })
  await saveNewUser(store, key, userState("user", { sealedKeyIds: [`key of ${userId}`] }), {
    mail: [sealedMail(key)],
    events: [event],
  })
}

const reads: readonly [name: string, read: (store: MusterStore, key: UserKey) => Promise<unknown>][] = [
  ["loadAccount", (store, { accountId }) => store.loadAccount(accountId)],
  ["loadGroups", (store, { accountId }) => store.loadGroups(accountId)],
  ["loadUser", (store, key) => store.loadUser(key)],
  ["chargeUser", (store, key) => store.chargeUser(key, chargeRule(key), now)],
  ["listUsers", (store, { accountId }) => store.listUsers({ accountId })],
  ["listEvents", (store, { accountId }) => store.listEvents({ accountId })],
  ["claimMail", (store) => store.claimMail({ now, limit: 1000, leaseSeconds: 60 })],
  ["scanSealed", (store) => store.scanSealed({ notKeyId: "another key" })],
  ["countByKeyId", (store) => store.countByKeyId()],
]

/** Calls a method about a new user, does something to what it was given, and looks at what the call has done. */
async function outcomeOf<M extends GivenMethod>(given: Given, method: M, meanwhile: (input: unknown) => void) {
  const { store } = given
  const saved = await saveWithAll(given)
  const { input, shows } = await preparedCalls[method](saved)
  const own = structuredClone(input)
  // An adapter that has one connection, or lets one call about a user wait for another, begins with the second one later.
  const lost = store.saveUser(saved.key, userState("lost"), 99, userWrites())
  const calls = [callMethod(store, method, own), lost] as const
  meanwhile(own)
  const [answer] = await Promise.all(calls)
  return { answer: await shows?.(answer), seen: await seenOf(saved) }
}

/** Spends a mail budget twice, at once, and then once more. */
async function spendThrice(mailBudget: MailBudget, meanwhile: (lines: unknown) => void) {
  const line = { key: uniqueId("address"), limit: 2, windowSeconds: 60 }
  const lines = [{ ...line }]
  const spent = [mailBudget.spend([line], now), mailBudget.spend(lines, now)]
  meanwhile(lines)
  return [...(await Promise.all(spent)), await mailBudget.spend([line], now)]
}

const leaveAll = () => {}

/** Changes data and bytes all the way down. */
function changeAll(value: unknown): void {
  if (value instanceof Uint8Array) value.fill(0)
  else if (typeof value === "object" && value !== null) {
    const parts = value as Record<string, unknown>
    for (const [name, part] of Object.entries(parts)) {
      changeAll(part)
      if (typeof part === "string") parts[name] = "changed"
      if (typeof part === "number") parts[name] = -1
    }
    if (Array.isArray(value)) value.length = 0
  }
}

export const copies = suite("copies", (test) => {
  for (const [name, read] of reads) {
    test(`what ${name} returns is frozen all the way down`, async ({ store, newKey }) => {
      const key = newKey()
      await saveOneOfEach(store, key)
      expectFrozen(await read(store, key), name)
    })
  }

  test("what is not there yet is frozen too", async ({ store, newKey }) => {
    const key = newKey()
    expectFrozen(await store.loadUser(key), "loadUser")
    expectFrozen(await store.loadGroups(key.accountId), "loadGroups")
    expectFrozen(await store.listUsers({ accountId: key.accountId }), "listUsers")
  })

  for (const method of Object.keys(preparedCalls) as GivenMethod[]) {
    test(`changing what ${method} was given does not change what it does`, async (given) => {
      const expected = await outcomeOf(given, method, leaveAll)
      expectEqual(await outcomeOf(given, method, changeAll), expected, `what ${method} has done`)
    })
  }

  test("changing the lines that a mail budget was given does not change what it spends", async ({ mailBudget }) => {
    const expected = await spendThrice(mailBudget, leaveAll)
    expectEqual(await spendThrice(mailBudget, changeAll), expected, "the answers")
  })

  test("changing the bytes of a claimed mail does not change the store", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key, userState(), { mail: [sealedMail(key)] })
    for (let claims = 0; claims < 2; claims++) {
      const claimed = await store.claimMail({ now, limit: 1000, leaseSeconds: 0 })
      const own = claimed.find(({ key: { accountId } }) => accountId === key.accountId)
      expectEqual(own?.sealed, new Uint8Array([1, 2, 3]), "the mail")
      own?.sealed.fill(0)
    }
  })
})
