import {
  applyRemediation,
  checkReadiness,
  type DeviceGroup,
  decideSession,
  enableTwoFactor,
  explainReason,
  newAccountRules,
  parseBuild,
} from "@muster/policy"

const now = Date.parse("2026-11-24T09:00:00Z")
const parsed = parseBuild("v4.3, b1575")
if (parsed.kind === "rejected") throw new Error(parsed.reason)
const vendor = { minimum: parsed.build, catalogue: [], now }

const account = { ...newAccountRules(), updates: { mode: "infrequent", build: "v4.2 b1400" } as const }
const groups: DeviceGroup[] = [
  { id: "berlin", name: "Berlin", parentId: null, updates: { mode: "inherit" } },
  { id: "paris", name: "Paris", parentId: null, updates: { mode: "infrequent", build: "v4.1 b1200" } },
]

// Before the admin presses Enable: what is in the way, and the fewest changes that clear it.
const before = checkReadiness({ ...vendor, updates: account.updates, groups, version: 1 })
if (before.kind === "ready" || before.remediation === null) throw new Error("nothing to fix")
for (const blocker of before.blockers) console.log(explainReason(blocker).detail)
const fixed = applyRemediation({ updates: account.updates, groups, remediation: before.remediation, version: 1 })
if (fixed.kind === "refused") throw new Error(explainReason(fixed.reasons[0]).detail)

const enabled = enableTwoFactor({
  account: { ...account, updates: fixed.updates },
  readiness: checkReadiness({ ...vendor, updates: fixed.updates, groups: fixed.changedGroups, version: 2 }),
  people: { kind: "unknown" },
  forcedLogout: { date: "2026-12-04", timeZone: "Europe/Berlin" },
  enablementId: "first",
  by: { userId: "ada" },
  actingAdmin: "enrolled",
  override: false,
  now,
})
if (enabled.kind === "refused") throw new Error(explainReason(enabled.reasons[0]).detail)

// On each request of a session that began with a password alone, an hour before.
for (const at of ["2026-12-03T22:59:59Z", "2026-12-03T23:00:00Z"]) {
  const verdict = decideSession({
    account: enabled.account,
    user: { epoch: 0, epochRaisedBy: null, enrolledAt: null, exemptUntil: null, exemptedAt: null },
    assurance: { method: "primary-only", signedInAt: now - 3_600_000, epoch: 0, notBound: null, excusedUntil: null },
    activity: null,
    now: Date.parse(at),
  })
  console.log(at, verdict.kind)
}
