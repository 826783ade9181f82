/** How many rows are seeded. */
export interface Sizes {
  readonly users: number
  /** The first of them is the large one; the others share what it leaves, each as much as the next. */
  readonly accounts: number
  readonly usersOfLarge: number
  readonly groupsOfLarge: number
  readonly groupsOfOthers: number
  readonly events: number
  /** In the outbox: waiting, due and undelivered. */
  readonly mail: number
  readonly reminders: number
  readonly mailBudgets: number
  /** Users of the large account whose secrets are sealed for themselves, so that they can sign in. */
  readonly signers: number
}

/**
 * The sizes that go with a number of users: 1,000,000 make 10,000 accounts, one of them with 500,000 users and 100,000 device
 * groups, and 2,000,000 events.
 */
export function sizesOf(users: number): Sizes {
  const part = (share: number) => Math.max(1, Math.floor(users * share))
  return {
    users,
    accounts: Math.max(2, part(1 / 100)),
    usersOfLarge: part(1 / 2),
    groupsOfLarge: part(1 / 10),
    groupsOfOthers: 5,
    events: users * 2,
    mail: part(1 / 50),
    reminders: part(1 / 5),
    mailBudgets: part(1 / 10),
    signers: 200,
  }
}
