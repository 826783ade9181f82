import type { MailBudget, MusterStore, UserKey } from "@muster/sdk/ports"
import { eraseWhole } from "./arrange.js"
import type { HostTransactionRunner, StoreHarness, StoreUnderTest } from "./harness.js"
import { uniqueId } from "./unique-id.js"

/** What a test is given: an open adapter, and accounts that no other test uses. */
export interface Given {
  readonly store: MusterStore
  readonly mailBudget: MailBudget
  readonly again: () => Promise<MusterStore>
  readonly hostTransaction: HostTransactionRunner
  readonly unreachable: () => Promise<Pick<StoreUnderTest, "store" | "mailBudget">>
  /** An account id of this test alone; whatever is saved under it is erased after the test. */
  readonly newAccountId: () => string
  /** A user of this account, by default of a new one. */
  readonly newKey: (accountId?: string) => UserKey
}

/** Opens the adapter for one test, and afterwards erases what the test wrote and closes it. */
export async function withGiven(harness: StoreHarness, test: (given: Given) => Promise<void>): Promise<void> {
  const subject = await harness.create()
  const erase = subject.erase?.bind(subject) ?? ((accountId) => eraseWhole(subject.store, accountId))
  const accountIds: string[] = []
  const newAccountId = () => {
    const accountId = uniqueId("account")
    accountIds.push(accountId)
    return accountId
  }
  try {
    await test({
      store: subject.store,
      mailBudget: subject.mailBudget,
      again: subject.again?.bind(subject) ?? missing("again", "independent-roots"),
      hostTransaction: subject.hostTransaction?.bind(subject) ?? missing("hostTransaction", "host-transactions"),
      unreachable: subject.unreachable?.bind(subject) ?? missing("unreachable", "unreachable"),
      newAccountId,
      newKey: (accountId = newAccountId()) => ({ accountId, userId: uniqueId("user") }),
    })
  } finally {
    try {
      for (const accountId of accountIds) await erase(accountId)
    } finally {
      await subject.dispose()
    }
  }
}

function missing(part: string, category: string): () => Promise<never> {
  return async () => {
    throw new Error(`The harness has no "${part}": add it, or except the category "${category}" with a reason.`)
  }
}
