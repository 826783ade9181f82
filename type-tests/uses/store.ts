import type {
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
  MailOutcome,
  MusterStore,
  Page,
  PageInput,
  SaveResult,
  SealedMail,
  StoredUser,
  UserKey,
  UserState,
  UserWrites,
} from "@muster/sdk/ports"

/** The list that an author of an adapter fills in: seventeen methods, none of which knows a rule. */
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
  abstract settleMail(mail: Pick<SealedMail, "id" | "key">, outcome: MailOutcome): Promise<void>
  abstract nextMailAt(): Promise<number | null>
  abstract scanSealed(
    input: PageInput & { notKeyId: string },
  ): Promise<Page<{ readonly key: UserKey; readonly user: StoredUser }>>
  abstract countByKeyId(): Promise<Readonly<Record<string, number>>>
  abstract checkKey(check: KeyCheck): Promise<KeyCheckResult>
  abstract prune(input: { before: number; limit: number }): Promise<number>
  abstract eraseTraces(key: UserKey): Promise<void>
  abstract eraseAccount(accountId: string): Promise<void>
}
