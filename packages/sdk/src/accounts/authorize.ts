import { MusterError } from "@muster/core"
import type { AccountRules, ActorName, Reason, Refused } from "@muster/policy"
import type { Actor } from "../api/people.js"
import { checkDrift, type Dependencies } from "../dependencies.js"
import { loadState } from "../load.js"
import { assuranceOf } from "../sessions/assurance-facts.js"
import { type Account, readAccountState } from "../state/account-state.js"

/** Who acts on an account, and the account as the same read has shown it. */
export interface Authorized {
  readonly kind: "authorized"
  readonly name: ActorName
  readonly actingAdmin: "enrolled" | "not-enrolled" | "system"
  readonly account: Account
}

/**
 * Asks whether the actor may change the account. That somebody is an admin is the host's to know; Muster checks that the
 * assurance still holds and, while two-factor is on, that it came from a second factor: a stolen password-only session
 * must not be able to switch the second factor off.
 */
export async function authorize(deps: Dependencies, accountId: string, actor: Actor): Promise<Authorized | Refused> {
  if ("system" in actor) {
    const name = { system: systemName(actor.system) }
    const now = deps.clock.now()
    const { account, databaseTime } = await deps.store.loadAccount(accountId)
    checkDrift(deps, databaseTime, now)
    return { kind: "authorized", name, actingAdmin: "system", account: readAccountState(account, deps.defaults) }
  }
  const session = assuranceOf(actor.assurance)
  if (session === null || session.assurance.accountId !== accountId) return refused("assurance-invalid")
  const { userId } = session.assurance
  const { account, record } = await loadState(deps, { accountId, userId })
  if (session.facts.epoch !== record.epoch) return refused("assurance-invalid")
  if (isOn(account.rules) && session.facts.method === "primary-only") return refused("second-factor-needed")
  return {
    kind: "authorized",
    name: { userId },
    actingAdmin: record.factor === null ? "not-enrolled" : "enrolled",
    account,
  }
}

const isOn = (rules: AccountRules) => rules.twoFactor.kind === "on"

function refused(code: "assurance-invalid" | "second-factor-needed"): Refused {
  const reason: Reason = { code, params: {}, source: { kind: "user" } }
  return { kind: "refused", reasons: [reason] }
}

function systemName(system: unknown): string {
  if (typeof system === "string" && /^[\p{L}\p{N} ._:/-]{1,100}$/u.test(system)) return system
  throw new MusterError(
    "ERR_INVALID_INPUT",
    "actor.system names a program in 1 to 100 letters, digits, spaces and ._:/-",
    {
      field: "actor.system",
    },
  )
}
