import type { Assurance } from "../../../src/index.js"
import { cacheSeconds } from "../world.js"
import { isExempt, type KnownAccount } from "./account.js"
import type { Person } from "./person.js"
import type { Times } from "./tickets.js"

const freshSeconds = 900

const goesOn = ["continue"]
const ends = ["logout"]
const endsOrDrains = ["logout", "drain"]
const anything = ["continue", "drain", "logout"]

/** How a session is asked about. */
export interface Asked {
  /** Whether something runs in it that began with it. */
  readonly isActive: boolean
  /** Whether the machine may answer from memory. */
  readonly remembers: boolean
}

/**
 * What may be said about a session. Of the account's own rules only the plain cases are followed: the rest has properties of its
 * own in the rules' package.
 */
export function verdictsOn(
  person: Person,
  account: KnownAccount,
  { assurance, asked, times }: { readonly assurance: Assurance; readonly asked: Asked; readonly times: Times },
): readonly string[] {
  const { epoch, method, signedInAt, excusedUntil } = assurance
  const end = asked.isActive ? endsOrDrains : ends
  if (epoch !== person.epoch) {
    // Late is allowed, for as long as it may be; but no longer.
    if (asked.remembers && times.now < person.epochRaisedBefore + cacheSeconds * 1000) return anything
    const isOwnFirst = person.epochRaisedBy === "own first enrollment" && epoch === person.epoch - 1
    return isOwnFirst ? end : ends
  }
  // Wrong is not allowed: what was remembered is from before this session, or says the same.
  if (method !== "primary-only") return goesOn
  if (asked.remembers) return anything
  if (!account.isOn) return goesOn
  if (excusedUntil !== undefined) return excusedUntil <= times.now ? end : anything
  if (person.exemptUntil !== null) return anything
  if (account.loggedOutAt !== null && signedInAt <= account.loggedOutAt && account.loggedOutAt <= times.now) return end
  return !account.hadForcedLogout && signedInAt <= account.enabledAt ? goesOn : anything
}

/** What a session can do to the factor: nothing once it is over, and little without a second factor, or with an old one. */
export type Power = "none" | "password-only" | "old" | "fresh"

export function powerOf({ epoch }: Person, assurance: Assurance, now: number): Power {
  if (assurance.epoch !== epoch) return "none"
  if (assurance.method === "primary-only") return "password-only"
  return now - assurance.signedInAt <= freshSeconds * 1000 ? "fresh" : "old"
}

/** What must be answered to a call about the own factor, by what the session can do. */
export function ownAnswers(
  power: Power,
  withSecondFactor: { readonly fresh: string; readonly old: string },
  without: string,
) {
  switch (power) {
    case "none":
      return ["session-ended"]
    case "password-only":
      return [without, "session-ended"]
    case "old":
      return [withSecondFactor.old]
    case "fresh":
      return [withSecondFactor.fresh]
  }
}

/** Whether the account lets its user go without a factor. */
export const mayGoWithout = (person: Person, account: KnownAccount, now: number) =>
  !account.isOn || isExempt(person, now)
