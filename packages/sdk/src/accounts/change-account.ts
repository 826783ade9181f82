import { randomId } from "@muster/core"
import type { AccountRules, AccountSettings, ActorName, DeviceGroup, Refused } from "@muster/policy"
import type { AccountCall } from "../api/accounts.js"
import { checkDrift, type Dependencies } from "../dependencies.js"
import { accountIdSchema, parseInput } from "../input.js"
import type { EventKind } from "../ports/index.js"
import { type Account, readAccountState, writeAccountState } from "../state/account-state.js"
import { type Authorized, authorize } from "./authorize.js"

const tries = 3

/** An account with its device groups, for decisions that look at both. */
export interface LoadedRollout {
  readonly account: Account
  readonly groups: readonly DeviceGroup[]
  readonly actor: Authorized
  readonly now: number
}

/** What a service has decided to change. */
export interface AccountChange<Answer> {
  readonly kind: "change"
  /** `null` leaves the account's state, and its version, as they are. */
  readonly rules: AccountRules | null
  readonly ownSettings?: Partial<AccountSettings>
  readonly putGroups?: readonly DeviceGroup[]
  /** Whether a group that was written meanwhile makes the save lose. */
  readonly comparesGroups: boolean
  readonly event: {
    readonly kind: EventKind
    readonly before: unknown
    readonly after: unknown
    readonly reason?: string
  }
  readonly answer: (account: Pick<Account, "version" | "rules">) => Answer
}

/** Nothing to change, and the answer to that. */
export interface NoChange<Answer> {
  readonly kind: "no-change"
  readonly answer: Answer
}

/** One call about an account: authorize, load, decide, save with a compare; after a lost race once more. */
export async function changeAccount<Answer>(
  deps: Dependencies,
  call: AccountCall,
  needsGroups: boolean,
  decide: (loaded: LoadedRollout) => AccountChange<Answer> | NoChange<Answer> | Refused,
): Promise<Answer | Refused> {
  const accountId = parseInput(accountIdSchema, call.accountId)
  let version = 0
  for (let round = 0; round < tries; round++) {
    const loaded = await load(deps, accountId, call, needsGroups)
    if (loaded.kind === "refused") return loaded
    const { account } = loaded
    version = account.version
    if (call.ifVersion !== undefined && call.ifVersion !== version) break
    const decided = decide(loaded)
    if (decided.kind === "refused") return decided
    if (decided.kind === "no-change") return decided.answer
    const saved = await save(deps, accountId, loaded, decided)
    if (saved.kind === "saved") {
      return decided.answer({ version: saved.version, rules: decided.rules ?? account.rules })
    }
  }
  return { kind: "refused", reasons: [{ code: "changed-meanwhile", params: { version }, source: { kind: "account" } }] }
}

async function load(
  deps: Dependencies,
  accountId: string,
  { actor }: AccountCall,
  needsGroups: boolean,
): Promise<({ readonly kind: "loaded" } & LoadedRollout) | Refused> {
  const now = deps.clock.now()
  const authorized = await authorize(deps, accountId, actor)
  if (authorized.kind === "refused") return authorized
  if (!needsGroups) return { kind: "loaded", account: authorized.account, groups: [], actor: authorized, now }
  // Account and groups come from one read, so that one compare of their versions guards the decision.
  const { account, groups, databaseTime } = await deps.store.loadGroups(accountId)
  checkDrift(deps, databaseTime, now)
  return { kind: "loaded", account: readAccountState(account, deps.defaults), groups, actor: authorized, now }
}

function save<Answer>(
  deps: Dependencies,
  accountId: string,
  { account, actor, now }: LoadedRollout,
  change: AccountChange<Answer>,
) {
  const { rules, putGroups = [], event } = change
  const createsAccount = account.version === 0
  const next = rules ?? (createsAccount ? account.rules : null)
  return deps.store.saveAccount(
    accountId,
    next === null ? null : writeAccountState(next, change.ownSettings ?? account.ownSettings),
    account.version,
    {
      putGroups,
      removeGroups: [],
      expectedGroupsVersion: change.comparesGroups ? account.groupsVersion : null,
      mail: [],
      events: [auditEvent(deps, accountId, actor.name, event, now)],
    },
  )
}

function auditEvent(
  deps: Dependencies,
  accountId: string,
  actor: ActorName,
  {
    kind,
    before,
    after,
    reason = null as string | null,
  }: { kind: EventKind; before: unknown; after: unknown; reason?: string | null },
  at: number,
) {
  return { id: randomId(deps.random), at, kind, accountId, userId: null, actor, client: null, reason, before, after }
}
