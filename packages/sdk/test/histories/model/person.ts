import type { Assurance } from "../../../src/index.js"
import type { UserKey } from "../../../src/ports/index.js"
import type { Attempt } from "./attempts.js"
import type { Ticket } from "./tickets.js"
import type { Pool } from "./waits.js"

/** An authenticator that sign-ins ask for. */
export interface KnownFactor {
  /** What the app was given. */
  readonly uri: string
  /** No code of this step or an earlier one may be accepted. */
  lastStep: number
  /** Whether an address was confirmed with it, at which its user is told what happens to it. */
  readonly hasAddress: boolean
}

/** A set of recovery codes; another object for each change of the set. */
export interface RecoveryCodes {
  /** Those that work; `null`: the answer that showed them was lost. */
  codes: readonly string[] | null
}

/** A replacement that was begun; another object for each. */
export interface KnownReplacement {
  readonly isProved: boolean
  readonly requestedAt: number
  /** Until when its user was told to wait. */
  opensAt: number
}

/** A user, as the rules say they must stand after the answers that there were. */
export interface Person {
  readonly key: UserKey
  readonly email: string
  /** Rises with every change of the factor or the password. */
  epoch: number
  /** What it has risen for last, as far as it matters to a session that lets something drain. */
  epochRaisedBy: "own first enrollment" | "something else"
  /** The latest instant that the clock had shown by then: what was remembered before is wrong since. */
  epochRaisedBefore: number
  /** Whether Muster keeps anything about them; of who was erased nothing but the epoch. */
  standing: "unknown" | "known" | "erased"
  /** Every ticket that the user was handed, the newest last. */
  readonly tickets: Ticket[]
  /** The one that names the open enrollment. */
  enrolling: Ticket | null
  replacement: KnownReplacement | null
  factor: KnownFactor | null
  /** Keys of factors that are gone. */
  readonly retired: string[]
  recoveryCodes: RecoveryCodes
  /** Recovery codes that do not work any more. */
  readonly deadCodes: string[]
  /** A set that was shown and not acknowledged. */
  renewed: { readonly setId: string; readonly codes: readonly string[] } | null
  /** Sets that were shown, and that a newer one, or the loss of the factor, has overtaken. */
  readonly overtakenSets: string[]
  /** What sign-ins gave, the newest last. */
  readonly assurances: Assurance[]
  /** How many tries had a name. */
  namedTries: number
  /** The last named attempt that was accepted. */
  attempt: Attempt | null
  /** The same, while nothing has come after it. */
  repeatable: Attempt | null
  /** When the exemption ends, or has ended; `null`: there was none. */
  exemptUntil: number | null
  /** From when on a try must be heard. */
  readonly heardFrom: Record<Pool, number>
  /** Codes that were compared, as far as answers tell. */
  compared: number
  /** How much mail of each kind has to reach the user. */
  told: ReadonlyMap<string, number>
}

export function newPerson(key: UserKey): Person {
  return {
    key,
    email: `${key.userId}@${key.accountId}.example`,
    epoch: 0,
    epochRaisedBy: "something else",
    epochRaisedBefore: 0,
    standing: "unknown",
    tickets: [],
    enrolling: null,
    replacement: null,
    factor: null,
    retired: [],
    recoveryCodes: { codes: [] },
    deadCodes: [],
    renewed: null,
    overtakenSets: [],
    assurances: [],
    namedTries: 0,
    attempt: null,
    repeatable: null,
    exemptUntil: null,
    heardFrom: { codes: 0, "recovery-codes": 0 },
    compared: 0,
    told: new Map(),
  }
}

/** Ends a history: something is not as it must be. */
export function violated(what: string, { key }: Person): never {
  throw new Error(`${what} (${key.accountId}/${key.userId})`)
}
