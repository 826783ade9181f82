import type {
  AccountWrites,
  ChargeResult,
  MusterStore,
  Page,
  PageInput,
  ReminderClaim,
  SaveResult,
  StoredAccount,
  StoredUser,
  UserKey,
  UserState,
  UserThrottle,
  UserWrites,
} from "@muster/sdk/ports"
import { ExpectationError, expectKind, expectPresent } from "./expectations.js"
import { accountErasure, accountState, accountWrites, chargeRule, userState, userWrites } from "./samples.js"

/** How many callers race in each race. */
export const racers = 50

export function inParallel<T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => work(index)))
}

export function countKind(answers: readonly { readonly kind: string }[], kind: string): number {
  return answers.filter((answer) => answer.kind === kind).length
}

/** Saves an account that does not exist yet. */
export async function saveNewAccount(
  store: MusterStore,
  accountId: string,
  writes: Partial<AccountWrites> = {},
): Promise<void> {
  const result = await store.saveAccount(accountId, accountState(), 0, accountWrites(writes))
  expectKind(result, "saved", "the first save of an account")
}

/** Saves a user that does not exist yet. */
export async function saveNewUser(
  store: MusterStore,
  key: UserKey,
  state: UserState = userState(),
  writes: Partial<UserWrites> = {},
): Promise<void> {
  expectKind(await store.saveUser(key, state, 0, userWrites(writes)), "saved", "the first save of a user")
}

/** Saves a user as it is, with these writes; loads the version first, and again when another save came between. */
export async function saveWith(store: MusterStore, key: UserKey, writes: Partial<UserWrites>): Promise<void> {
  for (;;) {
    const { value, version } = await storedUser(store, key)
    const result = await store.saveUser(key, value, version, userWrites(writes))
    if (result.kind === "saved") return
  }
}

export async function storedUser(store: MusterStore, key: UserKey): Promise<StoredUser> {
  return expectPresent((await store.loadUser(key)).user, "a user that was saved")
}

export async function storedAccount(store: MusterStore, accountId: string): Promise<StoredAccount> {
  return expectPresent((await store.loadAccount(accountId)).account, "an account that was saved")
}

/** Erases an account as it stands now. */
export async function eraseWhole(store: MusterStore, accountId: string): Promise<SaveResult> {
  const { account } = await store.loadAccount(accountId)
  const { version = 0, groupsVersion = 0 } = account ?? {}
  const compared = { expectedVersion: version, expectedGroupsVersion: groupsVersion }
  return store.eraseAccount(accountId, accountErasure(compared))
}

/** The throttle of the codes. */
export async function codesThrottle(store: MusterStore, key: UserKey): Promise<UserThrottle> {
  return (await store.loadUser(key)).throttles.codes
}

/** Charges that the rule allows. */
export async function chargeTimes(
  store: MusterStore,
  key: UserKey,
  times: number,
  at: number,
  rule = chargeRule,
): Promise<void> {
  for (let charge = 0; charge < times; charge++) {
    expectKind<ChargeResult, "charged">(await store.chargeUser(key, rule(key), at), "charged", "an allowed charge")
  }
}

/** The ids of the account's mail that a claim at this instant takes; the lease ends at once. */
export async function claimedIds(store: MusterStore, accountId: string, at: number): Promise<readonly string[]> {
  const claimed = await store.claimMail({ now: at, limit: 1000, leaseSeconds: 0 })
  return claimed.filter((mail) => mail.key.accountId === accountId).map((mail) => mail.id)
}

/**
 * Claims this account for reminders. Accounts of other tests that are due are settled on the way, until their state changes.
 */
export async function claimOwn(
  store: MusterStore,
  accountId: string,
  at: number,
  leaseSeconds = 60,
): Promise<ReminderClaim> {
  for (;;) {
    const claim = expectPresent(await store.claimReminders({ now: at, leaseSeconds }), "an account to claim")
    if (claim.accountId === accountId) return claim
    await settleClaim(store, claim)
  }
}

/** Claims this account as {@link claimOwn} does; `undefined` when it cannot be claimed at this instant. */
export async function tryClaim(store: MusterStore, accountId: string, at: number): Promise<ReminderClaim | undefined> {
  for (;;) {
    const claim = await store.claimReminders({ now: at, leaseSeconds: 60 })
    if (claim === undefined || claim.accountId === accountId) return claim
    await settleClaim(store, claim)
  }
}

/** Ends a claim: the account is not claimed again before its state changes. */
export async function settleClaim(store: MusterStore, claim: ReminderClaim): Promise<void> {
  await store.saveReminders(claim, { reminders: [], place: null, claimableAt: null })
}

/** Ids for a comparison that does not care about their order. */
export function sorted(ids: readonly string[]): readonly string[] {
  return [...ids].sort()
}

export async function eventIds(store: MusterStore, accountId: string): Promise<readonly string[]> {
  return (await store.listEvents({ accountId })).items.map((event) => event.id)
}

/** All items of a list, read page by page. */
export async function allPages<T>(
  list: (input: PageInput) => Promise<Page<T>>,
  limit?: number,
): Promise<{ readonly items: readonly T[]; readonly pages: number }> {
  const items: T[] = []
  let after: string | null = null
  for (let pages = 1; ; pages++) {
    const page: Page<T> = await list({ after, limit })
    items.push(...page.items)
    if (page.next === null) return { items, pages }
    if (page.next === after) throw new ExpectationError("the next page", page.next, "another cursor")
    after = page.next
  }
}
