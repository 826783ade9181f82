import { memoryStore } from "@muster/adapters-memory"
import { expect, test } from "vitest"
import { directoryOf, directoryUser } from "../../test/directory.js"
import { accountId, ann, openWorld, system } from "../../test/world.js"
import type { DirectoryUser, MusterStore } from "../ports/index.js"

const key = { accountId, userId: "ann" }

/** Ann, enrolled with an address; then the directory knows her as it says, or not at all. */
async function openReset(known: DirectoryUser | null, options: Parameters<typeof openWorld>[0] = {}) {
  const { directory } = directoryOf([directoryUser("bob"), ...(known === null ? [] : [known])])
  const world = openWorld({ directory, ...options })
  await world.enable()
  await world.enrollUser()
  /** Resets Ann, and gives the mail of that. */
  const reset = async () => {
    const before = world.mailer.sent.length
    const answer = await world.muster.users.reset({ ...key, actor: system, reason: "phone lost" })
    expect(answer).toEqual({ kind: "reset", epoch: 2 })
    return world.mailer.sent.slice(before)
  }
  return { ...world, reset }
}

/** A store whose rows of users are read as if somebody had written there. */
function withRows(change: (json: string) => string): MusterStore {
  const store = memoryStore()
  return {
    ...store,
    loadUser: async (asked) => {
      const loaded = await store.loadUser(asked)
      const { user } = loaded
      return user === undefined
        ? loaded
        : { ...loaded, user: { ...user, value: { ...user.value, json: change(user.value.json) } } }
    },
  }
}

test("whoever changes the address first and then has the factor reset does not keep that from its owner", async () => {
  const { reset, clock } = await openReset(directoryUser("ann", { email: "thief@evil.example", locale: "de" }))
  const message = { kind: "factor-reset", at: clock.now(), by: system }
  expect(await reset()).toMatchObject([
    { to: ann.email, locale: "de", message },
    { to: "thief@evil.example", locale: "de", message },
  ])
})

test("one mailbox is told once, however its address is spelled", async () => {
  const { reset } = await openReset(directoryUser("ann", { email: "Ann@ACME.example" }))
  expect((await reset()).map(({ to }) => to)).toEqual(["Ann@ACME.example"])
})

test("whoever has left the directory, has no address there any more, or is in none, is told at the confirmed one", async () => {
  for (const known of [null, directoryUser("ann", { email: null })]) {
    expect((await (await openReset(known)).reset()).map(({ to }) => to)).toEqual([ann.email])
  }
  const without = await openReset(null, { directory: undefined })
  expect((await without.reset()).map(({ to }) => to)).toEqual([ann.email])
})

test.each([
  ["was tampered with", (sealed: string) => (sealed.startsWith("A") ? `B${sealed.slice(1)}` : `A${sealed.slice(1)}`)],
  ["is no seal at all", () => "not base64url!"],
  ["is empty", () => ""],
])("an address that cannot be opened stops no reset, and the other one is told: it %s", async (_, damage) => {
  let isDamaged = false
  const store = withRows((json) => {
    if (!isDamaged) return json
    return json.replace(/"sealedAddress":"([^"]*)"/, (_, sealed: string) => `"sealedAddress":"${damage(sealed)}"`)
  })
  const { reset } = await openReset(directoryUser("ann", { email: "new@acme.example" }), { store })
  isDamaged = true
  expect((await reset()).map(({ to }) => to)).toEqual(["new@acme.example"])
})

test("mail and event are in the save that takes the factor away, and the event holds no address", async () => {
  const store = memoryStore()
  const saves: Parameters<MusterStore["saveUser"]>[] = []
  const saveUser: MusterStore["saveUser"] = async (...call) => {
    saves.push(call)
    return store.saveUser(...call)
  }
  const { reset, muster } = await openReset(directoryUser("ann"), { store: { ...store, saveUser } })
  saves.length = 0
  await reset()
  expect(saves).toHaveLength(1)
  const [[, state, , writes]] = saves as [Parameters<MusterStore["saveUser"]>]
  expect(state.columns).toMatchObject({ status: "not-enrolled", sealedKeyIds: [] })
  expect(writes).toMatchObject({ mail: [{ key }], events: [{ kind: "factor-reset" }] })
  const [event] = (await muster.accounts.events(key)).items
  expect(JSON.stringify(event)).not.toContain("@")
})
