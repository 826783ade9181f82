import { randomId } from "@muster/core"
import {
  type AccountRules,
  type EnableTwoFactorInput,
  enableTwoFactor,
  type ForcedLogout,
  type Readiness,
  type Reason,
  type Refused,
  type TwoFactorEnabled,
} from "@muster/policy"
import type * as z from "zod"
import type { Dependencies } from "../dependencies.js"
import type { enablementSchema } from "./account-input.js"
import type { Authorized } from "./authorize.js"
import type { LoadedRollout } from "./change-account.js"
import { stageWarnings } from "./stage-warnings.js"

/** What an admin asks of an enablement. */
export type EnablementWish = z.infer<typeof enablementSchema>

/** What the directory says: those whom two-factor would bind, and the admin who asks. */
export type EnablementPeople = Pick<EnableTwoFactorInput, "people" | "actingAdmin">

/** An enablement as the rules decide it, with all that there is to warn of. */
export interface DecidedEnablement {
  readonly outcome: TwoFactorEnabled | Refused
  /** None where it is refused. */
  readonly warnings: readonly Reason[]
}

/** What an enablement is decided on. */
export interface EnablementCase extends EnablementPeople {
  readonly wish: EnablementWish
  readonly loaded: LoadedRollout
  readonly readiness: Readiness
  readonly override: boolean
}

/** Decides an enablement, for the call that saves it as for the one that shows it: so the two cannot disagree. */
export function decideEnablement(
  deps: Dependencies,
  { wish, loaded, readiness, override, people, actingAdmin }: EnablementCase,
): DecidedEnablement {
  const { account, groups, actor, now } = loaded
  const outcome = enableTwoFactor({
    account: account.rules,
    readiness,
    people,
    forcedLogout: wantedDate(account.rules, wish.forcedLogout),
    stages: wish.stages,
    enablementId: randomId(deps.random),
    by: actor.name,
    actingAdmin,
    override,
    now,
  })
  if (outcome.kind === "refused") return { outcome, warnings: [] }
  const { twoFactor } = outcome.account
  const stages = twoFactor.kind === "on" ? twoFactor.stages : []
  return { outcome, warnings: [...outcome.warnings, ...stageWarnings(stages, groups)] }
}

/**
 * Who is asked about while two-factor is on already: nobody. Whether somebody can enroll is a matter of switching on,
 * so the directory need not be read.
 */
export function peopleWhileOn({ actingAdmin }: Authorized): EnablementPeople {
  return { people: { kind: "unknown" }, actingAdmin }
}

/** A date that was not given stays what it is; `null` asks for none. */
export function wantedDate({ twoFactor }: AccountRules, given: ForcedLogout | null | undefined): ForcedLogout | null {
  if (given !== undefined) return given
  return twoFactor.kind === "on" ? twoFactor.forcedLogout : null
}
