import { userIdOf } from "../arrange/users.js"
import type { Books, Edit, Visit } from "./books.js"
import { put } from "./faults.js"

/** A statement of a machine that was killed may still be at work in the database for a moment. */
const afterlifeMilliseconds = 2000

/** The edits that end a user's tickets, by user. */
export function factorEdits({ edits }: Books): ReadonlyMap<number, readonly Edit[]> {
  const byUser = new Map<number, Edit[]>()
  for (const edit of edits) {
    if (edit.user !== null && (edit.kind === "reset" || edit.kind === "primary-changed")) put(byUser, edit.user, edit)
  }
  return byUser
}

/** Whether an edit met the visit, so that its tickets may have died on the way. */
export function isExcused(visit: Pick<Visit, "begunAt" | "endedAt">, edits: readonly Edit[] = []): boolean {
  return edits.some(
    ({ sentAt, endedAt }) => sentAt <= visit.endedAt && endedAt + afterlifeMilliseconds >= visit.begunAt,
  )
}

/** For the words of a fault. */
export const at = (user: number, number?: number) =>
  number === undefined ? userIdOf(user) : `${userIdOf(user)}, ticket ${number}`
