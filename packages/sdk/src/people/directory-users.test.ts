import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { describe, expect, it } from "vitest"
import { directoryOf, directoryUser, saveRecord } from "../../test/directory.js"
import { accountId } from "../../test/world.js"
import { createMuster } from "../index.js"
import type { DirectoryUser, Page, UserDirectory } from "../ports/index.js"

const options = () => ({ store: memoryStore(), mailer: memoryMailer(), keys: ephemeralKeys(), issuer: "Acme Support" })
const over = (directory: UserDirectory) => createMuster({ ...options(), directory })
const fault = (problem: string) => ({
  code: "ERR_CONFIGURATION",
  field: "directory",
  message: expect.stringContaining(problem),
})

/** A directory that answers these pages one after the other, and the last one for ever. */
function answering(...pages: readonly unknown[]): UserDirectory {
  let call = 0
  return {
    list: async () => pages[Math.min(call++, pages.length - 1)] as Page<DirectoryUser>,
    get: async () => undefined,
  }
}

const [ann, bob, cid] = ["ann", "bob", "cid"].map((id) => directoryUser(id)) as [
  DirectoryUser,
  DirectoryUser,
  DirectoryUser,
]

describe("a directory that breaks a promise is named, and not read for ever", () => {
  it.each<readonly [does: string, pages: readonly unknown[], problem: string]>([
    ["lists out of order", [{ items: [bob, ann], next: null }], "out of order"],
    ["lists a user twice", [{ items: [ann, ann], next: null }], "out of order"],
    [
      "goes back on a later page",
      [
        { items: [bob], next: "1" },
        { items: [ann], next: null },
      ],
      "out of order",
    ],
    [
      "begins again and again",
      [
        { items: [ann], next: "1" },
        { items: [ann], next: "2" },
      ],
      "out of order",
    ],
    [
      "repeats its cursor",
      [
        { items: [ann], next: "1" },
        { items: [bob], next: "1" },
      ],
      "the cursor that it was given",
    ],
    ["leads on with nobody on the page", [{ items: [], next: "1" }], "a page of nobody"],
    ["answers no page", [undefined], "not a page of users"],
    ["answers a user without an id", [{ items: [{ ...ann, id: "" }], next: null }], "not a page of users"],
    [
      "leaves out whether somebody is an admin",
      [{ items: [{ ...ann, isAdmin: undefined }], next: null }],
      "not a page of users",
    ],
    ["answers a cursor of no bounded length", [{ items: [ann], next: "x".repeat(2001) }], "not a page of users"],
    ["answers an empty cursor", [{ items: [ann], next: "" }], "not a page of users"],
    ["answers users of another account", [{ items: [{ ...ann, accountId: "other" }], next: null }], "another account"],
  ])("one that %s", async (_, pages, problem) => {
    await expect(over(answering(...pages)).accounts.adoption({ accountId })).rejects.toMatchObject(fault(problem))
    await expect(over(answering(...pages)).users.list({ accountId, state: "enrolled" })).rejects.toMatchObject(
      fault(problem),
    )
  })

  it("one that lists more than it was asked for", async () => {
    const { users } = over(answering({ items: [ann, bob, cid], next: null }))
    expect((await users.list({ accountId, limit: 3 })).items).toHaveLength(3)
    const again = over(answering({ items: [ann, bob, cid], next: null }))
    await expect(again.users.list({ accountId, limit: 2 })).rejects.toMatchObject(fault("more users"))
  })

  it("one that goes back on a later page, when that page is asked for by another call", async () => {
    const dee = directoryUser("dee")
    const pages = [
      { items: [bob, cid], next: "1" },
      { items: [ann, dee], next: null },
    ]
    const { users } = over(answering(...pages))
    const { items, next } = await users.list({ accountId, limit: 2 })
    expect(items).toHaveLength(2)
    await expect(users.list({ accountId, limit: 2, after: next })).rejects.toMatchObject(fault("out of order"))
  })

  it("but not one whose page is asked for again because it was not used up", async () => {
    const store = memoryStore()
    for (const id of ["a1", "a2", "b1"]) await saveRecord(store, id)
    const muster = createMuster({ ...options(), store, directory: directoryOf([ann, bob, cid]).directory })
    const ids: string[] = []
    for (let after: string | null | undefined; after !== null; ) {
      const page: Awaited<ReturnType<typeof muster.users.list>> = await muster.users.list({
        accountId,
        limit: 2,
        after,
      })
      ids.push(...page.items.map(({ userId }) => userId))
      after = page.next
    }
    expect(ids).toEqual(["a1", "a2", "ann", "b1", "bob", "cid"])
  })

  it.each([
    ["another user", { ...bob }, "another user"],
    ["a user of another account", { ...ann, accountId: "other" }, "another account"],
    ["no user at all", { id: "ann" }, "not a user"],
  ])("one that is asked for a user and answers %s", async (_, answer, problem) => {
    const muster = over({ ...answering(), get: async () => answer as DirectoryUser })
    await expect(muster.users.status({ accountId, userId: "ann" })).rejects.toMatchObject(fault(problem))
  })
})

it("what a directory throws reaches the caller as it is", async () => {
  const unreachable = async () => Promise.reject(new Error("no directory today"))
  const muster = over({ list: unreachable, get: unreachable })
  await expect(muster.accounts.adoption({ accountId })).rejects.toThrow("no directory today")
  await expect(muster.users.status({ accountId, userId: "ann" })).rejects.toThrow("no directory today")
})

it("one odd row hides nobody: what only informs is left out where it cannot be used", async () => {
  const odd = {
    email: " not an address ",
    lastClient: { platform: "toaster" },
    locale: "x".repeat(40),
    deviceGroupId: "",
  }
  const { directory } = directoryOf([
    directoryUser("ann", odd as never),
    directoryUser("bob", { email: " bob@acme.example " }),
  ])
  const { items } = await over(directory).users.list({ accountId })
  expect(items).toMatchObject([
    { userId: "ann", email: null, client: null },
    { userId: "bob", email: "bob@acme.example" },
  ])
})

it("a directory may give less than a page at a time", async () => {
  const directory = answering({ items: [ann], next: "1" }, { items: [bob], next: "2" }, { items: [cid], next: null })
  expect((await over(directory).users.list({ accountId })).items.map(({ userId }) => userId)).toEqual([
    "ann",
    "bob",
    "cid",
  ])
})
