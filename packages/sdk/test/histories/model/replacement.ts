import type { AccountSettings } from "@muster/policy"
import { replaceReplacement } from "./changes.js"
import { type KnownReplacement, type Person, violated } from "./person.js"

const hour = 3_600_000

type Rule = AccountSettings["replacement"]

/** A proved replacement has begun, in the place of whatever was open. */
export function provedReplacement(person: Person, rule: Rule, now: number): KnownReplacement {
  if (rule.rule === "admin-only") violated("a replacement began that only an admin may begin", person)
  const replacement = { isProved: true, requestedAt: now, opensAt: now }
  replaceReplacement(person, replacement)
  return replacement
}

/** A hold was told. Asked again, the one that was told goes on; it may have become longer. */
export function heldReplacement(person: Person, rule: Rule, { now, until }: { now: number; until: number }): void {
  notProved(person, rule, now)
  const earlier = person.replacement?.isProved === false ? person.replacement : null
  // One that began without a hold was told to nobody: another takes its place.
  const goesOn = earlier !== null && earlier.opensAt > earlier.requestedAt ? earlier : null
  if (goesOn === null) replaceReplacement(person, { isProved: false, requestedAt: now, opensAt: until })
  else goesOn.opensAt = Math.max(goesOn.opensAt, until)
}

/** A replacement opens that rests on the password and the mailbox: by the rule of now, and no earlier than was told. */
export function unprovedReplacement(person: Person, rule: Rule, now: number): KnownReplacement {
  const holdHours = notProved(person, rule, now)
  const earlier = person.replacement?.isProved === false ? person.replacement : null
  const opensAt = Math.max(earlier?.opensAt ?? now, (earlier?.requestedAt ?? now) + holdHours * hour)
  if (now < opensAt) violated("a replacement opened before its hold was over", person)
  if (earlier !== null) return earlier
  const replacement = { isProved: false, requestedAt: now, opensAt: now }
  replaceReplacement(person, replacement)
  return replacement
}

/** Asks whether the account allows one without a proof, and says for how long it is held. */
function notProved(person: Person, rule: Rule, now: number): number {
  const { replacement } = person
  if (rule.rule !== "self-service") violated("a replacement began without a proof", person)
  // Whoever has proved more is not put off by whoever has the password alone.
  if (replacement?.isProved === true && now < replacement.requestedAt + hour)
    violated("a proved replacement was put off", person)
  return rule.holdHours
}

/** Whoever has the old authenticator has not lost it: what was begun without it ends. */
export function signedInWithTheFactor(person: Person): void {
  if (person.replacement?.isProved === false) replaceReplacement(person, null)
}

/** Whether a replacement was cancelled that must have been open, or the other way round. */
export function cancelledReplacement(person: Person, changed: boolean, now: number): void {
  const { replacement } = person
  if (changed && replacement === null) violated("a replacement was cancelled that is none", person)
  if (!changed && replacement !== null && now < replacement.requestedAt + hour)
    violated("a replacement that is open was not cancelled", person)
  replaceReplacement(person, null)
}
