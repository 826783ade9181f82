import type { AuditEvent, EventChanges, EventKind } from "../src/index.js"

const at = Date.UTC(2026, 10, 24, 9)
const enabledBy = { userId: "ada" }
const stages: readonly [] = []
const off = { kind: "off" } as const
const on = { kind: "on", enablementId: "e-1", enabledAt: at, enabledBy, stages } as const
const totp = { digits: 6, periodSeconds: 30, algorithm: "SHA-1" } as const
const nothing = { before: null, after: null } as const

/** What each kind of event may have changed: a kind without a sample does not compile, nor one of another form. */
export const sampleChanges: { readonly [Kind in EventKind]: EventChanges[Kind] } = {
  "two-factor-enabled": { before: off, after: { ...on, forcedLogout: null, forcedLogoutAt: null } },
  "two-factor-disabled": { before: { ...on, forcedLogout: null, forcedLogoutAt: null }, after: off },
  "forced-logout-set": {
    before: { ...on, forcedLogout: null, forcedLogoutAt: null },
    after: {
      ...on,
      forcedLogout: { date: "2026-12-04", timeZone: "Europe/Berlin" },
      forcedLogoutAt: Date.UTC(2026, 11, 3, 23),
    },
  },
  "settings-changed": { before: {}, after: { timeZone: "Europe/Berlin", replacement: { rule: "admin-only" } } },
  "updates-changed": { before: { mode: "frequent" }, after: { mode: "infrequent", build: "v4.3 b1575" } },
  "groups-changed": {
    before: [],
    after: [{ id: "berlin", name: "Berlin", parentId: "europe", updates: { mode: "inherit" } }],
  },
  "remediation-applied": {
    before: null,
    after: [
      {
        target: { kind: "group", groupId: "berlin" },
        from: { mode: "infrequent", build: "v4.2 b1400" },
        to: { mode: "inherit" },
        fixes: 1,
      },
    ],
  },
  "email-code-sent": nothing,
  "email-verified": nothing,
  "key-issued": nothing,
  enrolled: { before: { enrolledAt: null, epoch: 0 }, after: { enrolledAt: at, epoch: 1, totp } },
  "enrollment-cancelled": nothing,
  "replacement-begun": { before: null, after: { proof: "recovery-code" } },
  "replacement-held": { before: null, after: { until: at + 86_400_000 } },
  "replacement-cancelled": nothing,
  "factor-replaced": {
    before: { enrolledAt: at, epoch: 1 },
    after: { enrolledAt: at + 7_200_000, epoch: 2, totp },
  },
  "attempt-charged": { before: null, after: { pool: "codes" } },
  locked: { before: null, after: { pool: "codes", failures: 50 } },
  "signed-in": { before: null, after: { method: "totp", epoch: 1 } },
  "recovery-code-used": { before: { left: 10 }, after: { left: 9 } },
  "recovery-codes-regenerated": { before: { left: 3 }, after: { left: 10 } },
  "factor-removed": { before: { enrolledAt: at, epoch: 1 }, after: { epoch: 2 } },
  "primary-changed": { before: { epoch: 1 }, after: { epoch: 2 } },
  unlocked: nothing,
  "factor-reset": { before: { enrolledAt: at, epoch: 1 }, after: { epoch: 2 } },
  "factor-imported": {
    before: { enrolledAt: null, epoch: 0 },
    after: { enrolledAt: at, epoch: 1, totp },
  },
  exempted: { before: { until: null }, after: { until: Date.UTC(2026, 11, 8) } },
  "exemption-ended": { before: { until: Date.UTC(2026, 11, 8) }, after: { until: null } },
  erased: nothing,
  "reminder-sent": { before: null, after: { reminder: "seven-days", logoutAt: Date.UTC(2026, 11, 3, 23) } },
}

/** A whole event, as a host gets it. */
export const sampleEvent: AuditEvent<"factor-reset"> = {
  id: "Yk3vWq0sQp6m1n8rT5uB2w",
  at,
  kind: "factor-reset",
  accountId: "acme",
  userId: "ann",
  actor: enabledBy,
  client: null,
  reason: "phone lost, called back",
  ...sampleChanges["factor-reset"],
}
