import type { MusterStore, UserKey } from "@muster/sdk/ports"
import { saveNewAccount, saveNewUser } from "../arrange.js"
import { expectEqual, expectFrozen } from "../expectations.js"
import { auditEvent, chargeRule, deviceGroup, now, sealedMail, userState, userWrites } from "../samples.js"
import { suite } from "../suite.js"

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

  test("changing what a save was given does not change the store", async ({ store, newKey }) => {
    const key = newKey()
    const state = { ...userState(), columns: { status: "enrolled", epoch: 1, sealedKeyIds: ["k1"] } }
    const after = { list: ["written"] }
    const group = { ...deviceGroup("support", "written") }
    const mail = { ...sealedMail(key), sealed: new Uint8Array([1, 2, 3]) }
    const lists = { mail: [mail], events: [auditEvent(key.accountId, { after })], putGroups: [group] }

    const saves = [
      saveNewAccount(store, key.accountId, { putGroups: lists.putGroups }),
      store.saveUser(key, state, 0, userWrites({ mail: lists.mail, events: lists.events })),
    ]
    // At once, and not after the saves: an adapter that waits for its connection must have read its input by then.
    state.json = "changed"
    state.columns.status = "changed"
    state.columns.sealedKeyIds.push("changed")
    after.list.push("changed")
    group.name = "changed"
    mail.sealed.fill(0)
    for (const list of Object.values(lists)) list.length = 0
    await Promise.all(saves)

    const { user } = await store.loadUser(key)
    expectEqual(user?.value, userState("user", { sealedKeyIds: ["k1"] }), "the user")
    expectEqual((await store.loadGroups(key.accountId)).groups, [deviceGroup("support", "written")], "the groups")
    const [event] = (await store.listEvents({ accountId: key.accountId })).items
    expectEqual<unknown>(event?.after, { list: ["written"] }, "the event")
    const claimed = await store.claimMail({ now, limit: 1000, leaseSeconds: 60 })
    const own = claimed.find(({ key: { accountId } }) => accountId === key.accountId)
    expectEqual(own?.sealed, new Uint8Array([1, 2, 3]), "the mail")
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
