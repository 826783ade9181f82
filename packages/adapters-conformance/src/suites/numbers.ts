import { saveNewAccount, saveNewUser, storedAccount, storedUser } from "../arrange.js"
import { expectEqual, expectKind } from "../expectations.js"
import {
  accountWrites,
  auditEvent,
  chargeRule,
  deviceGroup,
  generousRule,
  now,
  sealedMail,
  userState,
} from "../samples.js"
import { suite } from "../suite.js"

/** The last instant that a Date can hold: far beyond 32 bits, and exact as a number. */
const lastInstant = 8_640_000_000_000_000

const jsonTexts = [
  '{"b":1,"a":2,"10":3,"2":4}',
  '{ "spaced" : [ 1.0, 1e2, -0 ],\n\t"twice": 1, "twice": 2 }',
  '{"controls":"\\u0000\\u001f\\u007f","escaped":"\\u00e9\\/","half":"\\ud83d"}',
  '{"text":"Žluťoučký kůň 電話 📱 עברית \u202e\u2028"}',
  JSON.stringify({ large: "x".repeat(8 * 1024 - 12) }),
]

export const numbers = suite("numbers", (test) => {
  test("instants far beyond 32 bits come back as the numbers they were", async ({ store, newKey }) => {
    const key = newKey()
    const event = auditEvent(key.accountId, { at: lastInstant })
    const mail = sealedMail(key, { dueAt: lastInstant - 2, expiresAt: lastInstant })
    await saveNewUser(store, key, userState(), { mail: [mail], events: [event] })
    expectEqual((await store.listEvents({ accountId: key.accountId })).items, [event], "the event")
    const claimed = await store.claimMail({ now: lastInstant - 1, limit: 1000, leaseSeconds: 60 })
    const own = claimed.filter(({ key: { accountId } }) => accountId === key.accountId)
    expectEqual(own, [{ ...mail, tries: 1 }], "the mail")
    expectEqual(typeof (await store.nextMailAt()), "number", "the type of the next mail's instant")
  })

  test("the instants of a throttle and of a refusal are numbers", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const rule = chargeRule(key, { free: 1, bucketUnits: 2 })
    const charged = expectKind(await store.chargeUser(key, rule, lastInstant), "charged", "the charge")
    const expected = { failures: 1, bucketUntil: lastInstant + 86_400_000, nextTryAt: lastInstant + 30_000 }
    expectEqual(charged.throttle, expected, "the throttle")
    expectEqual((await store.loadUser(key)).throttles.codes, expected, "the throttle that is stored")
    const throttled = await store.chargeUser(key, rule, lastInstant)
    expectEqual(throttled, { kind: "throttled", retryAt: lastInstant + 30_000 }, "a throttled charge")
    const held = await store.chargeUser(key, { ...rule, bucketUnits: 1 }, lastInstant)
    expectEqual(held, { kind: "held", until: lastInstant + 86_400_000 }, "a held charge")
  })

  test("versions, epoch and format are numbers, and large ones are exact", async ({ store, newKey }) => {
    const key = newKey()
    const epoch = 2 ** 31 - 1
    const [account, user] = [
      { format: 12, json: "{}" },
      { ...userState("user", { epoch }), format: 34 },
    ]
    await store.saveAccount(key.accountId, account, 0, accountWrites({ putGroups: [deviceGroup("a")] }))
    await saveNewUser(store, key, user)
    const expected = { version: 1, groupsVersion: 1, value: account }
    expectEqual(await storedAccount(store, key.accountId), expected, "the account")
    expectEqual(await storedUser(store, key), { version: 1, value: user }, "the user")
    const charged = expectKind(await store.chargeUser(key, generousRule(key, { epoch }), now), "charged", "the charge")
    expectEqual(charged.user, { version: 1, value: user }, "the charged user")
  })

  test("the JSON of a state comes back byte for byte", async ({ store, newKey }) => {
    for (const json of jsonTexts) {
      const key = newKey()
      await store.saveAccount(key.accountId, { format: 1, json }, 0, accountWrites())
      await saveNewUser(store, key, { ...userState(), json })
      expectEqual((await storedAccount(store, key.accountId)).value.json, json, "the JSON of the account")
      expectEqual((await storedUser(store, key)).value.json, json, "the JSON of the user")
    }
  })

  test("ids and columns may hold any text", async ({ store, newAccountId }) => {
    for (const text of ["O'Brien\"; --", "π ≈ 3 📱", "%_\\", " spaced ", "__proto__", '{a,"b"}']) {
      const key = { accountId: newAccountId(), userId: text }
      const state = userState(text, { status: text, sealedKeyIds: [text, `${text},`] })
      await saveNewAccount(store, key.accountId, { putGroups: [deviceGroup(text, text)] })
      await saveNewUser(store, key, state, { mail: [sealedMail(key, { topic: text })] })
      expectEqual((await storedUser(store, key)).value, state, "the user")
      expectEqual((await store.loadGroups(key.accountId)).groups, [deviceGroup(text, text)], "the groups")
      expectEqual(Object.hasOwn(await store.countByKeyId(), text), true, "whether the key is counted")
    }
  })

  test("sealed bytes come back as they were", async ({ store, newKey }) => {
    const key = newKey()
    const written = [new Uint8Array(), Uint8Array.from({ length: 512 }, (_, index) => index % 256)]
    await saveNewUser(store, key, userState(), {
      mail: written.map((sealed, index) => sealedMail(key, { sealed, dueAt: now + index })),
    })
    const claimed = await store.claimMail({ now: now + 1, limit: 1000, leaseSeconds: 60 })
    const own = claimed.filter(({ key: { accountId } }) => accountId === key.accountId)
    const lengths = own.map(({ sealed }) => sealed.length).sort((one, other) => one - other)
    expectEqual(lengths, [0, 512], "the lengths")
    for (const sealed of written) {
      const same = own.find((mail) => mail.sealed.length === sealed.length)
      expectEqual(same?.sealed, sealed, `the ${sealed.length} bytes`)
    }
  })

  test("the database's time is an instant of today", async ({ store, newKey }) => {
    const key = newKey()
    await saveNewUser(store, key)
    const charged = expectKind(await store.chargeUser(key, chargeRule(key), now), "charged", "the charge")
    const { databaseTime } = await store.loadUser(key)
    const account = await store.loadAccount(key.accountId)
    const groups = await store.loadGroups(key.accountId)
    for (const time of [databaseTime, charged.databaseTime, account.databaseTime, groups.databaseTime]) {
      expectEqual(Number.isInteger(time), true, "whether the time is a whole number")
      // A database's clock may be off, but not its unit or its zone: no zone is further from another than 26 hours.
      expectEqual(Math.abs(time - Date.now()) < 3_600_000, true, "whether the time is within an hour of this machine's")
    }
  })
})
