import { isMusterError, type MusterErrorCode } from "@muster/core"
import type { Dependencies } from "../dependencies.js"
import { resealRecord } from "../keys/reseal-record.js"
import type { StoredUser, UserKey } from "../ports/index.js"
import { saveUser } from "../save-user.js"
import { readUserState } from "../state/user-state.js"
import type { Batches, Deadline } from "./deadline.js"

const pageSize = 100

/**
 * Seals what is under older keys again, one user a save. A save that loses its compare is left for the next run, and so is
 * everything after the deadline: each save stands alone, so a run may end anywhere.
 */
export async function resealUsers(deps: Dependencies, deadline: Deadline): Promise<Batches> {
  const { keyId } = await deps.keys.current("totp")
  if (!deps.quietReseal.isDue(keyId)) return { done: 0, isUnfinished: false }
  let found = 0
  let resealed = 0
  let lost = 0
  const left: UserKey[] = []
  let after: string | null = null
  do {
    const page = await deps.store.scanSealed({ notKeyId: keyId, after, limit: pageSize })
    found += page.items.length
    for (const { key, user } of page.items) {
      if (deadline.hasCome()) {
        tellOfLeft(deps, left)
        return { done: resealed, isUnfinished: true }
      }
      const became = await resealUser(deps, key, user)
      if (became === "saved") resealed += 1
      if (became === "lost") lost += 1
      if (became === "left") left.push(key)
    }
    after = page.next
  } while (after !== null)
  tellOfLeft(deps, left)
  if (found === 0) deps.quietReseal.foundNothing(keyId)
  return { done: resealed, isUnfinished: lost > 0 }
}

function tellOfLeft(deps: Dependencies, left: readonly UserKey[]): void {
  const [first] = left
  if (first !== undefined) deps.log("records-not-resealed", { accountId: first.accountId, count: left.length })
}

const spoilt: readonly MusterErrorCode[] = ["ERR_RECORD_UNREADABLE", "ERR_INVALID_INPUT"]

async function resealUser(deps: Dependencies, key: UserKey, user: StoredUser): Promise<"saved" | "lost" | "left"> {
  const now = deps.clock.now()
  try {
    const { record, version } = readUserState(user)
    const next = await resealRecord(deps, key, record, now)
    if (next === record) return "left"
    const save = { key, record: next, expectedVersion: version, events: [], mail: [], withdraw: [], settle: [] }
    return (await saveUser(deps, { ...save, transaction: undefined }, now)).kind
  } catch (error) {
    // One record that cannot be read, or that somebody has edited, must not keep the others under an old key.
    if (spoilt.some((code) => isMusterError(error, code))) return "left"
    throw error
  }
}
