import { explain } from "@muster/sdk"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { accountId, ann, otherThan, system } from "../../../sdk/test/world.js"
import { type FaultWorld, openFaults } from "./open-faults.js"

let world: FaultWorld
beforeAll(async () => {
  world = await openFaults()
})
beforeEach(async () => {
  await unlock()
  world.clock.advance({ seconds: 30 })
})
afterAll(() => world.close())

const mostBigint = "9223372036854775807"
const signIn = async (code = world.app.code()) =>
  world.muster.signIn.verify({ ticket: await world.challengeTicket(), code })
const write = (columns: string) =>
  world.direct.query(`update ${world.schema}.users set ${columns} where user_id = $1`, [ann.id])
const unlock = () => world.muster.users.unlock({ accountId, userId: ann.id, actor: system, reason: "a bad import" })

describe("counters that a bad import has left", () => {
  test.each([
    ["far above the cap", "codes_failures = 2147483647", "locked"],
    ["a bucket that is full for ever", `codes_bucket_until = ${mostBigint}`, "locked"],
    ["a wait that never ends", `codes_next_try_at = ${mostBigint}`, "throttled"],
  ])("%s: nothing is compared, the answer can be explained, and an admin's verb ends it", async (_, columns, kind) => {
    const { muster, comparisons } = world
    await write(columns)
    const compared = comparisons()
    const answer = await signIn()
    expect(answer.kind).toBe(kind)
    expect(JSON.stringify(explain(answer))).not.toMatch(/Invalid|NaN/)
    expect(comparisons()).toBe(compared)
    const { items } = await muster.users.list({ accountId })
    expect(items.map(({ userId }) => userId)).toContain(ann.id)
    expect(await unlock()).toMatchObject({ kind: "unlocked", changed: true })
    expect((await signIn()).kind).toBe("signed-in")
  })

  test.each([
    ["below nothing", "codes_failures = -2147483648"],
    ["a bucket before all time", `codes_bucket_until = -${mostBigint}`],
    ["a wait that ended before all time", `codes_next_try_at = -${mostBigint}`],
  ])("%s: no guess more than the rule allows", async (_, columns) => {
    await write(columns)
    const wrong = otherThan(world.app.code())
    const kinds = []
    for (let guess = 0; guess < 8; guess++) kinds.push((await signIn(wrong)).kind)
    expect(kinds.filter((kind) => kind === "wrong-code")).toHaveLength(5)
    expect(kinds.slice(5)).toEqual(["throttled", "throttled", "throttled"])
    await unlock()
    expect((await signIn()).kind).toBe("signed-in")
  })
})

describe("a record that is damaged", () => {
  const bob = { id: "bob", email: "bob@acme.example" }

  test("in one byte of the sealed secret stops that user's codes, charges nothing for it, and nobody else; a reset mends it", async () => {
    const { muster, begin, enrollUser, challengeTicket, direct, schema, stands } = world
    const { app, enrolled } = await enrollUser(bob)
    const [recoveryCode = ""] = enrolled.recoveryCodes
    await direct.query(
      `update ${schema}.users set state = regexp_replace(state, '("sealedSecret":".{60})(.)',
         '\\1' || case when substring(state from '"sealedSecret":".{60}(.)') = 'A' then 'B' else 'A' end)
       where user_id = 'bob'`,
    )
    const codeOfBob = { ticket: await challengeTicket(bob), code: app.code() }
    await expect(muster.signIn.verify(codeOfBob)).rejects.toMatchObject({ code: "ERR_RECORD_UNREADABLE" })
    expect(await stands("bob")).toMatchObject({ failures: 0 })

    expect((await signIn()).kind).toBe("signed-in")
    const { items } = await muster.users.list({ accountId })
    expect(items.map(({ userId, state }) => [userId, state])).toEqual([
      ["ann", "enrolled"],
      ["bob", "enrolled"],
    ])
    const recovered = await muster.signIn.useRecoveryCode({ ticket: await challengeTicket(bob), code: recoveryCode })
    expect(recovered.kind).toBe("signed-in")
    await muster.users.reset({ accountId, userId: "bob", actor: system, reason: "unreadable" })
    expect((await begin(bob)).kind).toBe("enroll")
  })

  test("beyond reading stops every call about that user, with a code of its own, and no sign-in of anybody else", async () => {
    const { begin, enrollUser, direct, schema } = world
    await enrollUser({ id: "cem", email: "cem@acme.example" })
    await direct.query(`update ${schema}.users set state = left(state, -1) where user_id = 'cem'`)
    const unreadable = { code: "ERR_RECORD_UNREADABLE" }
    await expect(begin({ id: "cem", email: "cem@acme.example" })).rejects.toMatchObject(unreadable)
    expect((await signIn()).kind).toBe("signed-in")
  })
})
