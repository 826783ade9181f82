import { isErased, type UserRecord } from "@muster/enrollment"
import type { Reason, Refused } from "@muster/policy"
import { type Authorized, authorize } from "../accounts/authorize.js"
import { changedMeanwhile } from "../accounts/change-account.js"
import { createAccount } from "../accounts/create-account.js"
import { proofNeeded } from "../accounts/proof.js"
import type { ProofNeeded } from "../api/refusals.js"
import type { UserCall } from "../api/users.js"
import { tries } from "../attempts/lost-races.js"
import type { Dependencies } from "../dependencies.js"
import { auditEvent } from "../events/audit-event.js"
import { readState, type State } from "../load.js"
import type { MailDraft } from "../mail/sealed-mail.js"
import { directoryUser } from "../people/directory-users.js"
import type { DirectoryUser, EventChange, LoadedUser, Settlement } from "../ports/index.js"
import { saveUser } from "../save-user.js"
import { revisionOf } from "../state/account-state.js"
import { userKey } from "../user-key.js"

/** A user whom an admin's call is about, at one instant. */
export interface Target extends State {
  readonly actor: Authorized
  /** Where each kind of code stands. */
  readonly throttles: LoadedUser["throttles"]
  /** As the directory knows them; `null`: there is none, or they have left it. */
  readonly user: DirectoryUser | null
  /** Whether Muster keeps anything about them; of who was erased only the epoch is left. */
  readonly isKnown: boolean
}

/** What a call has decided to change. */
export interface UserChange<Answer> {
  readonly kind: "change"
  readonly record: UserRecord
  readonly event: EventChange & {
    /** `null`: the event does not say whom it is about. */
    readonly userId?: null
  }
  readonly mail?: readonly MailDraft[]
  /** Topics whose unsent mail is deleted. */
  readonly withdraw?: readonly string[]
  readonly settle?: readonly Settlement[]
  /** Whether the save may lower the number of enrolled admins: then of two at once only one is saved. */
  readonly mayLowerAdmins?: boolean
  readonly answer: Answer
}

/** Nothing to change, and the answer to that. */
export interface NoUserChange<Answer> {
  readonly kind: "no-change"
  readonly answer: Answer
}

type Decided<Answer> = UserChange<Answer> | NoUserChange<Answer> | Refused

/**
 * One admin's call about a user: authorize, load, decide, save with a compare; three times at most when it loses. All
 * of it is done again, since the save that won may have ended the actor's own session.
 */
export async function changeUser<Answer>(
  deps: Dependencies,
  call: UserCall,
  decide: (target: Target) => Decided<Answer> | Promise<Decided<Answer>>,
  { takesUnknown = false }: { readonly takesUnknown?: boolean } = {},
): Promise<Answer | ProofNeeded | Refused> {
  let revision = 0
  for (let round = 0; round < tries; round++) {
    const actor = await authorize(deps, call.accountId, call.actor)
    if (actor.kind === "refused") return actor
    const loaded = await deps.clockGuard.timed(() => deps.store.loadUser(userKey(call)))
    const state = readState(deps, { ...loaded, throttle: loaded.throttles.codes })
    revision = revisionOf(state.account)
    // An admin who was reset since may not act any more; that reset raised the account's version.
    if (actor.account.version !== state.account.version) continue
    // Judged on the account that the target was read with: two-factor may have been switched on since the actor was.
    const proof = proofNeeded(deps, actor, state.account.rules, state.now)
    if (proof !== null) return proof
    const user = await directoryUser(deps, call)
    // Whoever has left the directory is still known by the row: a factor and a lock must not outlast them.
    const isKnown = state.version !== 0 && !isErased(state.record)
    const isUnknown = user === null && deps.directory !== null && !isKnown
    if (isUnknown && !takesUnknown) return refusedUser("user-unknown")
    const decided = await decide({ ...state, throttles: loaded.throttles, actor, user, isKnown })
    if (decided.kind === "refused") return decided
    if (decided.kind === "no-change") return decided.answer
    // Without a row there is no version by which a call of the user's own would notice: it is made, and all done again.
    if (decided.mayLowerAdmins === true && state.account.version === 0) {
      await createAccount(deps, call.accountId, state.account)
      continue
    }
    if (await save(deps, call, { state, actor, decided })) return decided.answer
  }
  return changedMeanwhile(revision)
}

/** The id of the admin who acts, where they have a factor. */
export function enrolledActorOf({ name, actingAdmin }: Authorized): string | null {
  return "userId" in name && actingAdmin === "enrolled" ? name.userId : null
}

/** Says no for a reason that lies with the user. */
export function refusedUser(code: "self-reset" | "user-unknown" | "last-enrolled-admin"): Refused {
  const reason: Reason = { code, params: {}, source: { kind: "user" } }
  return { kind: "refused", reasons: [reason] }
}

async function save<Answer>(
  deps: Dependencies,
  call: UserCall,
  { state, actor, decided }: { state: State; actor: Authorized; decided: UserChange<Answer> },
): Promise<boolean> {
  const { version } = state.account
  const saved = await saveUser(
    deps,
    {
      key: call,
      record: decided.record,
      expectedVersion: state.version,
      events: [auditEvent(deps, decided.event, { ...call, actor: actor.name, ...decided.event }, state.now)],
      mail: decided.mail ?? [],
      withdraw: decided.withdraw ?? [],
      settle: decided.settle ?? [],
      accountVersion: decided.mayLowerAdmins === true ? version : undefined,
      transaction: undefined,
    },
    state.now,
  )
  return saved.kind === "saved"
}
