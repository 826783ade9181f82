import { allPages, countKind, inParallel, racers, saveNewUser, sorted, storedUser } from "../arrange.js"
import { expectEqual } from "../expectations.js"
import type { Given } from "../given.js"
import { userState, userWrites } from "../samples.js"
import { suite } from "../suite.js"
import { uniqueId } from "../unique-id.js"

/** Saves one user for each list of key ids, in two accounts. */
async function saveSealed({ store, newKey, newAccountId }: Given, ...lists: readonly (readonly string[])[]) {
  const accountIds = [newAccountId(), newAccountId()]
  const keys = lists.map((_, index) => newKey(accountIds[index % 2]))
  for (const [index, key] of keys.entries()) {
    await saveNewUser(store, key, userState(key.userId, { sealedKeyIds: lists[index] ?? [] }))
  }
  const own = new Set(keys.map(({ userId }) => userId))
  /** Our users among those that have a record under another key. */
  const scan = async (notKeyId: string, limit?: number) => {
    const { items } = await allPages((input) => store.scanSealed({ notKeyId, ...input }), limit)
    return items.filter(({ key }) => own.has(key.userId))
  }
  return { keys, scan }
}

export const keyRotation = suite("key-rotation", (test) => {
  test("a scan finds the users with a record under another key, in all accounts", async (given) => {
    const [current, old] = [uniqueId("key"), uniqueId("key")]
    const lists = [[old], [current], [current, old], [old], [], [current, current]]
    const { keys, scan } = await saveSealed(given, ...lists)
    const expected = keys.filter((_, index) => lists[index]?.includes(old)).map(({ userId }) => userId)
    for (const limit of [1, 2, 1000]) {
      const found = await scan(current, limit)
      expectEqual(sorted(found.map(({ key }) => key.userId)), sorted(expected), `the users on pages of ${limit}`)
    }
    for (const { key, user } of await scan(current)) {
      expectEqual(user, await storedUser(given.store, key), "a user as it is found")
    }
  })

  test("a user that is sealed anew is found no more, also while the pages are read", async (given) => {
    const { store } = given
    const [current, old] = [uniqueId("key"), uniqueId("key")]
    const { keys, scan } = await saveSealed(given, ...Array.from({ length: 7 }, () => [old]))
    const own = new Set(keys.map(({ userId }) => userId))
    const found: string[] = []
    await allPages(async (input) => {
      const page = await store.scanSealed({ notKeyId: current, ...input })
      for (const { key, user } of page.items.filter(({ key }) => own.has(key.userId))) {
        found.push(key.userId)
        const resealed = userState(key.userId, { sealedKeyIds: [current] })
        await store.saveUser(key, resealed, user.version, userWrites())
      }
      return page
    }, 2)
    expectEqual(sorted(found), sorted([...own]), "the users that were found")
    expectEqual(await scan(current), [], "who is found afterwards")
  })

  test("users are counted under each key that they have a record under, once", async (given) => {
    const { store } = given
    const [one, two, none] = [uniqueId("key"), uniqueId("key"), uniqueId("key")]
    const { keys } = await saveSealed(given, [one], [one, two], [one, one], [])
    const counted = await store.countByKeyId()
    expectEqual([counted[one], counted[two], counted[none]], [3, 1, undefined], "the users under each key")

    for (const key of keys) await store.saveUser(key, userState(), 1, userWrites())
    expectEqual((await store.countByKeyId())[one], undefined, "the users after none has a record any more")
  })

  test("an id stands for the key that came with it first: that one matches ever after, and no other does", async ({
    store,
  }) => {
    const keyId = uniqueId("key")
    const check = (value: string) => store.checkKey({ purpose: "totp", keyId, value })
    const answers = [await check("first"), await check("other"), await check("first"), await check("First")]
    expectEqual(
      answers.map(({ kind }) => kind),
      ["match", "mismatch", "match", "mismatch"],
      "the answers",
    )
  })

  test("keys of one id and different purposes, and of one purpose and different ids, are told apart", async ({
    store,
  }) => {
    const [one, other] = [uniqueId("key"), uniqueId("key")]
    const checks = [
      { purpose: "totp", keyId: one, value: "a" },
      { purpose: "mail", keyId: one, value: "b" },
      { purpose: "totp", keyId: other, value: "c" },
    ] as const
    for (const round of ["first", "second"]) {
      for (const check of checks) expectEqual(await store.checkKey(check), { kind: "match" }, `the ${round} answer`)
    }
  })

  test("of 50 different keys that come with a new id at once exactly one matches", async ({ store }) => {
    const keyId = uniqueId("key")
    const answers = await inParallel(racers, (index) => store.checkKey({ purpose: "totp", keyId, value: `${index}` }))
    expectEqual(countKind(answers, "match"), 1, "those that match")
  })
})
