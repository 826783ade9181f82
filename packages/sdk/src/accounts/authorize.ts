import type { UserRecord } from "@muster/enrollment"
import type { ActorName, Reason, Refused } from "@muster/policy"
import * as z from "zod"
import type { Actor } from "../api/people.js"
import type { Dependencies } from "../dependencies.js"
import { parseInput } from "../input.js"
import { loadState } from "../load.js"
import { assuranceOf } from "../sessions/assurance-facts.js"
import { type Account, readAccountState } from "../state/account-state.js"

/** Who acts on an account, and the account as the same read has shown it. */
export interface Authorized {
  readonly kind: "authorized"
  readonly name: ActorName
  readonly actingAdmin: "enrolled" | "not-enrolled" | "system"
  /** What Muster keeps of the user who acts; `null`: a program. */
  readonly record: UserRecord | null
  /** Whether the actor's assurance came from a second factor; a program needs none. */
  readonly hasSecondFactor: boolean
  /** When that second factor was accepted; `null`: there was none; "always": a program. */
  readonly provedAt: number | "always" | null
  readonly account: Account
}

const actorSchema = z.union([
  z.object({ system: z.string().regex(/^[\p{L}\p{N} ._:/-]{1,100}$/u) }),
  z.object({ assurance: z.unknown() }).refine((actor) => actor.assurance !== undefined),
])

/**
 * Asks whether the actor's assurance still holds for this account. That somebody is an admin is the host's to know.
 *
 * @throws ERR_INVALID_INPUT with the field `actor`
 */
export async function authorize(deps: Dependencies, accountId: string, actor: Actor): Promise<Authorized | Refused> {
  const who = parseInput(z.object({ actor: actorSchema }), { actor }).actor
  if ("system" in who) {
    const { account } = await deps.clockGuard.timed(() => deps.store.loadAccount(accountId))
    return {
      kind: "authorized",
      name: { system: who.system },
      actingAdmin: "system",
      record: null,
      hasSecondFactor: true,
      provedAt: "always",
      account: readAccountState(account, deps.defaults),
    }
  }
  const session = assuranceOf(who.assurance)
  if (session === null || session.assurance.accountId !== accountId) return refused("assurance-invalid")
  const { userId } = session.assurance
  const { account, record } = await loadState(deps, { accountId, userId })
  if (session.facts.epoch !== record.epoch) return refused("assurance-invalid")
  const hasSecondFactor = session.facts.method !== "primary-only"
  return {
    kind: "authorized",
    name: { userId },
    actingAdmin: record.factor === null ? "not-enrolled" : "enrolled",
    record,
    hasSecondFactor,
    provedAt: hasSecondFactor ? session.facts.signedInAt : null,
    account,
  }
}

/**
 * Asks whether the actor may change the account as it stands: while two-factor is on, only by an assurance that came
 * from a second factor. A stolen password-only session must not be able to switch the second factor off.
 */
export function refuseWithoutSecondFactor({ hasSecondFactor }: Authorized, { rules }: Account): Refused | null {
  return rules.twoFactor.kind === "on" && !hasSecondFactor ? refused("second-factor-needed") : null
}

function refused(code: "assurance-invalid" | "second-factor-needed"): Refused {
  const reason: Reason = { code, params: {}, source: { kind: "user" } }
  return { kind: "refused", reasons: [reason] }
}
