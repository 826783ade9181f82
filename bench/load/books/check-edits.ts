import { userIdOf } from "../arrange/users.js"
import type { Books, Edit, EditKind } from "./books.js"
import { type Fault, fault, put } from "./faults.js"
import type { Ledger, LedgerEvent } from "./ledger.js"

const eventOf: Readonly<Record<EditKind, string>> = {
  enable: "two-factor-enabled",
  disable: "two-factor-disabled",
  "forced-logout": "forced-logout-set",
  settings: "settings-changed",
  groups: "groups-changed",
  reset: "factor-reset",
  exempt: "exempted",
  "primary-changed": "primary-changed",
}
const ofAccounts = new Set(["two-factor-enabled", "two-factor-disabled", "forced-logout-set", "settings-changed"])
const ofEdits = new Set(Object.values(eventOf))

/** Refusals that edits meet for being as many and as quick as they are. */
const expectedRefusals = new Set(["not-enabled", "forced-logout-fired", "changed-meanwhile"])

/** Who makes an edit, as its event names them. */
export const editor = (number: number) => `edit-${number}`

/** Who sets up what the edits find; their events are known to nobody's books. */
export const arranger = "arrangement"

/** Each edit that was saved has one event, and each event raised its row once. */
export function checkEdits({ edits }: Books, ledger: Ledger): Fault[] {
  const byName = new Map<string, LedgerEvent[]>()
  for (const event of ledger.events) {
    if (ofEdits.has(event.kind) && event.system !== arranger) put(byName, nameOf(event), event)
  }
  const checked = edits.flatMap((edit) => {
    const name = edit.kind === "primary-changed" ? `host ${edit.user && userIdOf(edit.user)}` : editor(edit.number)
    const found = byName.get(name)?.filter(({ kind }) => kind === eventOf[edit.kind]).length ?? 0
    byName.delete(name)
    return checkEdit(edit, found)
  })
  const unasked = [...byName.keys()].map((name) => fault("edit-unasked", name))
  return [...checked, ...unasked, ...checkVersions(ledger)]
}

/** That another password was set is the host's to say, who has no other name. */
const nameOf = ({ system, userId }: LedgerEvent) => (system === "host" ? `host ${userId}` : String(system))

function checkEdit({ number, kind, outcome }: Edit, found: number): Fault[] {
  const where = `${kind}, ${editor(number)}: ${outcome.kind}, ${found} events`
  if (outcome.kind === "refused" && !expectedRefusals.has(outcome.code)) {
    return [fault("edit-refused", `${kind}, ${editor(number)}: ${outcome.code}`)]
  }
  if (found > 1) return [fault("edit-doubled", where)]
  if (outcome.kind === "saved" && found === 0) return [fault("edit-lost", where)]
  return found > 0 && (outcome.kind === "refused" || outcome.kind === "unchanged") ? [fault("edit-unasked", where)] : []
}

function checkVersions({ events, accounts }: Ledger): Fault[] {
  const states = new Map<string, number>()
  const groups = new Map<string, number>()
  for (const { kind, accountId } of events) {
    if (ofAccounts.has(kind)) states.set(accountId, (states.get(accountId) ?? 0) + 1)
    if (kind === "groups-changed") groups.set(accountId, (groups.get(accountId) ?? 0) + 1)
  }
  return accounts
    .filter(
      ({ accountId, version, groupsVersion }) =>
        version !== (states.get(accountId) ?? 0) || groupsVersion !== (groups.get(accountId) ?? 0),
    )
    .map(({ accountId, version, groupsVersion }) =>
      fault(
        "account-version-off",
        `${accountId}: ${version} and ${groupsVersion} after ${states.get(accountId)} and ${groups.get(accountId)} events`,
      ),
    )
}
