import { newAccountRules } from "@muster/policy"
import type { Accounts } from "../api/accounts.js"
import { tries } from "../attempts/lost-races.js"
import type { Dependencies } from "../dependencies.js"
import { parseAccountId } from "../input.js"
import { revisionOf, writeAccountState } from "../state/account-state.js"
import { authorize } from "./authorize.js"
import { changedMeanwhile } from "./change-account.js"
import { freshProofNeeded } from "./proof.js"

/**
 * How far apart the first epochs of two lives of an account are: more than the changes that any user's factor or password can
 * have in one of them, so that each epoch belongs to one life.
 */
const epochsOfALife = 1_000_000_000

/**
 * Erases an account. What is left is a state that says in which epoch its users begin from now on: with it no ticket and no
 * session of before counts, whoever begins anew under whatever id.
 *
 * Other than every other call, it asks an admin for a fresh second factor also while two-factor is off: nothing of it can be
 * undone, and it takes the audit log along.
 */
export async function eraseAccount(
  deps: Dependencies,
  input: Parameters<Accounts["erase"]>[0],
): ReturnType<Accounts["erase"]> {
  const accountId = parseAccountId(input)
  let revision = 0
  for (let round = 0; round < tries; round++) {
    const actor = await authorize(deps, accountId, input.actor)
    if (actor.kind === "refused") return actor
    const proof = freshProofNeeded(deps, actor, deps.clock.now())
    if (proof !== null) return proof
    // Of the read that has shown the actor: an admin who is reset meanwhile raises the version, and the erasing loses.
    const { version, groupsVersion, firstEpoch: first } = actor.account
    revision = revisionOf(actor.account)
    const firstEpoch = first + epochsOfALife
    const erased = await deps.store.eraseAccount(accountId, {
      next: writeAccountState({ rules: newAccountRules(deps.defaults), ownSettings: {}, firstEpoch }),
      expectedVersion: version,
      expectedGroupsVersion: groupsVersion,
      firstEpoch,
    })
    if (erased.kind === "saved") return { kind: "erased" }
  }
  return changedMeanwhile(revision)
}
