import { expectKind } from "@muster/sdk"
import { expect, test } from "vitest"
import { seededDirectory } from "../../../../bench/scale/directory.js"
import { largeAccount } from "../../../../bench/scale/names.js"
import { heapInUse } from "./heap.js"
import { walkingClient } from "./pages-of-walk.js"
import type { OpenSeeded } from "./seeded.js"

const minutes = 60_000
const pageSize = 1000
/** The last page may touch this much more than the first: its rows may lie on other pages by chance. */
export const lastToFirst = 1.5
/** How much more memory counting may hold at its end than at its beginning. */
export const heldMegabytes = 16

/** The tests about lists that are read from their first page to the last. */
export function testLists(opened: () => OpenSeeded): void {
  test(
    "the last page of the audit log of the large account costs what the first costs",
    async () => {
      const { pool, worldOn, sizes } = opened()
      const { client, sent, touched } = walkingClient(pool, "select account_id, seq")
      const { muster } = worldOn(client)
      let count = 0
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof muster.accounts.events>> = await muster.accounts.events({
          accountId: largeAccount,
          limit: pageSize,
          after,
        })
        count += page.items.length
        after = page.next
      } while (after !== null)
      expect(count).toBeGreaterThan(sizes.events / 3)
      expect(sent.count).toBe(Math.ceil(count / pageSize))
      const { first, last } = await touched()
      expect(last.rows).toBeLessThanOrEqual(first.rows)
      expect(last.pages).toBeLessThanOrEqual(first.pages * lastToFirst)
    },
    10 * minutes,
  )

  test(
    "people are counted page by page, the last page as cheap as the first, in the same memory however many they are",
    async () => {
      const { pool, worldOn, sizes } = opened()
      const { client, sent, touched } = walkingClient(pool, "select u.user_id")
      const { directory, heaps } = watchedDirectory(seededDirectory(sizes))
      const { muster } = worldOn(client, { directory })
      const people = sizes.usersOfLarge + sizes.signers
      const adoption = expectKind(await muster.accounts.adoption({ accountId: largeAccount }), "counted")
      expect(adoption.enrolled).toBeGreaterThan(people / 2)
      expect(sent.count).toBe(Math.ceil(people / pageSize))
      const { first, last } = await touched()
      expect(last.rows).toBeLessThanOrEqual(first.rows)
      expect(last.pages).toBeLessThanOrEqual(first.pages * lastToFirst)
      expect((heaps.at(-1) ?? 0) - (heaps[0] ?? 0)).toBeLessThan(heldMegabytes * 1024 * 1024)
    },
    10 * minutes,
  )

  test(
    "a page of users reads one page, from the first to the last",
    async () => {
      const { pool, worldOn } = opened()
      const { client, sent, touched } = walkingClient(pool, "select u.user_id")
      const { muster } = worldOn(client)
      let after: string | null = null
      let calls = 0
      do {
        const page: Awaited<ReturnType<typeof muster.users.list>> = await muster.users.list({
          accountId: largeAccount,
          limit: pageSize,
          after,
        })
        calls += 1
        after = page.next
      } while (after !== null)
      expect(sent.count).toBeLessThanOrEqual(2 * calls)
      const { first, last } = await touched()
      expect(last.pages).toBeLessThanOrEqual(first.pages * lastToFirst)
    },
    10 * minutes,
  )
}

/** A directory that notes how much memory is held, every twenty pages. */
function watchedDirectory(directory: ReturnType<typeof seededDirectory>) {
  const heaps: number[] = []
  let pages = 0
  const watched: typeof directory = {
    get: directory.get,
    async list(input) {
      if (pages % 20 === 0) heaps.push(heapInUse())
      pages += 1
      return directory.list(input)
    },
  }
  return { directory: watched, heaps }
}
