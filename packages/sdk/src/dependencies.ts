import type { Clock, Instant, KeyProvider, RandomSource, SecretBox, TicketSeal, TotpParameters } from "@muster/core"
import { MusterError } from "@muster/core"
import type { AccountSettings, Client, MinimumRules, ParsedCatalogueBuild } from "@muster/policy"
import type { MailBudget, Mailer, MusterStore } from "./ports/index.js"

/** What every service works with: the checked options, and what is made of them once. */
export interface Dependencies {
  readonly store: MusterStore
  readonly mailer: Mailer
  readonly mailBudget: MailBudget | null
  readonly keys: KeyProvider
  readonly secrets: SecretBox
  readonly tickets: TicketSeal
  readonly issuer: string
  readonly totp: TotpParameters
  readonly emailCodeDigits: 6 | 7 | 8
  readonly defaults: Partial<AccountSettings>
  readonly minimum: MinimumRules | null
  readonly catalogue: () => Promise<readonly ParsedCatalogueBuild[]>
  readonly updateUrl: (client: Client) => string | null
  readonly sendMail: "inline" | "jobs"
  readonly clock: Clock
  readonly random: RandomSource
}

const toleratedDriftSeconds = 5

/**
 * Refuses to decide on a machine whose clock has left the database's: its codes would be of other steps and its deadlines
 * of another time. A simulated clock is meant to differ and is let through.
 */
export function checkDrift(deps: Dependencies, databaseTime: Instant, now: Instant): void {
  if (deps.clock.simulated === true) return
  const driftSeconds = Math.round(Math.abs(databaseTime - now) / 1000)
  if (driftSeconds <= toleratedDriftSeconds) return
  throw new MusterError(
    "ERR_CONFIGURATION",
    `this machine's clock and the database's differ by ${driftSeconds} s: synchronise them (a test clock says simulated: true)`,
    { field: "clock" },
  )
}
