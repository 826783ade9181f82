import type { Clock, KeyProvider, RandomSource, SecretBox, TicketSeal, TotpParameters } from "@muster/core"
import type { AccountSettings, Client, MinimumRules, ParsedCatalogueBuild } from "@muster/policy"
import type { ClockGuard } from "./clock-guard.js"
import type { QuietTime } from "./jobs/quiet-time.js"
import type { Log } from "./logging/log.js"
import type { MailBudget, Mailer, MusterStore, UserDirectory } from "./ports/index.js"
import type { SessionStates } from "./sessions/session-states.js"

/** What every service works with: the checked options, and what is made of them once. */
export interface Dependencies {
  readonly store: MusterStore
  readonly mailer: Mailer
  readonly mailBudget: MailBudget | null
  /** Compared with what the store knows of them before their first use. */
  readonly keys: KeyProvider
  readonly secrets: SecretBox
  readonly tickets: TicketSeal
  /** Answers in time, or throws. */
  readonly directory: UserDirectory | null
  readonly issuer: string
  readonly totp: TotpParameters
  readonly emailCodeDigits: 6 | 7 | 8
  readonly defaults: Partial<AccountSettings>
  readonly minimum: MinimumRules | null
  readonly ungroupedMachines: boolean
  readonly catalogue: () => Promise<readonly ParsedCatalogueBuild[]>
  readonly updateUrl: (client: Client) => string | null
  readonly sendMail: "inline" | "jobs"
  readonly sessionStates: SessionStates
  /** How old a second factor may be where it has to be fresh. */
  readonly freshProofSeconds: number
  readonly clock: Clock
  readonly clockGuard: ClockGuard
  /** Since a look for what is sealed under another key than this one found nothing. */
  readonly quietReseal: QuietTime
  /** Since a look for what is old found nothing. */
  readonly quietPrune: QuietTime
  readonly log: Log
  /** How long events are kept; `null`: for ever. */
  readonly eventsDays: number | null
  readonly random: RandomSource
}
