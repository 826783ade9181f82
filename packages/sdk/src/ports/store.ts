import type { Instant, KeyCheck, KeyCheckResult } from "@muster/core"
import type { Settlement, ThrottlePool, ThrottleRule, UserThrottle } from "@muster/enrollment"
import type { DeviceGroup } from "@muster/policy"
import type { AuditEvent } from "./events.js"
import type { Page, PageInput, UserKey } from "./keys.js"
import type { MailClaim, MailOutcome, Outputs, SealedMail, UndeliveredMail, UndeliveredOutcome } from "./outputs.js"
import type { ReminderClaim, ReminderProgress, ReminderRecord } from "./reminders.js"
import type { AccountState, StoredAccount, StoredUser, UserState } from "./states.js"

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

/** What is left of an account that is erased, and what the erasing compares. */
export interface AccountErasure {
  /** The state that is left in place of the one there is. */
  readonly next: AccountState
  /** Compared as in a save; 0: the account was never saved. */
  readonly expectedVersion: number
  /** Compared: a group that was written meanwhile was not meant. */
  readonly expectedGroupsVersion: number
  /**
   * Users who begin anew begin with this epoch; every user there is has a lower one. Only a store that erases in
   * several steps needs it: a later step deletes what came in after the first, but for users with this epoch or a
   * later one, who have begun anew meanwhile. In one step nothing comes between.
   */
  readonly firstEpoch: number
}

/** The attempt to spend, and what is written with it. */
export interface ChargeRule extends ThrottleRule {
  /** The counters to spend from. */
  readonly pool: ThrottlePool
  /** The charge is refused (`unknown`) unless the user has this epoch. */
  readonly epoch: number
  /** Written with the charge. */
  readonly event: AuditEvent
  /** Events that are written after it when the charge brings the consecutive failures to exactly this number. */
  readonly countedEvents: readonly { readonly atFailures: number; readonly event: AuditEvent }[]
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
 * - **Reads are frozen copies.** Changing what was given or returned never changes the store, and what is changed once a
 *   call has begun was no part of it.
 * - **Ids are ordered by code point**, and a page holds at most 1,000 items. A limit below 1 and a cursor that is none
 *   of the store's throw `ERR_INVALID_INPUT`.
 * - Mail and events of another account than the one that is saved throw `ERR_INVALID_INPUT`.
 * - An unreachable store throws `ERR_STORE_UNAVAILABLE`, retryable, with nothing in it of what it was given; it never
 *   answers.
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
  /**
   * Spends one attempt if the rule allows it at `now`; writes the event, and the counted event and the notice whose number
   * is reached.
   */
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
  /**
   * Answers the ids of the claims that still hold: mail that was withdrawn, replaced by a newer one of its topic, settled
   * or claimed anew is not among them. Asked right before sending, so that a machine that was slow sends no older mail.
   */
  heldMail(claims: readonly MailClaim[]): Promise<readonly string[]>
  /** `sent` deletes the mail, `retry` makes it due again, `dead` keeps it and never returns it from a claim again. */
  settleMail(mail: Pick<SealedMail, "id" | "key">, outcome: MailOutcome): Promise<void>
  /** When the next mail is due or its lease ends; `null` when none waits. */
  nextMailAt(): Promise<Instant | null>
  /** The account's dead mail, in order of user and id. */
  listUndelivered(input: PageInput & { readonly accountId: string }): Promise<Page<UndeliveredMail>>
  /**
   * `again` makes dead mail due, with no try counted; `given-up` deletes it. Answers whether there was such mail: mail that
   * waits is neither, and mail that has expired by `dueAt` is not brought back.
   */
  settleUndelivered(mail: Pick<SealedMail, "id" | "key">, outcome: UndeliveredOutcome): Promise<boolean>

  /**
   * Takes an account whose users are to be looked at for reminders: first one whose state has another version than at its
   * last claim, with no place, then the one that is claimable longest. Nobody else gets it for `leaseSeconds`, unless its
   * state changes. `undefined`: there is none.
   */
  claimReminders(input: { readonly now: Instant; readonly leaseSeconds: number }): Promise<ReminderClaim | undefined>
  /** The reminders that these users of an account have had, in any order. At most 1,000 users. */
  listReminded(input: {
    readonly accountId: string
    readonly userIds: readonly string[]
  }): Promise<readonly ReminderRecord[]>
  /**
   * Writes how far a claim has come, with the reminders of that part: record, mail and event of each, or nothing of one whose
   * record is there. Writes nothing at all, and answers `false`, when the account was claimed anew or has another version.
   */
  saveReminders(claim: ReminderClaim, progress: ReminderProgress): Promise<boolean>
  /** When the next account can be claimed, 0 for one whose state has changed; `null` when none waits. */
  nextRemindersAt(): Promise<Instant | null>

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
   * Deletes events older than `eventsBefore` (`null`: none), and what has been of no use since `before`: dead or expired
   * mail, and expired records of reminders. At most `limit` rows in all. Returns how many.
   */
  prune(input: {
    readonly before: Instant
    readonly eventsBefore: Instant | null
    readonly limit: number
  }): Promise<number>
  /**
   * Deletes the user's mail, the events about the user and the records of the user's reminders. State and throttle stay as
   * they are: the save before has emptied them, and what is left of the state holds the epoch by which tickets of before are
   * known.
   */
  eraseTraces(key: UserKey): Promise<void>
  /**
   * Compares both versions, and then deletes the account's groups, users, mail, events and records of reminders, and
   * puts `next` in place of its state, all or nothing. What is left is the account's id, that state, and both versions,
   * one higher than they were. A user who is saved from then on, with `firstEpoch` or a later epoch, is not touched.
   */
  eraseAccount(accountId: string, erasure: AccountErasure): Promise<SaveResult>

  /**
   * Whether an error of the driver's says that the host's transaction gave way to a parallel one, where it begins,
   * writes or commits: nothing of it was written, so the services decide again, as after a lost race. They ask about
   * what the host's transaction rejects with and about the causes of that; SQLSTATE 40001 and 40P01 and
   * `ERR_STORE_CONFLICT` they know themselves, and where it is left out nothing else. Answers at once, about any value,
   * and never throws.
   */
  isConflict?(error: unknown): boolean
}
