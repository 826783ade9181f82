import type { AssuranceFacts } from "@muster/policy"
import { type Assurance, parseAssurance } from "../assurance.js"

/** What the host has kept of a sign-in, and what of it the rules ask about. */
export interface ReadAssurance {
  readonly assurance: Assurance
  readonly facts: AssuranceFacts
}

/** Checks what the host has kept, and picks what the rules ask about it; `null` when it is no assurance. */
export function assuranceOf(value: unknown): ReadAssurance | null {
  const assurance = parseAssurance(value)
  if (assurance === undefined) return null
  const { method, signedInAt, epoch, notBound, excusedUntil } = assurance
  return {
    assurance,
    facts: { method, signedInAt, epoch, notBound: notBound ?? null, excusedUntil: excusedUntil ?? null },
  }
}
