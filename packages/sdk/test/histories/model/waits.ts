import { type Person, violated } from "./person.js"

/** What is counted together: numeric codes, and recovery codes apart. */
export type Pool = "codes" | "recovery-codes"

/** An answer to a try at a code. */
export interface Tried {
  readonly kind: string
  readonly limit?: string
  readonly retryAt?: number | null
  readonly until?: number | null
  readonly attemptsLeft?: number
  readonly why?: string
}

/** Answers from before any charge, or after one that was given back unseen: they say nothing about waits. */
const silent = ["ticket-rejected", "wrong-step", "proof-needed", "admin-only"]

/** Nobody has said when a try will be heard again. */
const untold = Number.POSITIVE_INFINITY
/** Not before somebody helps, as was said. */
const notByItself = Number.MAX_VALUE

export const isWait = ({ kind, limit }: Tried) => kind === "locked" || (kind === "throttled" && limit === "attempts")

/**
 * Notes what an answer says about the next try. Whoever waits as told is heard; nobody waits who was told nothing. A try whose
 * save was rolled back stays charged, and so may one that names an attempt with a dead ticket: of those nobody is told.
 */
export function noteTry(
  person: Person,
  pool: Pool,
  answer: Tried,
  { now, isNamed }: { now: number; isNamed: boolean },
) {
  const { heardFrom } = person
  const isSilent = silent.includes(answer.kind) || answer.why === "malformed"
  if (heardFrom[pool] === notByItself && !isSilent && (answer.kind !== "locked" || answer.until !== null))
    violated(`a try was answered with ${answer.kind}, although nobody has unlocked the user`, person)
  if (isWait(answer)) {
    if (now >= heardFrom[pool])
      violated(`a try was not heard (${answer.kind}), although nobody was told to wait`, person)
    heardFrom[pool] = answer.kind === "locked" ? (answer.until ?? notByItself) : Math.max(now, answer.retryAt as number)
  } else if (answer.kind === "wrong-code" && !isSilent) {
    const { attemptsLeft, retryAt } = answer
    heardFrom[pool] = attemptsLeft === 0 && retryAt === null ? notByItself : Math.max(now, retryAt ?? now)
  } else if (answer.kind === "rolled-back" || (answer.kind === "ticket-rejected" && isNamed)) {
    heardFrom[pool] = heardFrom[pool] === notByItself ? notByItself : untold
  } else if (!isSilent) heardFrom[pool] = now
}

/** Whether a wait may be in force. */
export const mayWait = ({ heardFrom }: Person, pool: Pool, now: number) => now < heardFrom[pool]

/** Both counts are empty. */
export function endWaits(person: Person): void {
  person.heardFrom.codes = 0
  person.heardFrom["recovery-codes"] = 0
}
