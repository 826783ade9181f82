import type { AccountSettings } from "@muster/policy"
import type { Person } from "./person.js"

/** An account, as its admins have left it. */
export interface KnownAccount {
  isOn: boolean
  /** When two-factor was last switched on. */
  enabledAt: number
  rule: AccountSettings["replacement"]
  /** The forced logout that has certainly happened last; `null`: none has. */
  loggedOutAt: number | null
  /** Whether any forced logout was ever set. */
  hadForcedLogout: boolean
}

export function newAccount(): KnownAccount {
  return {
    isOn: false,
    enabledAt: 0,
    rule: { rule: "authenticator-or-recovery-code" },
    loggedOutAt: null,
    hadForcedLogout: false,
  }
}

export function enabled(account: KnownAccount, now: number): void {
  if (account.isOn) return
  account.isOn = true
  account.enabledAt = now
}

export function disabled(account: KnownAccount, now: number): void {
  account.isOn = false
  // A clock that was set back makes of it one that has not happened yet, and that is forgotten.
  if (account.loggedOutAt !== null && now < account.loggedOutAt) account.loggedOutAt = null
}

/** A forced logout that has happened stays as it was, until two-factor is switched off and on again. */
export function loggedOut(account: KnownAccount, now: number): void {
  const { loggedOutAt, enabledAt } = account
  account.hadForcedLogout = true
  if (loggedOutAt === null || loggedOutAt < enabledAt || now < loggedOutAt) account.loggedOutAt = now
}

/** Whether the user is excused from enrolling. */
export function isExempt({ exemptUntil }: Person, now: number): boolean {
  return exemptUntil !== null && now < exemptUntil
}

/** What must follow the password: a factor always asks, and a pending enrollment neither asks for a code nor answers one. */
export function afterThePassword(person: Person, account: KnownAccount, now: number): string {
  if (person.factor !== null) return "challenge"
  return account.isOn && !isExempt(person, now) ? "enroll" : "signed-in"
}
