import type {
  AffectedGroup,
  EffectiveGroup,
  GroupChange,
  Readiness,
  Reason,
  Refused,
  UpdateChange,
} from "@muster/policy"
import type { Page, PageInput } from "../ports/index.js"
import type { AccountCall, Override } from "./account-call.js"

/** What a change of update settings would do. */
export interface ChangePreview {
  /** The groups that the change touches, before and after; the first 1,000. */
  readonly affected: readonly AffectedGroup[]
  /** How many groups it touches in all. */
  readonly total: number
  /** The readiness afterwards; as it is, when the change is refused for the tree's sake. */
  readonly readiness: Readiness
  /** Why the change would be refused without an override; empty when it would not. */
  readonly refusals: readonly Reason[]
}

/** Device groups as a change has left them. */
export interface GroupsSaved {
  /** Discriminates the answer. */
  readonly kind: "saved"
  /** Whether the groups are ready now. */
  readonly readiness: Readiness
  /**
   * For `ifVersion`: the version of what `readiness` speaks of. Where others put groups at the same moment, which are
   * not in it, the account is already beyond that version, and a form that names it is refused and looks again.
   */
  readonly version: number
}

/** The account's device groups. */
export interface DeviceGroups {
  /**
   * The groups with their effective build and where it comes from, in order of id. Without `only` all of them, with it
   * those below the minimum, or those of which no build is known.
   *
   * @throws ERR_INVALID_INPUT with the field for what is no bound of a page
   */
  list(
    input: PageInput & { readonly accountId: string; readonly only?: "below" | "unknown" | undefined },
  ): Promise<Page<EffectiveGroup>>
  /**
   * What a change would do, to which groups; nothing is saved. Takes a change of the account's own setting too. It
   * shows groups and no users, and asks for no actor: who may look is the host's to say, as for `list`.
   *
   * @throws ERR_INVALID_INPUT with the field for what is no change
   */
  preview(input: { readonly accountId: string; readonly change: UpdateChange }): Promise<ChangePreview>
  /**
   * Adds, changes, moves or removes groups; what is so already is not written again. At most 1,000 groups at a time,
   * parents in the same call or an earlier one.
   *
   * @returns `saved`; or `refused`: `group-unknown`, `group-has-children`, `group-cycle`, `group-parent-missing`,
   * `group-duplicate`; while two-factor is on what would put a group under the minimum, unless overridden;
   * `changed-meanwhile`, `assurance-invalid`, `second-factor-needed`
   * @throws ERR_INVALID_INPUT with the field for what is no change or no override
   */
  change(
    input: AccountCall & { readonly change: GroupChange; readonly override?: Override | undefined },
  ): Promise<GroupsSaved | Refused>
}
