import { memoryStore } from "@muster/adapters-memory"
import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { directoryOf, directoryUser, saveRecord, someFactor } from "../../test/directory.js"
import { accountId, openWorld } from "../../test/world.js"
import type { Muster, UserStatus } from "../index.js"
import type { DirectoryUser, MusterStore } from "../ports/index.js"

type Filter = Parameters<Muster["users"]["list"]>[0]["state"]

/** Every page of a list, until it ends. */
async function everyPage(muster: Muster, input: { readonly limit?: number; readonly state?: Filter } = {}) {
  const pages: (readonly UserStatus[])[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<Muster["users"]["list"]>> = await muster.users.list({ accountId, after, ...input })
    pages.push(page.items)
    if (page.next !== null && page.next === after) throw new Error("a page that leads to itself")
    after = page.next
  } while (after !== null)
  return pages
}

const idsOf = (pages: readonly (readonly UserStatus[])[]) => pages.flat().map(({ userId }) => userId)
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `u${String(index).padStart(4, "0")}`)

/** A store whose statements are counted. */
function counted(store: MusterStore) {
  const statements: string[] = []
  const counting = Object.fromEntries(
    Object.entries(store).map(([name, method]) => [
      name,
      (...input: unknown[]) => {
        // A key is checked once in the life of a process, when it is used first.
        if (name !== "checkKey") statements.push(name)
        return (method as (...input: unknown[]) => unknown)(...input)
      },
    ]),
  ) as unknown as MusterStore
  return { counting, statements }
}

describe("the pages of a list hold everybody once, in order of id", () => {
  test("2,500 people, of whom some are the directory's alone and some Muster's alone", async () => {
    const ids = numbered(2500)
    const store = memoryStore()
    const { directory } = directoryOf(ids.filter((_, index) => index % 3 !== 0).map((id) => directoryUser(id)))
    for (const [index, id] of ids.entries()) if (index % 3 !== 1) await saveRecord(store, id, { factor: someFactor })
    const { muster } = openWorld({ store, directory })
    for (const limit of [7, 100, 1000]) {
      const pages = await everyPage(muster, { limit })
      expect(idsOf(pages)).toEqual(ids)
      expect(pages.slice(0, -1).every((page) => page.length === limit)).toBe(true)
    }
    const people = (await everyPage(muster)).flat()
    expect(people.filter(({ inDirectory }) => inDirectory === false)).toHaveLength(834)
    expect(people.filter(({ state }) => state === "enrolled")).toHaveLength(1667)
  })

  test("whoever is where, and whatever the page's size", async () => {
    const somebody = fc.record({
      id: fc.string({ unit: fc.constantFrom("a", "b", "Z", "é", "\uff5e", "\u{1f4f1}"), minLength: 1, maxLength: 4 }),
      where: fc.constantFrom("directory", "store", "both"),
    })
    const people = fc.uniqueArray(somebody, { selector: ({ id }) => id, maxLength: 12 })
    await fc.assert(
      fc.asyncProperty(people, fc.integer({ min: 1, max: 5 }), async (given, limit) => {
        const store = memoryStore()
        for (const { id, where } of given) if (where !== "directory") await saveRecord(store, id)
        const { directory } = directoryOf(
          given.filter(({ where }) => where !== "store").map(({ id }) => directoryUser(id)),
        )
        const sorted = given
          .map(({ id }) => id)
          .sort((one, other) => Buffer.compare(Buffer.from(one), Buffer.from(other)))
        expect(idsOf(await everyPage(openWorld({ store, directory }).muster, { limit }))).toEqual(sorted)
      }),
      { numRuns: 60 },
    )
  })

  test("somebody who comes or goes between two pages moves nobody else", async () => {
    const users: DirectoryUser[] = ["b", "d", "f"].map((id) => directoryUser(id))
    const list = async ({ after, limit }: { after: string | null; limit: number }) => {
      const begin = after === null ? 0 : users.findIndex(({ id }) => id > after)
      const items = begin < 0 ? [] : users.slice(begin, begin + limit)
      const last = items.at(-1)?.id
      return { items, next: last === undefined || last === users.at(-1)?.id ? null : last }
    }
    const { muster } = openWorld({ directory: { list, get: async () => undefined } })
    const first = await muster.users.list({ accountId, limit: 2 })
    users.splice(0, 2, directoryUser("a"), directoryUser("c"), directoryUser("e"))
    const second = await muster.users.list({ accountId, limit: 2, after: first.next })
    expect(idsOf([first.items, second.items])).toEqual(["b", "d", "e", "f"])
  })
})

test("a page is one read of the directory and one statement", async () => {
  const ids = numbered(300)
  const store = memoryStore()
  for (const id of ids) await saveRecord(store, id)
  const { directory, calls } = directoryOf(ids.map((id) => directoryUser(id)))
  const { counting, statements } = counted(store)
  const { muster } = openWorld({ store: counting, directory })
  const { next } = await muster.users.list({ accountId, limit: 100 })
  await muster.users.list({ accountId, limit: 100, after: next })
  expect({ reads: calls.list, statements }).toEqual({ reads: 2, statements: ["listUsers", "listUsers"] })
})

test("without a directory a list holds whom Muster has written down, without an address, and says so", async () => {
  const store = memoryStore()
  await saveRecord(store, "ann", { factor: someFactor })
  const { muster } = openWorld({ store })
  expect((await muster.users.list({ accountId })).items).toMatchObject([
    { userId: "ann", inDirectory: null, email: null, isAdmin: false, state: "enrolled", buildStanding: "meets" },
  ])
})

test("another account's users are nobody here", async () => {
  const store = memoryStore()
  await saveRecord(store, "ann")
  const { muster } = openWorld({ store, directory: directoryOf([directoryUser("ann")]).directory })
  expect(await muster.users.list({ accountId: "other" })).toEqual({ items: [], next: null })
  expect(await muster.users.status({ accountId: "other", userId: "ann" })).toMatchObject({
    inDirectory: false,
    email: null,
  })
})

describe("a filter that few match", () => {
  it("reads ten pages of a thousand at most, and the pages that follow find the rest", async () => {
    const ids = numbered(9999)
    const wide = [...ids, ...ids.map((id) => `v${id}`)]
    const { directory, calls } = directoryOf(wide.map((id) => directoryUser(id, { isService: id === wide.at(-1) })))
    const { muster } = openWorld({ directory })
    const first = await muster.users.list({ accountId, state: "service" })
    expect(first.items).toEqual([])
    expect(first.next).not.toBeNull()
    expect(calls.list).toBe(10)
    expect(idsOf(await everyPage(muster, { state: "service" }))).toEqual([wide.at(-1)])
  })

  it("reads ten pages of the store at most too, and shows nobody while one of the two lists is in the dark", async () => {
    const ids = numbered(9999)
    const store = memoryStore()
    for (const id of [...ids, ...ids.slice(0, 1500).map((id) => `v${id}`)]) await saveRecord(store, id)
    const { counting, statements } = counted(store)
    const { directory } = directoryOf([directoryUser("zoe", { isService: true })])
    const { muster } = openWorld({ store: counting, directory })
    const first = await muster.users.list({ accountId, state: "service" })
    expect({ items: first.items, statements: statements.length }).toEqual({ items: [], statements: 10 })
    const second = await muster.users.list({ accountId, state: "service", after: first.next })
    expect({ ids: idsOf([second.items]), next: second.next }).toEqual({ ids: ["zoe"], next: null })
  })

  it("fills its pages as far as there is anybody", async () => {
    const ids = numbered(2500)
    const { directory } = directoryOf(ids.map((id, index) => directoryUser(id, { isService: index % 2 === 0 })))
    const pages = await everyPage(openWorld({ directory }).muster, { state: "service", limit: 300 })
    expect(pages.map((page) => page.length)).toEqual([300, 300, 300, 300, 50])
    expect(new Set(idsOf(pages)).size).toBe(1250)
  })
})

test.each([
  "",
  "{",
  "[]",
  "[1,null,null,null]",
  "[null,null,null]",
  '["a","b"]',
  `["${"x".repeat(3000)}",null,null,null]`,
  '[null,null,"not a cursor of the store",null]',
])("a cursor that no page gave is the host's fault: %s", async (after) => {
  const { muster } = openWorld({ directory: directoryOf([]).directory })
  await expect(muster.users.list({ accountId, after })).rejects.toMatchObject({
    code: "ERR_INVALID_INPUT",
    field: "after",
  })
})

test("nobody makes up where the directory goes on: a cursor is that of a page, and of its account alone", async () => {
  const { directory, calls } = directoryOf(numbered(3).map((id) => directoryUser(id)))
  const { muster } = openWorld({ directory })
  const { next } = await muster.users.list({ accountId, limit: 1 })
  const [mark, cursor] = JSON.parse(next ?? "")
  const made = ["https://directory.example/another-tenant", null, null, null]
  for (const [account, after] of [
    [accountId, JSON.stringify(made)],
    [accountId, JSON.stringify([mark, JSON.stringify(made)])],
    [accountId, JSON.stringify(["", cursor])],
    ["other", next],
  ] as const) {
    const page = muster.users.list({ accountId: account, after })
    await expect(page).rejects.toMatchObject({ code: "ERR_INVALID_INPUT", field: "after" })
  }
  expect(calls.list).toBe(1)
  expect((await muster.users.list({ accountId, limit: 1, after: next })).items).toHaveLength(1)
})

test.each([0, -1, 1001, 1.5])("a page of %d users is the host's fault", async (limit) => {
  await expect(openWorld().muster.users.list({ accountId, limit })).rejects.toMatchObject({ code: "ERR_INVALID_INPUT" })
})
