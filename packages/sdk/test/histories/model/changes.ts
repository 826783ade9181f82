import type { KnownFactor, KnownReplacement, Person } from "./person.js"
import type { Ticket, Times } from "./tickets.js"

/** What the epoch raises with itself: every step that is open ends. Tickets and assurances die by their own epoch. */
export function raiseEpoch(person: Person, { latest }: Times, by: Person["epochRaisedBy"] = "something else"): void {
  person.epoch += 1
  person.epochRaisedBy = by
  person.epochRaisedBefore = latest
  person.standing = "known"
  person.enrolling = null
  person.replacement = null
  person.repeatable = null
  forgetShown(person)
}

/** The key of the user's enrollment has become the factor, in place of the one that there was. */
export function gainFactor(
  person: Person,
  { factor, recoveryCodes }: { readonly factor: KnownFactor; readonly recoveryCodes: readonly string[] | null },
  times: Times,
): void {
  raiseEpoch(person, times, person.factor === null ? "own first enrollment" : "something else")
  if (person.factor !== null) person.retired.push(person.factor.uri)
  person.factor = factor
  replaceCodes(person, recoveryCodes)
}

/** The factor is gone, with all that belonged to it. */
export function loseFactor(person: Person, times: Times): void {
  raiseEpoch(person, times)
  if (person.factor !== null) person.retired.push(person.factor.uri)
  person.factor = null
  replaceCodes(person, [])
}

/** The recovery codes of before are dead. */
export function replaceCodes(person: Person, codes: readonly string[] | null): void {
  person.deadCodes.push(...(person.recoveryCodes.codes ?? []))
  person.recoveryCodes = { codes }
}

/** A recovery code works once. */
export function spendCode(person: Person, code: string): void {
  person.deadCodes.push(code)
  person.recoveryCodes = { codes: person.recoveryCodes.codes?.filter((other) => other !== code) ?? null }
}

/** A set that was shown, and not acknowledged, does not come to work any more. */
export function forgetShown(person: Person): void {
  if (person.renewed === null) return
  person.deadCodes.push(...person.renewed.codes)
  person.overtakenSets.push(person.renewed.setId)
  person.renewed = null
}

/** Another replacement, or none, takes the place of the one that was open; what was begun for that ends. */
export function replaceReplacement(person: Person, replacement: KnownReplacement | null): void {
  person.replacement = replacement
  person.enrolling = null
}

/** The email code of a ticket was right: what it has opened takes the place of an older enrollment. */
export function openEnrollment(person: Person, before: Ticket, named: Ticket | null): void {
  before.isSpent = true
  person.enrolling = named
}

/** Something is to be told by mail. */
export function tell(person: Person, kind: string): void {
  person.told = new Map([...person.told, [kind, (person.told.get(kind) ?? 0) + 1]])
}

/** The same, at the address that was confirmed with the factor: a session does not say another. */
export function tellByFactor(person: Person, factor: KnownFactor | null, kind: string): void {
  if (factor?.hasAddress === true) tell(person, kind)
}
