import type { SealedMail } from "@muster/sdk/ports"
import { allPages, claimedIds, countKind, inParallel, racers, saveNewUser, saveWith, sorted } from "../arrange.js"
import { expectEqual, expectInvalidInput } from "../expectations.js"
import type { Given } from "../given.js"
import { now, sealedMail, userState } from "../samples.js"
import { suite } from "../suite.js"

const second = 1000

/** A user with mail that could not be delivered. */
async function dead({ store, newKey }: Given, ...changes: Partial<SealedMail>[]) {
  const key = newKey()
  const mail = changes.map((change) => sealedMail(key, change))
  await saveNewUser(store, key, userState(), { mail })
  for (const one of mail) await store.settleMail(one, { kind: "dead" })
  const listed = async () => (await store.listUndelivered({ accountId: key.accountId })).items.map(({ id }) => id)
  return { key, mail, listed, first: mail[0] ?? sealedMail(key) }
}

export const undeliveredMail = suite("undelivered-mail", (test) => {
  test("dead mail is listed without what it says, and no other mail is", async (given) => {
    const { store } = given
    const { key, first } = await dead(given, { expiresAt: now + second, topic: "code" })
    await saveWith(store, key, { mail: [sealedMail(key)] })
    const expected = [{ id: first.id, key, dueAt: now, expiresAt: now + second, tries: 0 }]
    expectEqual((await store.listUndelivered({ accountId: key.accountId })).items, expected, "the dead mail")
    const stranger = given.newAccountId()
    expectEqual((await store.listUndelivered({ accountId: stranger })).items, [], "that of another account")
  })

  test("it comes in order of user and id, each once, on pages of any size", async (given) => {
    const { store, newAccountId } = given
    const accountId = newAccountId()
    const users = ["a", "B", "\u{1f4f1}"].map((userId) => ({ accountId, userId }))
    const mail = users.flatMap((key) => ["2", "1"].map((id) => sealedMail(key, { id: `${id}-${key.userId}` })))
    for (const key of users) {
      await saveNewUser(store, key, userState(), { mail: mail.filter((one) => one.key.userId === key.userId) })
    }
    for (const one of mail) await store.settleMail(one, { kind: "dead" })
    const ordered = ["1-B", "2-B", "1-a", "2-a", "1-\u{1f4f1}", "2-\u{1f4f1}"]
    for (const limit of [1, 4, 6, 1000]) {
      const { items } = await allPages((input) => store.listUndelivered({ accountId, ...input }), limit)
      expectEqual(
        items.map(({ id }) => id),
        ordered,
        `the mail on pages of ${limit}`,
      )
    }
    await expectInvalidInput(store.listUndelivered({ accountId, after: "nonsense" }), "after", "a cursor of nobody")
  })

  test("what is to be sent again is due, with its tries counted anew", async (given) => {
    const { store } = given
    const { key, listed, first } = await dead(given, {}, {})
    expectEqual(await store.settleUndelivered(first, { kind: "again", dueAt: now + second }), true, "the answer")
    expectEqual((await listed()).includes(first.id), false, "whether it is listed still")
    expectEqual(await claimedIds(store, key.accountId, now), [], "what is claimed before")
    const claimed = await store.claimMail({ now: now + second, limit: 1000, leaseSeconds: 0 })
    const own = claimed.filter((mail) => mail.key.accountId === key.accountId)
    expectEqual(own, [{ ...first, dueAt: now + second, tries: 1 }], "what is claimed then")
  })

  test("mail that has expired is not sent again", async (given) => {
    const { store } = given
    const { listed, first } = await dead(given, { expiresAt: now + second })
    expectEqual(await store.settleUndelivered(first, { kind: "again", dueAt: now + second }), false, "the answer")
    expectEqual(await listed(), [first.id], "the dead mail")
  })

  test("what is given up is gone", async (given) => {
    const { store } = given
    const { key, mail, listed, first } = await dead(given, {}, {})
    expectEqual(await store.settleUndelivered(first, { kind: "given-up" }), true, "the answer")
    expectEqual(await listed(), sorted(mail.slice(1).map(({ id }) => id)), "the dead mail")
    expectEqual(await claimedIds(store, key.accountId, now + 3600 * second), [], "what is claimed")
  })

  test("mail that waits, mail of another user and mail that is gone are neither sent again nor given up", async (given) => {
    const { store, newKey } = given
    const { key, first } = await dead(given, {})
    const waiting = sealedMail(key)
    await saveWith(store, key, { mail: [waiting] })
    const others = [waiting, { ...first, key: newKey(key.accountId) }, { ...first, key: newKey() }, sealedMail(key)]
    for (const outcome of [{ kind: "again", dueAt: now }, { kind: "given-up" }] as const) {
      for (const other of others) expectEqual(await store.settleUndelivered(other, outcome), false, outcome.kind)
    }
    expectEqual(await claimedIds(store, key.accountId, now), [waiting.id], "what is claimed")
    const { items } = await store.listUndelivered({ accountId: key.accountId })
    expectEqual(items.length, 1, "the dead mail")
  })

  test("of 50 who decide about a mail at once exactly one has decided", async (given) => {
    const { store } = given
    const { first } = await dead(given, {})
    const answers = await inParallel(racers, async (index) => {
      const outcome = index % 2 === 0 ? ({ kind: "given-up" } as const) : ({ kind: "again", dueAt: now } as const)
      return { kind: (await store.settleUndelivered(first, outcome)) ? "decided" : "late" }
    })
    expectEqual(countKind(answers, "decided"), 1, "those who have decided")
  })
})
