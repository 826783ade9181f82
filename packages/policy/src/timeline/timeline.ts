import type { Instant } from "@muster/core"
import type { AccountRules, TwoFactor } from "../account/account-rules.js"
import { type Catalogue, catalogueInstants } from "../builds/catalogue.js"
import type { Minimum } from "../builds/minimum.js"
import { createReason, type Reason, type Reasons } from "../reasons/reason.js"
import type { DeviceGroup } from "../updates/device-group.js"
import { catalogueChanges } from "./catalogue-changes.js"

/** What {@link timeline} needs. */
export interface TimelineInput {
  /** The account's rules. */
  readonly account: AccountRules
  /** Its device groups, in any order. */
  readonly groups: readonly DeviceGroup[]
  /** Whether machines may be in no group: they follow the account's setting. Absent: no. */
  readonly ungrouped?: boolean | undefined
  /** The builds that the vendor offers, and will offer. */
  readonly catalogue: Catalogue
  /** The build that device groups must be set to; `null`: any will do. */
  readonly minimum: Minimum | null
  /** The present; what happens at this very instant has happened. */
  readonly from: Instant
  /** The last instant to look at. */
  readonly until: Instant
}

/** An instant at which something happens to an account by time alone. */
export interface TimelineEntry {
  /** When. */
  readonly at: Instant
  /** What happens. */
  readonly reasons: Reasons
}

/**
 * Lists what will happen to an account by time alone, if nobody changes anything: `stage-begins`, `forced-logout`, and
 * what the vendor's catalogue brings about: `newest-default-changes`, `newest-default-unknown`, `minimum-unreachable`,
 * `pin-available`, `pin-withdrawn`, `account-below-minimum` and `group-below-minimum`. While two-factor is off, the
 * catalogue alone counts. Of pins that become available, of those that are withdrawn, and of what comes below the
 * minimum it names 100 each at an instant at most.
 *
 * The catalogue's changes are told where they concern the account's own setting or one that a group follows, and each
 * when it begins: a pin that was withdrawn before `from` is not told again. Two spans in a row tell what the whole span
 * tells. Between two entries no setting leads to another build. It is about the account as a whole; what becomes of one
 * session is found by {@link simulate}.
 *
 * The cost is O(groups + builds x log builds), and for each entry what it names.
 *
 * @returns the entries after `from` until `until`, both in order of time and one an instant
 * @example
 * ```ts
 * for (const { at, reasons } of timeline({ account, groups, catalogue, minimum, from: now, until })) {
 *   console.log(localTime(at, account.settings.timeZone), reasons.map((reason) => explainReason(reason).title))
 * }
 * ```
 */
export function timeline({ account, from, until, ...facts }: TimelineInput): readonly TimelineEntry[] {
  const isAhead = (at: Instant) => Number.isFinite(at) && at > from && at <= until
  const instants = catalogueInstants(facts.catalogue).filter(isAhead)
  const events: readonly TimelineEvent[] = [
    ...rollOut(account.twoFactor).filter(({ at }) => isAhead(at)),
    ...catalogueChanges({ ...facts, updates: account.updates, from, instants }),
  ]

  const happening = new Map<Instant, Reason[]>()
  for (const { at, reasons } of events) {
    const known = happening.get(at)
    if (known === undefined) happening.set(at, [...reasons])
    else for (const reason of reasons) known.push(reason)
  }
  return [...happening]
    .sort(([one], [other]) => one - other)
    .flatMap(([at, [first, ...others]]) => (first === undefined ? [] : [{ at, reasons: [first, ...others] }]))
}

interface TimelineEvent {
  readonly at: Instant
  readonly reasons: readonly Reason[]
}

function rollOut(twoFactor: TwoFactor): readonly TimelineEvent[] {
  if (twoFactor.kind === "off") return []
  const { forcedLogoutAt, stages } = twoFactor
  const events: readonly TimelineEvent[] = stages.map(({ beginsAt }, index) => ({
    at: beginsAt,
    reasons: [createReason("stage-begins", { beginsAt }, { kind: "stage", index })],
  }))
  if (forcedLogoutAt === null) return events
  const reasons = [createReason("forced-logout", { at: forcedLogoutAt }, { kind: "account" })]
  return [...events, { at: forcedLogoutAt, reasons }]
}
