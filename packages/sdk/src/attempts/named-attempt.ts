import { type KeyedDigest, keyedDigest, verifyKeyedDigest } from "@muster/core"
import { type AcceptedAttempt, type AttemptOutcome, repeatableAttempt } from "@muster/enrollment"
import * as z from "zod"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import type { State } from "../load.js"
import type { TicketClaims } from "../ticket.js"

const schema = z.object({ attemptId: z.string().min(16).max(100).optional() })

/** A try at a code that its caller has named. */
export interface NamedAttempt {
  readonly claims: TicketClaims
  /** The caller's name for it; `undefined`: it has none, and cannot be asked for again. */
  readonly attemptId: string | undefined
  /** The code in its canonical form. */
  readonly code: string
}

/** Checks the name of a try. */
export function parseAttemptId(attemptId: unknown): string | undefined {
  return parseInput(schema, { attemptId }).attemptId
}

/**
 * Digests name, ticket and code of a try, to be kept with what it leads to; `null` without a name. The code is part of it, so
 * that whoever saw the name alone gets nothing for another code.
 */
export async function digestAttempt(deps: Dependencies, attempt: NamedAttempt): Promise<KeyedDigest | null> {
  const parts = partsOf(attempt)
  return parts === null ? null : keyedDigest({ keys: deps.keys, label, parts })
}

/** Finds the accepted try that this one asks for again, because its answer was lost; `null`: this is another one. */
export async function repeatedAttempt(
  deps: Dependencies,
  attempt: NamedAttempt,
  { record, now }: State,
): Promise<AcceptedAttempt | null> {
  const parts = partsOf(attempt)
  const accepted = repeatableAttempt(record, now)
  if (parts === null || accepted === null) return null
  const { kind } = await verifyKeyedDigest({ keys: deps.keys, label, parts, stored: accepted.digest })
  return kind === "match" ? accepted : null
}

/** Says whether a try can be one that was accepted lately, so that its code is compared with that one's. */
export function mayBeRepeated({ attemptId }: NamedAttempt, { record, now }: State): boolean {
  return attemptId !== undefined && repeatableAttempt(record, now) !== null
}

/**
 * Says what becomes of the attempt of a try that was refused. A dead ticket is compared with nothing, unless it may be the one of
 * an accepted try: then its code may have been a guess at that one's, and stays charged.
 */
export function attemptOfRefused<Kind extends AttemptOutcome>(
  named: NamedAttempt,
  state: State,
  { refusal, attempt }: { readonly refusal: { readonly kind: string }; readonly attempt: Kind },
): Kind | "keep" {
  return refusal.kind === "ticket-rejected" && mayBeRepeated(named, state) ? "keep" : attempt
}

const label = "attempt"

function partsOf({ claims, attemptId, code }: NamedAttempt): readonly string[] | null {
  return attemptId === undefined ? null : [claims.accountId, claims.userId, claims.id, attemptId, code]
}
