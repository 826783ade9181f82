import type { Instant, KeyCheck, KeyCheckResult } from "@muster/core"
import type { Settlement, ThrottlePool, ThrottleRule, UserThrottle } from "@muster/enrollment"
import type { DeviceGroup } from "@muster/policy"
import type { AuditEvent } from "./events.js"
import type { Page, PageInput, UserKey } from "./keys.js"
import type { Outputs, SealedMail } from "./outputs.js"

/** A value and the number that a save compares. Versions begin at 1; 0 expected means "must not exist yet". */
export interface Versioned<T> {
  /** What a save compares. */
  readonly version: number
  /** What is stored. */
  readonly value: T
}

/** Opaque to a store: the same format and JSON come out that went in. */
export interface AccountState {
  /** The number of the format that the JSON is written in. */
  readonly format: number
  /** The state; at most 8 KB. */
  readonly json: string
}

/**
 * An account as stored. `groupsVersion` rises with every write of device groups, `version` with every write of the
 * state.
 */
export interface StoredAccount extends Versioned<AccountState> {
  /** Rises with every write of device groups; 0 when there was none. */
  readonly groupsVersion: number
}

/** Opaque like {@link AccountState}, apart from the columns that reports, throttling and key rotation look up. */
export interface UserState {
  /** The number of the format that the JSON is written in. */
  readonly format: number
  /** The state; at most 8 KB. */
  readonly json: string
  /**
   * What stores look up: where the user stands, the epoch that charges compare, and the keys that secrets are sealed
   * under.
   */
  readonly columns: {
    readonly status: string
    readonly epoch: number
    readonly sealedKeyIds: readonly string[]
  }
}

/** A user as stored. */
export type StoredUser = Versioned<UserState>

/** The host's open transaction, as the store understands it; for Postgres anything with `query(text, values)`. */
export type SqlTransaction = unknown

/** A lost race is a value. */
export type SaveResult = { readonly kind: "saved"; readonly version: number } | { readonly kind: "version-conflict" }

/** What every read of an account returns. */
export interface LoadedAccount {
  /** `undefined` for an account that was never saved. */
  readonly account: StoredAccount | undefined
  /** The store's own clock, to notice a machine whose clock is off. */
  readonly databaseTime: Instant
}

/** Everything that a decision about a user needs, from one snapshot. */
export interface LoadedUser extends LoadedAccount {
  /** `undefined` for a user who was never saved. */
  readonly user: StoredUser | undefined
  /** Where each pool stands; untouched for a user who was never charged. */
  readonly throttles: Readonly<Record<ThrottlePool, UserThrottle>>
}

/** A user in a list. */
export interface ListedUser {
  /** The user within the account. */
  readonly userId: string
  /** The user's state. */
  readonly user: StoredUser
  /** Where each pool stands. */
  readonly throttles: Readonly<Record<ThrottlePool, UserThrottle>>
}

/** An account with all its device groups, from one snapshot. */
export interface LoadedGroups extends LoadedAccount {
  /** In order of id. */
  readonly groups: readonly DeviceGroup[]
}

/** What is written together with an account. */
export interface AccountWrites extends Outputs {
  /** Groups that are added, or replaced where the id is there. */
  readonly putGroups: readonly DeviceGroup[]
  /** Ids of groups that are removed; unknown ones are ignored. */
  readonly removeGroups: readonly string[]
  /** Compared when given; `null` writes over parallel changes of groups. */
  readonly expectedGroupsVersion: number | null
}

/** What is written together with a user. */
export interface UserWrites extends Outputs {
  /** Topics whose unsent mail is deleted. */
  readonly withdraw: readonly string[]
  /** What becomes of charges, in this order. */
  readonly settle: readonly Settlement[]
  /** Also compared with, and raised on, the account: for a save that may lower the number of enrolled admins. */
  readonly accountVersion?: number | undefined
  /** Joins the host's open transaction: nothing is visible before it commits. */
  readonly transaction?: SqlTransaction | undefined
}

/** The attempt to spend, and what is written with it. */
export interface ChargeRule extends ThrottleRule {
  /** The counters to spend from. */
  readonly pool: ThrottlePool
  /** The charge is refused (`unknown`) unless the user has this epoch. */
  readonly epoch: number
  /** Written with the charge. */
  readonly event: AuditEvent
  /** Mail that is written when the charge brings the consecutive failures to exactly this number. */
  readonly notices: readonly { readonly atFailures: number; readonly mail: SealedMail }[]
}

/** `charged` carries the throttle as it stands after the charge. */
export type ChargeResult =
  | {
      readonly kind: "charged"
      readonly account: StoredAccount | undefined
      readonly user: StoredUser
      readonly throttle: UserThrottle
      readonly databaseTime: Instant
    }
  | { readonly kind: "throttled"; readonly retryAt: Instant }
  | { readonly kind: "held"; readonly until: Instant }
  | { readonly kind: "locked" }
  /** No such user, or one with another epoch. */
  | { readonly kind: "unknown" }

/** What became of a claimed mail. */
export type MailOutcome =
  | { readonly kind: "sent" }
  | { readonly kind: "retry"; readonly dueAt: Instant }
  | { readonly kind: "dead" }

/**
 * Where Muster keeps its rows: load, charge, save.
 *
 * - **The account's id is in every key.** An id of another account behaves like an unknown one.
 * - **All or nothing.** A save writes state, settlement, mail and events together or writes nothing.
 * - **Lost races are values.** Of N saves with one expected version exactly one is `saved`. No method retries a lost
 *   compare.
 * - **A charge commits by itself**, before any code is compared, and never inside a host's transaction. Of N parallel
 *   charges no more are `charged` than the rule allows.
 * - **Counters are relative.** Only `chargeUser` and settlements touch them, and neither touches the version: a charge
 *   never makes a save lose.
 * - **Time is an argument.** No decision reads the store's own clock.
 * - **Reads are frozen copies.** Changing what was given or returned never changes the store.
 * - **Ids are ordered by code point**, and a page holds at most 1,000 items. A limit below 1 and a cursor that is none
 *   of the store's throw `ERR_INVALID_INPUT`.
 * - Mail and events of another account than the one that is saved throw `ERR_INVALID_INPUT`.
 * - An unreachable store throws `ERR_STORE_UNAVAILABLE`; it never answers.
 */
export interface MusterStore {
  /** Reads an account. */
  loadAccount(accountId: string): Promise<LoadedAccount>
  /** Reads an account with all its device groups, from one snapshot. */
  loadGroups(accountId: string): Promise<LoadedGroups>
  /**
   * Compares `version` and, when given, `expectedGroupsVersion`, and writes all or nothing. `next: null` keeps the
   * state and its version (the account must exist). Writing or removing at least one group raises `groupsVersion`,
   * which begins at 0; an account that does not exist is compared as 0.
   */
  saveAccount(
    accountId: string,
    next: AccountState | null,
    expectedVersion: number,
    writes: AccountWrites,
  ): Promise<SaveResult>

  /** Reads a user with account and throttles, from one snapshot. */
  loadUser(key: UserKey): Promise<LoadedUser>
  /** Spends one attempt if the rule allows it at `now`; writes the event, and the notice whose number is reached. */
  chargeUser(key: UserKey, rule: ChargeRule, now: Instant): Promise<ChargeResult>
  /** Compares `version` and writes all or nothing; see {@link UserWrites}. */
  saveUser(key: UserKey, next: UserState, expectedVersion: number, writes: UserWrites): Promise<SaveResult>

  /** In order of user id. */
  listUsers(input: PageInput & { readonly accountId: string }): Promise<Page<ListedUser>>
  /** Newest first; of one instant, the one that was written last. */
  listEvents(
    input: PageInput & { readonly accountId: string; readonly userId?: string | undefined },
  ): Promise<Page<AuditEvent>>

  /**
   * Takes due mail for `leaseSeconds`: no other claim gets it before the lease ends. Mail past its `expiresAt` is never
   * returned. `tries` counts the claims, this one included.
   */
  claimMail(input: {
    readonly now: Instant
    readonly limit: number
    readonly leaseSeconds: number
  }): Promise<readonly (SealedMail & { readonly tries: number })[]>
  /** `sent` deletes the mail, `retry` makes it due again, `dead` keeps it and never returns it from a claim again. */
  settleMail(mail: Pick<SealedMail, "id" | "key">, outcome: MailOutcome): Promise<void>
  /** When the next mail is due or its lease ends; `null` when none waits. */
  nextMailAt(): Promise<Instant | null>

  /** Users with a sealed record under another key than this one. */
  scanSealed(
    input: PageInput & { readonly notKeyId: string },
  ): Promise<Page<{ readonly key: UserKey; readonly user: StoredUser }>>
  /** How many users have a sealed record under each key. */
  countByKeyId(): Promise<Readonly<Record<string, number>>>
  /**
   * Compares with the value that is kept for the purpose and id of the key, and keeps this one where there is none: of
   * parallel first calls with different values those with one of them match. Belongs to no account, and is never pruned:
   * an id stands for one key for ever.
   */
  checkKey(check: KeyCheck): Promise<KeyCheckResult>
  /**
   * Deletes events older than `before`, and dead or expired mail of that age: at most `limit` rows in all. Returns how
   * many.
   */
  prune(input: { readonly before: Instant; readonly limit: number }): Promise<number>
  /**
   * Deletes the user's mail and the events about the user. State and throttle stay as they are: the save before has emptied
   * them, and what is left of the state holds the epoch by which tickets of before are known.
   */
  eraseTraces(key: UserKey): Promise<void>
  /** Deletes the account with groups, users, mail and events. */
  eraseAccount(accountId: string): Promise<void>
}
