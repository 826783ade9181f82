import type { MailOutcome, SealedMail, UserKey } from "@muster/sdk/ports"
import { claimedIds, inParallel, racers, saveNewAccount, saveNewUser, saveWith, sorted } from "../arrange.js"
import { expectEqual, expectPresent } from "../expectations.js"
import type { Given } from "../given.js"
import { now, sealedMail, userState } from "../samples.js"
import { suite } from "../suite.js"

const second = 1000

/**
 * A user with mail, called 0, 1, …: claims answer which of it they take and for how many times, as in `0: 2`.
 */
async function queued({ store, newKey }: Given, ...changes: Partial<SealedMail>[]) {
  const key = newKey()
  const mail = changes.map((change) => sealedMail(key, change))
  await saveNewUser(store, key, userState(), { mail })
  const claim = async (at: number, leaseSeconds = 60) => {
    const claimed = await store.claimMail({ now: at, limit: 1000, leaseSeconds })
    const own = claimed.filter((claim) => claim.key.accountId === key.accountId)
    return sorted(own.map(({ id, tries }) => `${mail.findIndex((written) => written.id === id)}: ${tries}`))
  }
  const settle = (index: number, outcome: MailOutcome, as: UserKey = key) =>
    store.settleMail({ id: expectPresent(mail[index], "a mail of the test").id, key: as }, outcome)
  return { key, mail, claim, settle }
}

export const outbox = suite("outbox", (test) => {
  test("a claimed mail is the one that was written, with its tries", async ({ store, newKey }) => {
    const key = newKey()
    const mail = sealedMail(key, { sealed: new Uint8Array([0, 255, 128]), expiresAt: now + second, topic: "code" })
    await saveNewUser(store, key, userState(), { mail: [mail] })
    const claimed = await store.claimMail({ now, limit: 1000, leaseSeconds: 60 })
    const own = claimed.filter(({ key: { accountId } }) => accountId === key.accountId)
    expectEqual(own, [{ ...mail, tries: 1 }], "the mail")
  })

  test("an account's save writes mail as well", async ({ store, newKey }) => {
    const key = newKey()
    const mail = sealedMail(key)
    await saveNewAccount(store, key.accountId, { mail: [mail] })
    expectEqual(await claimedIds(store, key.accountId, now), [mail.id], "the mail")
  })

  test("mail is claimed from its instant on, and not before", async (given) => {
    const { claim } = await queued(given, { dueAt: now }, { dueAt: now + second })
    expectEqual(await claim(now - 1), [], "before any is due")
    expectEqual(await claim(now), ["0: 1"], "when the first is due")
    expectEqual(await claim(now + second), ["1: 1"], "when the second is due")
  })

  test("mail is never claimed from its expiry on", async (given) => {
    const { claim } = await queued(given, { expiresAt: now + second }, { expiresAt: now + second + 1 })
    expectEqual(await claim(now + second), ["1: 1"], "the mail that has not expired")
    expectEqual(await claim(now + 100 * second), [], "the mail after all expiries")
  })

  test("mail with a lease is not claimed before the lease ends, and then once more", async (given) => {
    const { claim } = await queued(given, {})
    expectEqual(await claim(now, 60), ["0: 1"], "the first claim")
    expectEqual(await claim(now + 60 * second - 1), [], "a claim just before the lease ends")
    expectEqual(await claim(now + 60 * second), ["0: 2"], "a claim when the lease ends")
    expectEqual(await claim(now + 60 * second), [], "a claim in the second lease")
  })

  test("a claim takes at most its limit, and what is due longest", async ({ store, newKey }) => {
    const key = newKey()
    // Earlier than any mail of another test, so that the limit is spent on these.
    const mail = [30, 10, 40, 20].map((dueAt) => sealedMail(key, { dueAt }))
    await saveNewUser(store, key, userState(), { mail })
    const taken: number[][] = []
    for (let claims = 0; claims < 2; claims++) {
      const claimed = await store.claimMail({ now: 100, limit: 2, leaseSeconds: 60 })
      taken.push(claimed.map(({ dueAt }) => dueAt).sort((one, other) => one - other))
    }
    expectEqual(
      taken,
      [
        [10, 20],
        [30, 40],
      ],
      "when the claimed mail was due",
    )
  })

  test("of 50 parallel claims each mail goes to exactly one", async ({ store, newKey }) => {
    const key = newKey()
    const mail = Array.from({ length: racers }, () => sealedMail(key))
    await saveNewUser(store, key, userState(), { mail })
    const claims = await inParallel(racers, () => store.claimMail({ now, limit: 5, leaseSeconds: 60 }))
    const own = claims.flat().filter(({ key: { accountId } }) => accountId === key.accountId)
    expectEqual(sorted(own.map(({ id }) => id)), sorted(mail.map(({ id }) => id)), "the claimed mail")
  })

  test("writing a mail deletes the user's unsent mail of the same topic, claimed or not", async (given) => {
    const { store, newKey } = given
    const { key, mail, claim } = await queued(given, { topic: "code" }, { topic: "notice" }, { topic: null })
    const neighbour = newKey(key.accountId)
    const kept = sealedMail(neighbour, { topic: "code" })
    await saveNewUser(store, neighbour, userState(), { mail: [kept] })
    await claim(now)
    const newer = [sealedMail(key, { topic: "code" }), sealedMail(key, { topic: null })]
    await saveWith(store, key, { mail: newer })
    const expected = [...mail.slice(1), kept, ...newer].map(({ id }) => id)
    expectEqual(sorted(await claimedIds(store, key.accountId, now + 60 * second)), sorted(expected), "the mail")
  })

  test("a save withdraws the user's unsent mail of its topics", async (given) => {
    const { store, newKey } = given
    const { key, mail } = await queued(given, { topic: "code" }, { topic: "notice" }, { topic: "other" }, {})
    const neighbour = newKey(key.accountId)
    const kept = sealedMail(neighbour, { topic: "code" })
    await saveNewUser(store, neighbour, userState(), { mail: [kept] })
    const newer = sealedMail(key, { topic: "code" })
    await saveWith(store, key, { withdraw: ["code", "notice", "unknown"], mail: [newer] })
    const expected = [...mail.slice(2), kept, newer].map(({ id }) => id)
    expectEqual(sorted(await claimedIds(store, key.accountId, now)), sorted(expected), "the mail")
  })

  test("a claim holds until the mail is withdrawn, replaced, settled or claimed anew", async (given) => {
    const { store } = given
    const topics = ["kept", "withdrawn", "replaced", "sent", "dead", "again"]
    const { key } = await queued(given, ...topics.map((topic) => ({ topic })))
    const claimed = (await store.claimMail({ now, limit: 1000, leaseSeconds: 60 })).filter(
      (claim) => claim.key.accountId === key.accountId,
    )
    const held = async () => {
      const ids = await store.heldMail(claimed)
      return sorted(claimed.filter(({ id }) => ids.includes(id)).map(({ topic }) => topic ?? ""))
    }
    expectEqual(await held(), sorted(topics), "the claims at once")
    const mailOf = (topic: string) =>
      expectPresent(
        claimed.find((mail) => mail.topic === topic),
        "a mail of the test",
      )
    await saveWith(store, key, { withdraw: ["withdrawn"], mail: [sealedMail(key, { topic: "replaced" })] })
    await store.settleMail(mailOf("sent"), { kind: "sent" })
    await store.settleMail(mailOf("dead"), { kind: "dead" })
    await store.settleMail(mailOf("again"), { kind: "retry", dueAt: now })
    expectEqual(await held(), ["again", "kept"], "the claims that nobody has ended")
    await store.claimMail({ now, limit: 1000, leaseSeconds: 60 })
    expectEqual(await held(), ["kept"], "the claims after another machine's")
    expectEqual(await store.heldMail([{ ...mailOf("kept"), key: given.newKey() }]), [], "a claim with another key")
  })

  test("sent mail is gone", async (given) => {
    const { claim, settle } = await queued(given, {}, {})
    await claim(now)
    await settle(0, { kind: "sent" })
    expectEqual(await claim(now + 60 * second), ["1: 2"], "what is claimed after the lease")
  })

  test("a mail with another user's key is not settled", async (given) => {
    const { key, claim, settle } = await queued(given, {})
    await settle(0, { kind: "sent" }, given.newKey(key.accountId))
    expectEqual(await claim(now), ["0: 1"], "what is claimed")
  })

  test("mail to be tried again is due at its new instant, whatever its lease, and goes on counting", async (given) => {
    const { claim, settle } = await queued(given, {})
    await claim(now, 3600)
    await settle(0, { kind: "retry", dueAt: now + second })
    expectEqual(await claim(now + second - 1), [], "before the new instant")
    expectEqual(await claim(now + second), ["0: 2"], "at the new instant")
  })

  test("dead mail is never claimed again, whatever a late claimer says", async (given) => {
    const { claim, settle } = await queued(given, {})
    await claim(now)
    await settle(0, { kind: "dead" })
    expectEqual(await claim(now + 3600 * second), [], "after its lease")
    await settle(0, { kind: "retry", dueAt: now })
    expectEqual(await claim(now + 3600 * second), [], "after another claimer asked for a retry")
  })

  test("settling mail that was withdrawn meanwhile does not bring it back", async (given) => {
    const { key, claim, settle } = await queued(given, { topic: "code" })
    await claim(now)
    await saveWith(given.store, key, { withdraw: ["code"] })
    await settle(0, { kind: "retry", dueAt: now })
    expectEqual(await claim(now + 3600 * second), [], "what is claimed later")
  })

  test("the next mail is the one that is due first, or whose lease ends first", async (given) => {
    const { store } = given
    expectEqual(await store.nextMailAt(), null, "when no mail waits")
    const { claim, settle } = await queued(given, { dueAt: 2000 }, { dueAt: 5000 })
    expectEqual(await store.nextMailAt(), 2000, "the first that is due")
    await claim(2000, 1)
    expectEqual(await store.nextMailAt(), 3000, "the end of its lease")
    await settle(0, { kind: "retry", dueAt: 9000 })
    expectEqual(await store.nextMailAt(), 5000, "the other mail")
    await settle(1, { kind: "dead" })
    expectEqual(await store.nextMailAt(), 9000, "the mail that is tried again")
    await settle(0, { kind: "sent" })
    expectEqual(await store.nextMailAt(), null, "when only dead mail is left")
  })

  test("expired mail waits no more once a claim has passed it over", async (given) => {
    const { claim } = await queued(given, { dueAt: 1000, expiresAt: 2000 })
    expectEqual(await claim(2000), [], "the claim")
    expectEqual(await given.store.nextMailAt(), null, "the next mail")
  })
})
