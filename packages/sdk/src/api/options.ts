import type { Clock, KeyProvider, RandomSource, TotpParameters } from "@muster/core"
import type { AccountSettings, BuildInput, CatalogueBuild, Client, Platform } from "@muster/policy"
import type { Logger, MailBudget, Mailer, MusterStore, UserDirectory } from "../ports/index.js"

/** The vendor's facts about builds; never an admin's setting. */
export interface BuildOptions {
  /** Judges device groups, and clients on windows, mac and linux. */
  readonly minimum: BuildInput
  /** Another minimum, or none (`null`), for single platforms; web, ios, android and cli are judged only when listed. */
  readonly minimumByPlatform?: Partial<Readonly<Record<Platform, BuildInput | null>>> | undefined
  /** Features in use that need a later build than two-factor itself, such as codes of nine digits. */
  readonly features?:
    | readonly {
        /** In words for people, such as "9-digit codes": texts say what a build is needed for. */
        readonly feature: string
        /** The first build that has it. */
        readonly minimum: BuildInput
        /** The platforms it is for; absent: device groups, and windows, mac and linux. */
        readonly platforms?: readonly Platform[] | undefined
      }[]
    | undefined
  /** Whether pre-releases may sign in where a minimum applies. Default: false. */
  readonly allowPreRelease?: boolean | undefined
  /**
   * Whether machines may be in no device group: they follow the account's setting, which is then judged too. Default:
   * false.
   */
  readonly ungroupedMachines?: boolean | undefined
  /** The builds that there are, or a function that reads them. */
  readonly catalogue: readonly CatalogueBuild[] | (() => Promise<readonly CatalogueBuild[]>)
  /** Where an old client finds a newer one. */
  readonly updateUrl?: string | ((client: Client) => string) | undefined
}

/**
 * What `createMuster` is given. A name that is no option, here or in a setting of `defaults`, is refused as a slip, and
 * so is `null`: what may be left out is absent or `undefined`.
 */
export interface MusterOptions {
  /** Where the rows are kept. */
  readonly store: MusterStore
  /** What sends the mail. */
  readonly mailer: Mailer
  /**
   * Caps mail to one address over all accounts, and mail of one account. Without it only the caps for each user hold.
   */
  readonly mailBudget?: MailBudget | undefined
  /** What seals secrets, tickets and mail. */
  readonly keys: KeyProvider
  /** What the authenticator app shows as the service: 1 to 60 characters, no colon, no control characters. */
  readonly issuer: string
  /**
   * The host's users. Without it, previews and lists know only users who began to enroll, and say so
   * (`directory-missing`).
   */
  readonly directory?: UserDirectory | undefined
  /** Without it nothing is judged by build. */
  readonly builds?: BuildOptions | undefined
  /** Of factors enrolled from now on; existing ones keep theirs. Default: 6 digits, 30 s, SHA-1. */
  readonly totp?: Partial<TotpParameters> | undefined
  /** Default: 6 digits. */
  readonly emailCode?: { readonly digits?: 6 | 7 | 8 | undefined } | undefined
  /** Settings of an account until `accounts.configure` says otherwise. */
  readonly defaults?: Partial<AccountSettings> | undefined
  /**
   * `inline` (default): a call sends its own mail after the commit, within ten seconds; what fails is left to
   * `jobs.run`, and so are notices of wrong codes, which wait two minutes. `jobs`: only `jobs.run` sends.
   */
  readonly sendMail?: "inline" | "jobs" | undefined
  /**
   * For how many days `jobs.run` keeps audit events, 1 to 36,500. Default: for ever, since what is deleted cannot be shown to
   * an auditor any more, and how long you must or may keep it is for you to know.
   */
  readonly retention?: { readonly eventsDays?: number | undefined } | undefined
  /**
   * 0 (default) to 5: for how long `sessions.check` may answer from this process's memory. It is also how late a reset, a forced
   * logout or any other change may be noticed here.
   */
  readonly cacheSeconds?: number | undefined
  /**
   * 1 to 15 (default): how many minutes old a second factor may be where it has to be fresh, which is for the user's own factor and
   * for an admin who resets, unlocks, exempts, imports or erases, or switches two-factor off. Whoever is over it is answered
   * `proof-needed`, and `signIn.stepUp` makes it fresh.
   */
  readonly freshProofMinutes?: number | undefined
  /**
   * Hears what no caller is told: mail that fails, rows that cannot be read, a clock that is off. Default: `console`, so that nothing
   * is swallowed; `{ warn() {}, error() {} }` is silent. What a call throws is the caller's to write down.
   */
  readonly logger?: Logger | undefined
  /** Default: the machine's clock, which has to agree with the database's to five seconds. */
  readonly clock?: Clock | undefined
  /** Default: the platform's secure source. */
  readonly random?: RandomSource | undefined
}
