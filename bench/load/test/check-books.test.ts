import type {} from "@muster-tools/local-postgres/vitest"
import { beforeAll, expect, inject, test } from "vitest"
import { checkBooks } from "../books/check-books.js"
import { type Known, plants } from "./plants.js"
import { shortRun } from "./short-run.js"

let known: Known
beforeAll(async () => {
  known = await shortRun(inject("postgresUrl"), 3)
})

test("a short run loses no sign-in and doubles none, while accounts are edited and machines end", () => {
  expect(checkBooks(known.books, known.ledger)).toEqual([])
  expect(known.books.visits.length).toBeGreaterThan(100)
  expect(known.books.restarts.length).toBeGreaterThan(3)
  expect(known.books.edits.length).toBeGreaterThan(10)
})

test.each(Object.entries(plants))("the books notice %s when it is planted", (kind, plant) => {
  const { books, ledger } = plant(known)
  expect(checkBooks(books, ledger).map((fault) => fault.kind)).toContain(kind)
})

test("a mail that is sent again with its id is no second mail", () => {
  const { books, ledger } = known
  expect(checkBooks({ ...books, mails: [...books.mails, ...books.mails] }, ledger)).toEqual([])
})

test("a store that saves over what a parallel call has saved is noticed", async () => {
  const { books, ledger } = await shortRun(inject("postgresUrl"), 1, (store) => ({
    ...store,
    async saveUser(key, next, expectedVersion, writes) {
      const saved = await store.saveUser(key, next, expectedVersion, writes)
      if (saved.kind === "saved") return saved
      const { user } = await store.loadUser(key)
      return store.saveUser(key, next, user?.version ?? 0, writes)
    },
  }))
  expect(checkBooks(books, ledger).map(({ kind }) => kind)).toContain("code-accepted-twice")
})
