import type { Instant } from "@muster/core"
import type {
  AccountSettings,
  AccountUpdates,
  ActorName,
  Build,
  DeviceGroup,
  EffectiveGroup,
  ForcedLogout,
  GroupUpdates,
  Readiness,
  Reason,
  Refused,
  Remediation,
} from "@muster/policy"
import type { AuditEvent, Page, PageInput } from "../ports/index.js"
import type { Actor } from "./people.js"

/** A change of an account's settings. */
export interface AccountCall {
  /** The account to change. */
  readonly accountId: string
  /** While two-factor is on, an admin's assurance has to come from a second factor. */
  readonly actor: Actor
  /** The version of the status that the form showed; refused `changed-meanwhile` when it is no longer current. */
  readonly ifVersion?: number | undefined
}

/** Goes on in spite of a refusal, with the reason that the audit log shall show. */
export interface Override {
  /** 1 to 500 characters. */
  readonly reason: string
}

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
  /** Where the account stands now. */
  readonly status: AccountStatus
  /** Whether the device groups are ready, and what would make them so. */
  readonly readiness: Readiness
  /** What `enable` would warn of. */
  readonly warnings: readonly Reason[]
  /** Why `enable` would refuse; empty when it would not. */
  readonly refusals: readonly Reason[]
  /** The instant that the date would mean. */
  readonly forcedLogoutAt: Instant | null
  /** Bounds of the date field, in the account's zone. */
  readonly firstDate: string
  /** The last date that can be chosen. */
  readonly lastDate: string
}

/** Saved, with where the account stands now. */
export interface Saved {
  readonly kind: "saved"
  /** Where the account stands now. */
  readonly status: AccountStatus
  /** What the admin should know. */
  readonly warnings: readonly Reason[]
}

/** The account's switch, date and settings. */
export interface Accounts {
  /** Reads where the account stands. */
  status(input: { readonly accountId: string }): Promise<AccountStatus>
  /** Says what would block `enable`, and what would fix it; saves nothing. */
  preview(input: {
    readonly accountId: string
    readonly actor: Actor
    readonly forcedLogout?: ForcedLogout | null | undefined
  }): Promise<EnablePreview>
  /** Makes the changes of a readiness' remediation, if nothing has changed since. */
  applyRemediation(
    input: AccountCall & { readonly remediation: Remediation },
  ): Promise<{ readonly kind: "applied"; readonly readiness: Readiness; readonly version: number } | Refused>
  /** Switches two-factor on. Again with the same input: `enabled`, `changed: false`. */
  enable(
    input: AccountCall & {
      readonly forcedLogout?: ForcedLogout | null | undefined
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
  /** Sets, moves or clears the date of the forced logout. `null` clears it: sessions then last until people log out. */
  setForcedLogout(input: AccountCall & { readonly forcedLogout: ForcedLogout | null }): Promise<Saved | Refused>
  /** Changes settings of the account; those not given stay. */
  configure(input: AccountCall & { readonly settings: Partial<AccountSettings> }): Promise<Saved | Refused>
  /** Sets the account's build updates, which groups inherit. */
  setUpdates(
    input: AccountCall & { readonly updates: AccountUpdates; readonly override?: Override | undefined },
  ): Promise<{ readonly kind: "saved"; readonly readiness: Readiness } | Refused>
  /** The audit log, newest first. */
  events(
    input: PageInput & { readonly accountId: string; readonly userId?: string | undefined },
  ): Promise<Page<AuditEvent>>
}

/** A write of device groups. */
export type GroupChange =
  | { readonly kind: "put"; readonly groups: readonly DeviceGroup[] }
  | { readonly kind: "set-updates"; readonly groupId: string; readonly updates: GroupUpdates }

/** The account's device groups. */
export interface DeviceGroups {
  /** The groups with their effective build and where it comes from, in order of id. */
  list(
    input: PageInput & { readonly accountId: string; readonly only?: "below" | "unknown" | undefined },
  ): Promise<Page<EffectiveGroup>>
  /** Adds or changes groups. Refused while two-factor is on if it would put a group under the minimum, unless overridden. */
  change(
    input: AccountCall & { readonly change: GroupChange; readonly override?: Override | undefined },
  ): Promise<{ readonly kind: "saved"; readonly readiness: Readiness; readonly version: number } | Refused>
}
