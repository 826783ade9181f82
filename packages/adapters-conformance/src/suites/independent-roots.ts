import type { MusterStore } from "@muster/sdk/ports"
import { countKind, inParallel, racers, saveNewAccount, saveNewUser, sorted, storedUser } from "../arrange.js"
import { expectEqual } from "../expectations.js"
import type { Given } from "../given.js"
import {
  accountState,
  accountWrites,
  chargeRule,
  deviceGroup,
  now,
  sealedMail,
  userState,
  userWrites,
} from "../samples.js"
import { suite } from "../suite.js"
import { uniqueId } from "../unique-id.js"

/** Two roots on the same data; racers take them in turn. */
async function twoRoots({ store, again }: Given): Promise<(index: number) => MusterStore> {
  const other = await again()
  return (index) => (index % 2 === 0 ? store : other)
}

export const independentRoots = suite("independent-roots", (test) => {
  test("what one root saves the other reads", async (given) => {
    const root = await twoRoots(given)
    const key = given.newKey()
    await saveNewAccount(root(0), key.accountId, { putGroups: [deviceGroup("support")] })
    await saveNewUser(root(0), key)
    expectEqual(
      (await root(1).loadAccount(key.accountId)).account,
      (await root(0).loadAccount(key.accountId)).account,
      "the account",
    )
    expectEqual((await root(1).loadGroups(key.accountId)).groups, [deviceGroup("support")], "the groups")
    expectEqual(await storedUser(root(1), key), { version: 1, value: userState() }, "the user")
    const lost = await root(1).saveUser(key, userState("first"), 0, userWrites())
    expectEqual(lost, { kind: "version-conflict" }, "a first save through the other root")
  })

  test("of 50 saves of a user through two roots exactly one is saved", async (given) => {
    const root = await twoRoots(given)
    const key = given.newKey()
    for (const expectedVersion of [0, 1]) {
      const results = await inParallel(racers, (index) =>
        root(index).saveUser(key, userState(`${index}`), expectedVersion, userWrites()),
      )
      expectEqual(countKind(results, "saved"), 1, `saved of those that expect version ${expectedVersion}`)
    }
  })

  test("of 50 saves of an account through two roots exactly one is saved", async (given) => {
    const root = await twoRoots(given)
    const accountId = given.newAccountId()
    for (const expectedVersion of [0, 1]) {
      const results = await inParallel(racers, (index) =>
        root(index).saveAccount(accountId, accountState(`${index}`), expectedVersion, accountWrites()),
      )
      expectEqual(countKind(results, "saved"), 1, `saved of those that expect version ${expectedVersion}`)
    }
  })

  test("of 50 charges through two roots no more are charged than the rule allows", async (given) => {
    const root = await twoRoots(given)
    const key = given.newKey()
    await saveNewUser(root(0), key)
    const answers = await inParallel(racers, (index) => root(index).chargeUser(key, chargeRule(key), now))
    expectEqual(countKind(answers, "charged"), 5, "charged")
  })

  test("of 50 different keys that come with a new id through two roots exactly one matches", async (given) => {
    const root = await twoRoots(given)
    const keyId = uniqueId("key")
    const answers = await inParallel(racers, (index) =>
      root(index).checkKey({ purpose: "totp", keyId, value: `${index}` }),
    )
    expectEqual(countKind(answers, "match"), 1, "those that match")
  })

  test("a mail that one root has claimed the other does not get", async (given) => {
    const root = await twoRoots(given)
    const key = given.newKey()
    const mail = Array.from({ length: racers }, () => sealedMail(key))
    await saveNewUser(root(0), key, userState(), { mail })
    const claims = await inParallel(racers, (index) => root(index).claimMail({ now, limit: 5, leaseSeconds: 60 }))
    const ids = claims.flat().filter((claimed) => claimed.key.accountId === key.accountId)
    expectEqual(sorted(ids.map(({ id }) => id)), sorted(mail.map(({ id }) => id)), "the claimed mail")
  })
})
