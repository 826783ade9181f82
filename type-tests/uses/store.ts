import type {
  AccountErasure,
  AccountState,
  AccountWrites,
  AuditEvent,
  ChargeResult,
  ChargeRule,
  KeyCheck,
  KeyCheckResult,
  ListedUser,
  LoadedAccount,
  LoadedGroups,
  LoadedUser,
  MailClaim,
  MailOutcome,
  MusterStore,
  Page,
  PageInput,
  ReminderClaim,
  ReminderProgress,
  ReminderRecord,
  SaveResult,
  SealedMail,
  StoredUser,
  UndeliveredMail,
  UndeliveredOutcome,
  UserKey,
  UserState,
  UserWrites,
} from "@muster/sdk/ports"

/** The list that an author of an adapter fills in: twenty-four methods, none of which knows a rule. */
export abstract class SqliteStore implements MusterStore {
  abstract loadAccount(accountId: string): Promise<LoadedAccount>
  abstract loadGroups(accountId: string): Promise<LoadedGroups>
  abstract saveAccount(
    accountId: string,
    next: AccountState | null,
    expectedVersion: number,
    writes: AccountWrites,
  ): Promise<SaveResult>
  abstract loadUser(key: UserKey): Promise<LoadedUser>
  abstract chargeUser(key: UserKey, rule: ChargeRule, now: number): Promise<ChargeResult>
  abstract saveUser(key: UserKey, next: UserState, expectedVersion: number, writes: UserWrites): Promise<SaveResult>
  abstract listUsers(input: PageInput & { accountId: string }): Promise<Page<ListedUser>>
  abstract listEvents(input: PageInput & { accountId: string; userId?: string | undefined }): Promise<Page<AuditEvent>>
  abstract claimMail(input: {
    now: number
    limit: number
    leaseSeconds: number
  }): Promise<readonly (SealedMail & { readonly tries: number })[]>
  abstract heldMail(claims: readonly MailClaim[]): Promise<readonly string[]>
  abstract settleMail(mail: Pick<SealedMail, "id" | "key">, outcome: MailOutcome): Promise<void>
  abstract nextMailAt(): Promise<number | null>
  abstract listUndelivered(input: PageInput & { accountId: string }): Promise<Page<UndeliveredMail>>
  abstract settleUndelivered(mail: Pick<SealedMail, "id" | "key">, outcome: UndeliveredOutcome): Promise<boolean>
  abstract claimReminders(input: { now: number; leaseSeconds: number }): Promise<ReminderClaim | undefined>
  abstract listReminded(input: { accountId: string; userIds: readonly string[] }): Promise<readonly ReminderRecord[]>
  abstract saveReminders(claim: ReminderClaim, progress: ReminderProgress): Promise<boolean>
  abstract nextRemindersAt(): Promise<number | null>
  abstract scanSealed(
    input: PageInput & { notKeyId: string },
  ): Promise<Page<{ readonly key: UserKey; readonly user: StoredUser }>>
  abstract countByKeyId(): Promise<Readonly<Record<string, number>>>
  abstract checkKey(check: KeyCheck): Promise<KeyCheckResult>
  abstract prune(input: { before: number; eventsBefore: number | null; limit: number }): Promise<number>
  abstract eraseTraces(key: UserKey): Promise<void>
  abstract eraseAccount(accountId: string, erasure: AccountErasure): Promise<SaveResult>
}
