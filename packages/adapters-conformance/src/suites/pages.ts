import type { AuditEvent, MusterStore } from "@muster/sdk/ports"
import { allPages, saveNewAccount, saveNewUser, sorted } from "../arrange.js"
import { expectEqual, expectInvalidInput } from "../expectations.js"
import { auditEvent, deviceGroup, now, userState } from "../samples.js"
import { suite } from "../suite.js"

/** In order of code point, as bytes of UTF-8 are; neither a language's order nor that of UTF-16. */
const ordered = ["1", "10", "2", "A", "Z", "_", "a", "a-b", "ab", "z", "é", "\uff5e", "\u{1f4f1}"]

function shuffled(ids: readonly string[]): readonly string[] {
  return [...ids.filter((_, index) => index % 2 === 1), ...ids.filter((_, index) => index % 2 === 0)]
}

/** An account with this many events, all at two instants, so that pages end between equal ones. */
async function withEvents(store: MusterStore, accountId: string, count: number): Promise<readonly AuditEvent[]> {
  const events = Array.from({ length: count }, (_, index) => auditEvent(accountId, { at: now + (index % 2) }))
  await saveNewAccount(store, accountId, { events })
  return events
}

export const pages = suite("pages", (test) => {
  test("users come in order of id, each once, on pages of any size", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    for (const userId of shuffled(ordered)) await saveNewUser(store, { accountId, userId }, userState(userId))
    for (const limit of [1, 4, ordered.length, 1000]) {
      const { items } = await allPages((input) => store.listUsers({ accountId, ...input }), limit)
      expectEqual(
        items.map(({ userId }) => userId),
        ordered,
        `the users on pages of ${limit}`,
      )
      expectEqual(items[3]?.user, { version: 1, value: userState(ordered[3]) }, "a user")
    }
  })

  test("groups come in order of id", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await saveNewAccount(store, accountId, { putGroups: shuffled(ordered).map((id) => deviceGroup(id)) })
    expectEqual(
      (await store.loadGroups(accountId)).groups.map(({ id }) => id),
      ordered,
      "the groups",
    )
  })

  test("a user that is saved between two pages moves no other to another page", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    const save = async (...ids: string[]) => {
      for (const userId of ids) await saveNewUser(store, { accountId, userId })
    }
    await save("b", "d", "f", "h", "j")
    const first = await store.listUsers({ accountId, limit: 2 })
    await save("a", "c")
    const second = await store.listUsers({ accountId, limit: 2, after: first.next })
    await save("e", "g")
    const third = await store.listUsers({ accountId, limit: 2, after: second.next })
    const seen = [first, second, third].map(({ items }) => items.map(({ userId }) => userId))
    expectEqual(seen, [["b", "d"], ["f", "h"], ["j"]], "the users of the three pages")
    expectEqual(third.next, null, "what follows the last page")
  })

  test("events of one instant are listed once each, however the pages end", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    const events = await withEvents(store, accountId, 10)
    const whole = await store.listEvents({ accountId })
    expectEqual(sorted(whole.items.map(({ id }) => id)), sorted(events.map(({ id }) => id)), "the events")
    for (const limit of [1, 3, 5]) {
      const { items } = await allPages((input) => store.listEvents({ accountId, ...input }), limit)
      expectEqual(items, whole.items, `the events on pages of ${limit}`)
    }
  })

  test("an event that is written between two pages does not repeat another", async ({ store, newKey }) => {
    const { accountId, userId } = newKey()
    await withEvents(store, accountId, 4)
    const whole = await store.listEvents({ accountId })
    const first = await store.listEvents({ accountId, limit: 2 })
    await saveNewUser(store, { accountId, userId }, userState(), { events: [auditEvent(accountId, { at: now + 9 })] })
    const second = await store.listEvents({ accountId, limit: 2, after: first.next })
    expectEqual([...first.items, ...second.items], whole.items, "the events of both pages")
  })

  test("a page of one user's events ends where theirs end", async ({ store, newKey }) => {
    const { accountId, userId } = newKey()
    const own = Array.from({ length: 5 }, () => auditEvent(accountId, { userId }))
    const others = Array.from({ length: 5 }, () => auditEvent(accountId))
    await saveNewAccount(store, accountId, {
      events: own.flatMap((event, index) => [event, ...others.slice(index, index + 1)]),
    })
    const { items } = await allPages((input) => store.listEvents({ accountId, userId, ...input }), 2)
    expectEqual(sorted(items.map(({ id }) => id)), sorted(own.map(({ id }) => id)), "the user's events")
  })

  test("a page holds 100 items by default, and at most 1,000", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    await withEvents(store, accountId, 1001)
    for (const [limit, length] of [
      [undefined, 100],
      [1000, 1000],
      [5000, 1000],
    ] as const) {
      const page = await store.listEvents({ accountId, limit })
      expectEqual(page.items.length, length, `the items of a page of ${limit}`)
      expectEqual(page.next === null, false, "the last page")
    }
  })

  test("a list without items is one page", async ({ store, newAccountId }) => {
    const accountId = newAccountId()
    expectEqual(await store.listUsers({ accountId }), { items: [], next: null }, "the users")
    expectEqual(await store.listEvents({ accountId, after: null }), { items: [], next: null }, "the events")
  })

  test("a cursor that no page gave, or a page of no items, is refused as invalid input", async ({
    store,
    newAccountId,
  }) => {
    const accountId = newAccountId()
    await withEvents(store, accountId, 2)
    for (const after of ["", "nonsense", "[]", "[1]", '["a","b"]', "1; drop table events"]) {
      await expectInvalidInput(store.listEvents({ accountId, after }), "after", `the cursor ${JSON.stringify(after)}`)
    }
    for (const limit of [0, -1, 1.5]) {
      await expectInvalidInput(store.listUsers({ accountId, limit }), "limit", `a page of ${limit} users`)
      await expectInvalidInput(store.listEvents({ accountId, limit }), "limit", `a page of ${limit} events`)
    }
  })
})
