import type { Instant } from "@muster/core"
import type {
  AccountSettings,
  AccountUpdates,
  ActorName,
  Build,
  ExposureOnDate,
  ForcedLogout,
  PeopleCounts,
  Readiness,
  Reason,
  Refused,
  Remediation,
  ScheduledStage,
  Stage,
  TimelineEntry,
} from "@muster/policy"
import type { AuditEvent, Page, PageInput } from "../ports/index.js"
import type { AccountCall, Override } from "./account-call.js"
import type { GroupsSaved } from "./device-groups.js"
import type { Actor } from "./people.js"
import type { ProofNeeded } from "./refusals.js"

/** Where an account stands. */
export interface AccountStatus {
  /** The account. */
  readonly accountId: string
  /** For `ifVersion`. Rises with every change of the account or its device groups; 0 for one that was never changed. */
  readonly version: number
  /** Off, or on since when, by whom and with which date. */
  readonly twoFactor:
    | { readonly kind: "off" }
    | {
        readonly kind: "on"
        readonly enablementId: string
        readonly enabledAt: Instant
        readonly enabledBy: ActorName
        readonly forcedLogout: { readonly date: string; readonly timeZone: string } | null
        readonly forcedLogoutAt: Instant | null
        /** Who is bound later than the others. */
        readonly stages: readonly ScheduledStage[]
        /** The last date that `setForcedLogout` takes, in the account's zone. */
        readonly lastDate: string
      }
  /** The vendor's minimum build, to be shown beside the switch. */
  readonly minimum: Build | null
  /** The build updates that groups inherit. */
  readonly updates: AccountUpdates
  /** Every setting: own ones, and defaults for the rest. */
  readonly settings: AccountSettings
}

/** What enabling would meet. */
export interface EnablePreview {
  /** Discriminates the answer. */
  readonly kind: "preview"
  /** Where the account stands now. */
  readonly status: AccountStatus
  /** Whether the device groups are ready, and what would make them so. */
  readonly readiness: Readiness
  /** Why `enable` would refuse without an override; empty when it would not. */
  readonly refusals: readonly Reason[]
  /** What `enable` would warn of, and nothing else; empty when it would refuse. */
  readonly warnings: readonly Reason[]
  /** The instant that the date would mean. */
  readonly forcedLogoutAt: Instant | null
  /** Bounds of the date field, in the account's zone. */
  readonly firstDate: string
  /** The last date that can be chosen. */
  readonly lastDate: string
  /** How far the people have come; `null` without a directory. */
  readonly people: Adoption | null
  /**
   * What the counts give to think, whether or not `enable` would refuse. It reads no further than to the first user who
   * could enroll, so it says none of this. Without a directory `directory-missing`.
   */
  readonly peopleWarnings: readonly Reason[]
  /** Users who are bound and not enrolled, times the hours until the date; `null` without a date or a directory. */
  readonly exposureUserHours: number | null
  /** The same for each date that can be chosen; empty without a directory. */
  readonly exposureByDate: readonly ExposureOnDate[]
}

/**
 * How far the account's people have come with two-factor, as the host's directory lists them. Who has left the
 * directory does not count, whatever Muster still holds of them.
 */
export interface Adoption extends PeopleCounts {
  /** The instant that the counts are of. */
  readonly countedAt: Instant
}

/** Saved, with where the account stands now. */
export interface Saved {
  readonly kind: "saved"
  /** Where the account stands now. */
  readonly status: AccountStatus
  /** What the admin should know. */
  readonly warnings: readonly Reason[]
}

/** Two-factor is off. */
export interface Disabled {
  /** Discriminates the answer. */
  readonly kind: "disabled"
  /** Where the account stands now. */
  readonly status: AccountStatus
  /** What the admin should know. */
  readonly warnings: readonly Reason[]
}

/**
 * The account's switch, date and settings. Calls that take no `actor` ask for none: who may look is the host's to say.
 *
 * What is not of the type that a call takes throws `ERR_INVALID_INPUT` with the field, and a store that cannot be
 * reached `ERR_STORE_UNAVAILABLE`. A call that saves is refused as `changed-meanwhile` when the account is no longer at
 * `ifVersion`, and after three lost races. An actor is refused as `assurance-invalid` where the assurance is none, of
 * another account or of an older epoch, and as `second-factor-needed` where two-factor is on and it came from a
 * password alone.
 */
export interface Accounts {
  /** Reads where the account stands; an account that was never changed has the defaults. */
  status(input: { readonly accountId: string }): Promise<AccountStatus>
  /**
   * Says what would block `enable`, and what would fix it; saves nothing. With a directory it counts the people, a
   * thousand users at a time. An actor whom `enable` would not hear is not shown any of it.
   *
   * @returns `preview`, or `refused` with `assurance-invalid` or `second-factor-needed`
   * @throws ERR_INVALID_INPUT with the field, as for `enable`
   */
  preview(input: {
    readonly accountId: string
    readonly actor: Actor
    readonly forcedLogout?: ForcedLogout | null | undefined
    readonly stages?: readonly Stage[] | undefined
  }): Promise<EnablePreview | Refused>
  /**
   * Makes the changes of a readiness' remediation, all of them, if nothing has changed since.
   *
   * @returns `applied`; or `refused` with `changed-meanwhile`, while two-factor is on with what would come under the
   * minimum, with `assurance-invalid`, `second-factor-needed`
   */
  applyRemediation(
    input: AccountCall & { readonly remediation: Remediation },
  ): Promise<{ readonly kind: "applied"; readonly readiness: Readiness; readonly version: number } | Refused>
  /**
   * Switches two-factor on. Again with the same input: `enabled`, `changed: false`; with another date or other stages
   * it sets those. `stages` bind some users later than the others: at most 20 of them, of 1,000 ids each, and all
   * together 4,096 bytes of JSON, which is some 100 ids.
   *
   * It warns of overridden blockers and what else the readiness tells, `nobody-can-enroll`,
   * `acting-admin-not-enrolled`, `window-restarted`, `short-notice`, `unbounded-deferral`, `clock-before-enablement`,
   * `stage-empty` and `stage-group-unknown`.
   *
   * @returns `enabled`, or `refused` with all that stands in the way: `group-below-minimum` and what else blocks the
   * readiness, `nobody-can-enroll`, `acting-admin-not-enrolled`, `acting-admin-cannot-enroll`, `date-malformed`,
   * `date-in-past`, `date-too-late`, `time-zone-unknown`, `forced-logout-fired`, `stage-malformed`, `stage-too-large`,
   * `too-many-stages`, `clock-unreadable`, `changed-meanwhile`, `assurance-invalid`, `second-factor-needed`
   * @throws ERR_INVALID_INPUT with the field, `stages` where they are too large; ERR_CONFIGURATION with the field
   * `directory` where the directory breaks a promise of its port
   *
   * @example
   * ```ts
   * const result = await muster.accounts.enable({ accountId, actor, forcedLogout: { date: "2026-12-04", timeZone } })
   * if (result.kind === "refused") return show(result.reasons.map(explain))
   * ```
   */
  enable(
    input: AccountCall & {
      readonly forcedLogout?: ForcedLogout | null | undefined
      readonly stages?: readonly Stage[] | undefined
      readonly override?: Override | undefined
    },
  ): Promise<
    | {
        readonly kind: "enabled"
        readonly changed: boolean
        readonly status: AccountStatus
        readonly warnings: readonly Reason[]
      }
    | Refused
  >
  /**
   * Sets, moves or clears the date of the forced logout. `null` clears it: sessions then last until people log out. For
   * the date that stands it saves nothing.
   *
   * @returns `saved`, with the warnings `short-notice`, `unbounded-deferral`, `clock-before-enablement`; or `refused`
   * with `not-enabled`, `forced-logout-fired`, `date-malformed`, `date-in-past`, `date-too-late`, `time-zone-unknown`,
   * `clock-unreadable`, `changed-meanwhile`, `assurance-invalid`, `second-factor-needed`
   */
  setForcedLogout(input: AccountCall & { readonly forcedLogout: ForcedLogout | null }): Promise<Saved | Refused>
  /**
   * Switches two-factor off. Users keep their factors, and whoever has one is still asked for its code. Needs a second
   * factor of the last 15 minutes (`freshProofMinutes`), because it takes a protection away from everybody.
   *
   * @returns `disabled`, with the warning `clock-before-enablement`; `proof-needed`; or `refused` with `not-enabled`,
   * `changed-meanwhile`, `assurance-invalid`
   */
  disable(
    input: AccountCall & {
      /** For the audit log: 1 to 500 characters. */
      readonly reason: string
    },
  ): Promise<Disabled | ProofNeeded | Refused>
  /**
   * What will happen to the account by time alone, in order of time: stages that begin, the forced logout, builds that
   * become the default or are withdrawn.
   */
  timeline(input: { readonly accountId: string; readonly until: Instant }): Promise<readonly TimelineEntry[]>
  /**
   * Changes settings of the account; those not given stay. What the account has set so already is not saved again.
   *
   * @returns `saved`, without warnings; or `refused` with `changed-meanwhile`, `assurance-invalid`,
   * `second-factor-needed`
   * @throws ERR_INVALID_INPUT with the field, such as `settings.timeZone`; for a name that is no setting too
   */
  configure(input: AccountCall & { readonly settings: Partial<AccountSettings> }): Promise<Saved | Refused>
  /**
   * Sets the account's build updates, which groups inherit. What is set so already is not saved again.
   *
   * @returns `saved`; or `refused`: while two-factor is on with what would come under the minimum, unless overridden;
   * with `changed-meanwhile`, `assurance-invalid`, `second-factor-needed`
   */
  setUpdates(
    input: AccountCall & { readonly updates: AccountUpdates; readonly override?: Override | undefined },
  ): Promise<GroupsSaved | Refused>
  /**
   * Counts how far the account's people have come. Reads the whole directory, a thousand users at a time: for a page
   * that an admin opens, not for each request.
   *
   * @returns `counted`, or `refused` with `directory-missing`
   * @throws ERR_CONFIGURATION with the field `directory` where the directory breaks a promise of its port
   */
  adoption(input: { readonly accountId: string }): Promise<({ readonly kind: "counted" } & Adoption) | Refused>
  /**
   * The audit log, newest first; with `userId` what concerns that user.
   *
   * @throws ERR_INVALID_INPUT for a cursor that is none, or a `limit` that is not 1 to 1,000
   */
  events(
    input: PageInput & { readonly accountId: string; readonly userId?: string | undefined },
  ): Promise<Page<AuditEvent>>
  /**
   * Deletes what Muster keeps of an account, for good: settings, device groups, users with their factors and recovery codes,
   * mail that waits, and the whole audit log. Nothing says who did it, so record it where you record such things, and nobody
   * is told. What is left is the account's id with a number: the epoch in which users begin from now on. By it every session
   * and every ticket of before is over, for as long as it would have lived, also once the account begins anew and whoever has
   * the ids of its users. Two-factor is off then. A mail that a worker has taken to send is still sent; device groups that you
   * keep elsewhere, your users and your sessions are yours to delete.
   *
   * For a program of the host, or for an admin with a fresh second factor (`freshProofMinutes`), whether two-factor is on or off:
   * there is no way back. What runs at the same moment comes before or after it: before, and is erased; or after, and finds
   * its ticket superseded or its session ended. A user's very first save that was decided before may come after: it counts for no
   * sign-in, and stands in lists until the user begins anew.
   *
   * @returns `erased`, also for an account that Muster did not know; `proof-needed`; or `refused` with `assurance-invalid` or,
   * after three lost races, `changed-meanwhile`: nothing was deleted
   *
   * @example
   * ```ts
   * const answer = await muster.accounts.erase({ accountId, actor: { system: "end-of-contract" } })
   * if (answer.kind === "erased") await deleteUsersOf(accountId)
   * ```
   */
  erase(input: {
    readonly accountId: string
    readonly actor: Actor
  }): Promise<{ readonly kind: "erased" } | ProofNeeded | Refused>
}
