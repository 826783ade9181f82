import { memoryStore } from "@muster/adapters-memory"
import { type KeyProvider, staticKeyring, systemRandom } from "@muster/core"
import type { MusterStore } from "../src/ports/index.js"
import { accountId, openWorld } from "./world.js"

/** A key as `openssl rand -base64 32` makes one. */
export const randomKey = () => Buffer.from(systemRandom.bytes(32)).toString("base64")

const old = randomKey()
const young = randomKey()

/** The keys of the machines in the order of a rotation. */
export const keysWhile = {
  before: staticKeyring({ active: "2025", keys: { "2025": old } }),
  added: staticKeyring({ active: "2025", keys: { "2025": old, "2026": young } }),
  active: staticKeyring({ active: "2026", keys: { "2025": old, "2026": young } }),
  removed: staticKeyring({ active: "2026", keys: { "2026": young } }),
} as const satisfies Record<string, KeyProvider>

/** An account whose users enrolled under the old key, and other machines on the same store and clock. */
export async function openRotation(ids: readonly string[] = ["ann"], store: MusterStore = memoryStore()) {
  const first = openWorld({ store, keys: keysWhile.before })
  await first.enable()
  const enrolled = new Map<string, Awaited<ReturnType<typeof first.enrollUser>>>()
  for (const id of ids) enrolled.set(id, await first.enrollUser({ id, email: `${id}@acme.example` }))
  const { clock } = first
  return {
    store,
    clock,
    first,
    /** What the user got on enrolling, with their authenticator. */
    of: (id: string) => enrolled.get(id) as NonNullable<ReturnType<typeof enrolled.get>>,
    /** Muster on a machine with these keys, over this store. */
    machine: (keys: KeyProvider, over: MusterStore = store) => openWorld({ store: over, keys, clock }),
    /** The keys that the user's record is sealed under. */
    async sealedUnder(userId: string) {
      const { user } = await store.loadUser({ accountId, userId })
      return user?.value.columns.sealedKeyIds
    },
  }
}

/** Signs in on a machine. */
export async function signIn({ muster, challengeTicket }: ReturnType<typeof openWorld>, id: string, code: string) {
  const ticket = await challengeTicket({ id, email: `${id}@acme.example` })
  return muster.signIn.verify({ ticket, code })
}

/** A save that writes nothing but the record: the batch's. */
export const isBatchSave = (writes: Parameters<MusterStore["saveUser"]>[3]) =>
  writes.events.length === 0 && writes.settle.length === 0

/** Counts the calls of a store. */
export function countingStore(store: MusterStore) {
  const calls: string[] = []
  const counted = Object.fromEntries(
    Object.entries(store).map(([verb, call]) => [
      verb,
      (...args: unknown[]) => {
        calls.push(verb)
        return (call as (...args: unknown[]) => unknown)(...args)
      },
    ]),
  ) as unknown as MusterStore
  return { store: counted, calls }
}
