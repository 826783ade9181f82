import type { Instant } from "@muster/core"
import type { Reasons } from "../reasons/reason.js"
import type { SignInVerdict } from "./sign-in.js"

/** What follows the primary method for a person who is a user of several accounts. */
export interface StrictestSignIn {
  /** The strictest of the verdicts. */
  readonly kind: SignInVerdict["kind"]
  /** Every account that asks for it, in the order given. */
  readonly askedBy: readonly [AccountAsking, ...AccountAsking[]]
  /** The earliest instant at which one of the verdicts can change by time alone, then ask all again; `null`: none can. */
  readonly nextChangeAt: Instant | null
}

/** An account, and why it asks for what it does. */
export interface AccountAsking {
  /** The account's id. */
  readonly accountId: string
  /** The reasons of its verdict. */
  readonly reasons: Reasons
}

// Each step comes before those that it must not be replaced by. An old client cannot ask for a code at all. A factor that the
// person has is proved before another is made: else whoever knows the password could enroll in one account without the factor
// of another.
const strictestFirst = ["update-client", "challenge", "enroll", "allow"] as const

/**
 * Joins the verdicts of several accounts for one person who signs in to all of them at once: `update-client` is stricter than
 * `challenge`, that than `enroll`, and that than `allow`.
 *
 * It is about the sign-in alone. When the step is done, ask again; and what the person may do in an account is for that account's
 * own verdict to say, so that none is entered by the proof of another.
 *
 * @param verdicts - what {@link decideSignIn} answered, by account id
 * @returns the strictest step with every account that asks for it; `null` for no account
 */
export function strictestSignIn(verdicts: ReadonlyMap<string, SignInVerdict>): StrictestSignIn | null {
  const all = [...verdicts]
  const kind = strictestFirst.find((step) => all.some(([, verdict]) => verdict.kind === step))
  const [first, ...others] = all.filter(([, verdict]) => verdict.kind === kind)
  if (first === undefined) return null
  const changes = all.flatMap(([, { nextChangeAt }]) => nextChangeAt ?? [])
  return {
    kind: first[1].kind,
    askedBy: [accountAsking(first), ...others.map(accountAsking)],
    nextChangeAt: changes.length === 0 ? null : Math.min(...changes),
  }
}

function accountAsking([accountId, { reasons }]: readonly [string, SignInVerdict]): AccountAsking {
  return { accountId, reasons }
}
