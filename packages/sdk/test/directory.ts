import { enrollmentStatus, type UserRecord, unknownUser } from "@muster/enrollment"
import type { DirectoryUser, MusterStore, UserDirectory } from "../src/ports/index.js"
import { accountId } from "./world.js"

/** A user of the directory: an agent with an address and a password, unless it says otherwise. */
export function directoryUser(id: string, changes: Partial<DirectoryUser> = {}): DirectoryUser {
  return { id, email: `${id}@acme.example`, isAdmin: false, isService: false, hasLocalPassword: true, ...changes }
}

/** A directory over a list, in order of code point, that counts how often a page is read. */
export function directoryOf(users: readonly DirectoryUser[], account = accountId) {
  const sorted = [...users].sort((one, other) => Buffer.compare(Buffer.from(one.id), Buffer.from(other.id)))
  const calls = { list: 0 }
  const directory: UserDirectory = {
    async list({ accountId: asked, after, limit }) {
      calls.list += 1
      if (asked !== account) return { items: [], next: null }
      const begin = after === null ? 0 : Number(after)
      const items = sorted.slice(begin, begin + limit)
      return { items, next: begin + limit < sorted.length ? String(begin + limit) : null }
    },
    get: async (key) => (key.accountId === account ? sorted.find(({ id }) => id === key.userId) : undefined),
  }
  return { directory, calls }
}

/** Writes a user's row as a service would have left it, with secrets that nobody has to open. */
export async function saveRecord(store: MusterStore, userId: string, changes: Partial<UserRecord> = {}): Promise<void> {
  const record = { ...unknownUser, ...changes }
  const columns = { status: enrollmentStatus(record, 0), epoch: record.epoch, sealedKeyIds: [] }
  const state = { format: 1, json: JSON.stringify(record), columns }
  await store.saveUser({ accountId, userId }, state, 0, { mail: [], events: [], withdraw: [], settle: [] })
}

/** A factor that nobody has to open. */
export const someFactor: NonNullable<UserRecord["factor"]> = {
  id: "factor",
  generation: 1,
  totp: { digits: 6, periodSeconds: 30, algorithm: "SHA-1" },
  sealedSecret: "",
  lastUsedStep: 0,
  enrolledAt: 0,
  sealedAddress: null,
}
