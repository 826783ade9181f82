import type { KnownAccount } from "./account.js"
import type { KnownReplacement, Person, RecoveryCodes } from "./person.js"
import type { Ticket } from "./tickets.js"

/** What a code can be tried at. */
export type Call = "verify" | "use a recovery code" | "confirm" | "replace"

/** A try that its caller had named, and that was accepted. */
export interface Attempt {
  readonly call: Call
  readonly ticket: Ticket
  readonly attemptId: string
  readonly code: string
  readonly at: number
  /** What was answered; `null`: that was lost. */
  answer: object | null
  /** How the user stood right after it. */
  readonly epoch: number
  readonly recoveryCodes: RecoveryCodes
  readonly replacement: KnownReplacement | null
  /** The key that was active. */
  readonly keyId: string
}

const repeatSeconds = 60

/** A try was accepted: what was accepted before it cannot be asked for again. */
export function rememberTry(
  person: Person,
  tried: Pick<Attempt, "call" | "ticket" | "code" | "at" | "answer" | "keyId"> & {
    readonly attemptId?: string | undefined
  },
): void {
  const { attemptId } = tried
  const { epoch, recoveryCodes, replacement } = person
  person.repeatable = attemptId === undefined ? null : { ...tried, attemptId, epoch, recoveryCodes, replacement }
  person.attempt = person.repeatable ?? person.attempt
}

/**
 * Whether a try may be answered again: the last one that was accepted, for a minute, and as long as what it led to stands. The
 * codes that a confirmation has shown are made again only under the same key, and only while all of them work.
 */
export function canBeAskedAgain(
  person: Person,
  attempt: Attempt,
  { now, keyId, account }: { readonly now: number; readonly keyId: string; readonly account: KnownAccount },
): boolean {
  if (person.repeatable !== attempt || now >= attempt.at + repeatSeconds * 1000) return false
  if (person.epoch !== attempt.epoch) return false
  switch (attempt.call) {
    case "verify":
    case "use a recovery code":
      return true
    case "confirm":
      return person.recoveryCodes === attempt.recoveryCodes && keyId === attempt.keyId
    case "replace":
      return person.replacement === attempt.replacement && account.rule.rule !== "admin-only"
  }
}

/** What is the same in an answer that is asked for again: the proof, the codes; of a replacement how long it is open. */
export function essenceOf({ call }: Attempt, answer: object): string {
  const { assurance, recoveryCodes, next, expiresAt } = answer as Record<string, unknown>
  const of = {
    verify: [assurance],
    "use a recovery code": [assurance],
    confirm: [recoveryCodes, next],
    replace: [expiresAt],
  }
  return JSON.stringify(of[call])
}
