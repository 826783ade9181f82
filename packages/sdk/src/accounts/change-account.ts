import type { AccountRules, AccountSettings, DeviceGroup, Refused } from "@muster/policy"
import * as z from "zod"
import type { AccountCall } from "../api/account-call.js"
import { tries } from "../attempts/lost-races.js"
import type { Dependencies } from "../dependencies.js"
import { auditEvent } from "../events/audit-event.js"
import { parseAccountId, parseInput } from "../input.js"
import type { EventChange } from "../ports/index.js"
import { type Account, readAccountState, revisionOf, writeAccountState } from "../state/account-state.js"
import { versionSchema } from "./account-input.js"
import { type Authorized, authorize, refuseWithoutSecondFactor } from "./authorize.js"

/** An account with its device groups, for decisions that look at both. */
export interface LoadedRollout {
  readonly account: Account
  readonly groups: readonly DeviceGroup[]
  readonly actor: Authorized
  readonly now: number
}

/** What a call loads, and whom it lets in. */
export interface CallNeeds {
  /** Whether the decision looks at the device groups. */
  readonly groups: boolean
  /**
   * `asked-first`: while two-factor is on, an actor without a second factor is refused before anything is decided;
   * `asked-by-rule`: the decision asks for more, and says so itself.
   */
  readonly secondFactor?: "asked-first" | "asked-by-rule"
}

/** An account as a save has left it. */
export type ChangedAccount = Pick<Account, "version" | "groupsVersion" | "rules">

/** What a service has decided to change. */
export interface AccountChange<Answer> {
  readonly kind: "change"
  /** `null` leaves the account's state, and its version, as they are. */
  readonly rules: AccountRules | null
  readonly ownSettings?: Partial<AccountSettings>
  readonly putGroups?: readonly DeviceGroup[]
  readonly removeGroups?: readonly string[]
  /** Whether a group that was written meanwhile makes the save lose. */
  readonly comparesGroups: boolean
  readonly event: EventChange & { readonly reason?: string }
  readonly answer: (account: ChangedAccount) => Answer
}

/** Nothing to change, and the answer to that. */
export interface NoChange<Answer> {
  readonly kind: "no-change"
  readonly answer: Answer
}

type Decided<Answer> = AccountChange<Answer> | NoChange<Answer> | Refused

/**
 * One call about an account: authorize, load, decide, save with a compare; three times at most when it loses. A
 * decision that has to ask somebody else waits for them only once the actor and the version have been found good.
 *
 * @throws ERR_INVALID_INPUT with the field `accountId`, `actor` or `ifVersion`
 */
export async function changeAccount<Answer>(
  deps: Dependencies,
  call: AccountCall,
  needs: CallNeeds,
  decide: (loaded: LoadedRollout) => Decided<Answer> | Promise<Decided<Answer>>,
): Promise<Answer | Refused> {
  const accountId = parseAccountId(call)
  const { ifVersion } = parseInput(z.object({ ifVersion: versionSchema.optional() }), { ifVersion: call.ifVersion })
  let revision = 0
  for (let round = 0; round < tries; round++) {
    const loaded = await load(deps, accountId, call, needs)
    if (loaded.kind === "refused") return loaded
    const { account } = loaded
    revision = revisionOf(account)
    // An admin who was reset between the two reads may not act any more; that reset raised the account's version.
    if (loaded.actor.account.version !== account.version) continue
    if (ifVersion !== undefined && ifVersion !== revision) break
    const decided = await decide(loaded)
    if (decided.kind === "refused") return decided
    if (decided.kind === "no-change") return decided.answer
    const saved = await save(deps, accountId, loaded, decided)
    if (saved.kind === "saved") {
      const wroteGroups = (decided.putGroups ?? []).length + (decided.removeGroups ?? []).length > 0
      return decided.answer({
        version: saved.version,
        groupsVersion: account.groupsVersion + (wroteGroups ? 1 : 0),
        rules: decided.rules ?? account.rules,
      })
    }
  }
  return changedMeanwhile(revision)
}

/** Refuses a change that was made for an older state. */
export function changedMeanwhile(version: number): Refused {
  return { kind: "refused", reasons: [{ code: "changed-meanwhile", params: { version }, source: { kind: "account" } }] }
}

async function load(
  deps: Dependencies,
  accountId: string,
  { actor: who }: AccountCall,
  { groups: needsGroups, secondFactor = "asked-first" }: CallNeeds,
): Promise<({ readonly kind: "loaded" } & LoadedRollout) | Refused> {
  const actor = await authorize(deps, accountId, who)
  if (actor.kind === "refused") return actor
  const loaded = needsGroups
    ? await loadRollout(deps, accountId)
    : { account: actor.account, groups: [], now: deps.clock.now() }
  // Judged on the account whose version the save compares: it may have been enabled since the actor was read.
  const refused = secondFactor === "asked-first" ? refuseWithoutSecondFactor(actor, loaded.account) : null
  return refused ?? { kind: "loaded", actor, ...loaded }
}

/** Account and groups from one read, so that one compare of their versions guards the decision. */
export async function loadRollout(deps: Dependencies, accountId: string) {
  const { account, groups, now } = await deps.clockGuard.timed(() => deps.store.loadGroups(accountId))
  return { account: readAccountState(account, deps.defaults), groups, now }
}

function save<Answer>(
  deps: Dependencies,
  accountId: string,
  { account, actor, now }: LoadedRollout,
  change: AccountChange<Answer>,
) {
  const { rules, putGroups = [], removeGroups = [], event } = change
  const createsAccount = account.version === 0
  const next = rules ?? (createsAccount ? account.rules : null)
  return deps.store.saveAccount(
    accountId,
    next === null
      ? null
      : writeAccountState({
          rules: next,
          ownSettings: change.ownSettings ?? account.ownSettings,
          firstEpoch: account.firstEpoch,
        }),
    account.version,
    {
      putGroups,
      removeGroups,
      expectedGroupsVersion: change.comparesGroups ? account.groupsVersion : null,
      mail: [],
      events: [auditEvent(deps, event, { accountId, userId: null, actor: actor.name, ...event }, now)],
    },
  )
}
