import { memoryMailer, memoryStore } from "@muster/adapters-memory"
import { ephemeralKeys } from "@muster/core"
import { describe, expect, it, test } from "vitest"
import { directoryOf, directoryUser, saveRecord, someFactor } from "../../test/directory.js"
import { accountId } from "../../test/world.js"
import { checkOptions } from "../check-options.js"
import type { DirectoryUser, MusterStore } from "../ports/index.js"
import { hasOtherEnrolledAdmin } from "./other-admins.js"

const ada = { accountId, userId: "ada" }
const admin = (id: string) => directoryUser(id, { isAdmin: true })
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => directoryUser(`u${String(index).padStart(5, "0")}`))

/** The question over these users, of whom some are enrolled, with what answering it has read. */
async function open(users: readonly DirectoryUser[] | null, enrolled: readonly string[]) {
  const store = memoryStore()
  for (const userId of enrolled) await saveRecord(store, userId, { factor: someFactor, epoch: 1 })
  const reads: string[] = []
  const counting: MusterStore = {
    ...store,
    loadUser: async (key) => {
      reads.push(key.userId)
      return store.loadUser(key)
    },
    listUsers: async () => Promise.reject(new Error("no row of anybody else is needed")),
  }
  const given = users === null ? null : directoryOf(users)
  const deps = checkOptions({
    store: counting,
    directory: given?.directory,
    mailer: memoryMailer(),
    keys: ephemeralKeys(),
    issuer: "Acme Support",
  })
  const calls = given?.calls ?? { list: 0 }
  const ask = (actor: string | null, key = ada) => hasOtherEnrolledAdmin(deps, key, actor)
  return { ask, reads, calls }
}

describe("another enrolled admin", () => {
  it("is looked for among admins in person: programs, agents and whoever is not enrolled are none", async () => {
    const users = [admin("ada"), directoryUser("bot", { isAdmin: true, isService: true }), admin("cid"), ...many(3)]
    const { ask, reads } = await open(users, ["ada", "bot", "u00001"])
    expect(await ask(null)).toBe(false)
    expect(reads).toEqual(["cid"])
  })

  it("is looked for on every page of the directory, and no further than to the first", async () => {
    const { ask, reads, calls } = await open([admin("ada"), ...many(2500), admin("vic"), admin("zoe")], ["vic", "zoe"])
    expect(await ask(null)).toBe(true)
    expect({ pages: calls.list, reads }).toEqual({ pages: 3, reads: ["vic"] })
    expect(await ask(null, { accountId, userId: "vic" })).toBe(true)
    expect(reads.slice(1)).toEqual(["ada", "zoe"])
  })

  it("is as a rule whoever acts, and then no list is read", async () => {
    const { ask, reads, calls } = await open([admin("ada"), ...many(2500), admin("vic")], ["ada", "vic"])
    expect(await ask("vic")).toBe(true)
    expect({ pages: calls.list, reads }).toEqual({ pages: 0, reads: [] })
  })

  it("is not whoever acts and is no admin of the directory, nor the admin in question", async () => {
    const { ask } = await open([admin("ada"), ...many(2)], ["ada", "u00001"])
    for (const actor of ["u00001", "ada", "nobody"]) expect(await ask(actor)).toBe(false)
  })
})

test("without a directory nobody is known to be an admin", async () => {
  const { ask } = await open(null, ["ada", "vic"])
  expect(await ask("vic")).toBe(false)
})
