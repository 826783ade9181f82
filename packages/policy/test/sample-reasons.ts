import type { Build, Minimum, Reason, ReasonCode, Source } from "../src/index.js"

const account: Source = { kind: "account" }
const user: Source = { kind: "user" }
const client: Source = { kind: "client" }
const product: Source = { kind: "product" }
const berlin: Source = { kind: "group", groupId: "berlin", path: ["berlin"] }

const v42: Build = { version: [4, 2], number: 1400 }
const v43: Build = { version: [4, 3], number: 1575 }
const v44: Build = { version: [4, 4], number: 1600 }
const minimum: Minimum = v43
const at = Date.UTC(2026, 11, 3, 23)
const enabledAt = Date.UTC(2026, 10, 24, 9)

type Samples = { readonly [C in ReasonCode]: Omit<Reason<C>, "code"> }

/** One reason of each code, as the rules would give it; a code without one does not compile. */
const samples: Samples = {
  "group-below-minimum": { params: { groupId: "berlin", effective: v42, minimum }, source: account },
  "account-below-minimum": { params: { effective: v42, minimum }, source: account },
  "group-parent-missing": { params: { groupId: "berlin", parentId: "emea" }, source: berlin },
  "group-cycle": { params: { path: ["berlin", "emea", "berlin"] }, source: berlin },
  "group-duplicate": { params: { groupId: "berlin", positions: [0, 3], count: 2 }, source: berlin },
  "group-unknown": { params: { groupId: "berlin" }, source: account },
  "group-has-children": { params: { groupId: "emea", children: 2 }, source: account },
  "no-device-groups": { params: {}, source: account },
  "updates-malformed": { params: {}, source: berlin },
  "pin-unknown": { params: { build: "v9.9 b9999" }, source: berlin },
  "pin-available": { params: { build: v44 }, source: berlin },
  "pin-withdrawn": { params: { pinned: v42, effective: v43 }, source: berlin },
  "build-to-be-withdrawn": { params: { build: v43, withdrawnAt: at }, source: product },
  "minimum-unreachable": {
    params: { newestDefault: v43, minimum: { ...v44, neededFor: "9-digit codes" } },
    source: product,
  },
  "newest-default-unknown": { params: {}, source: product },
  "newest-default-changes": { params: { from: v42, to: v43 }, source: product },
  "build-not-monotonic": { params: { earlier: v43, later: { version: [4, 4], number: 1200 } }, source: product },
  "build-below-minimum": { params: { build: v42, minimum }, source: client },
  "build-unknown": { params: { minimum }, source: client },
  "date-malformed": { params: {}, source: account },
  "date-in-past": { params: { firstDate: "2026-11-24" }, source: account },
  "date-too-late": { params: { lastDate: "2026-12-08" }, source: account },
  "time-zone-unknown": { params: { timeZone: "Mars/Olympus" }, source: account },
  "forced-logout-fired": { params: { at }, source: account },
  "short-notice": { params: { hours: 3 }, source: account },
  "unbounded-deferral": { params: {}, source: account },
  "window-restarted": { params: { times: 2 }, source: account },
  "clock-before-enablement": { params: { enabledAt }, source: account },
  "clock-unreadable": { params: {}, source: product },
  "not-enabled": { params: {}, source: account },
  "changed-meanwhile": { params: { version: 7 }, source: account },
  "two-factor-off": { params: {}, source: account },
  "required-by-account": { params: { enabledAt }, source: account },
  "stage-malformed": { params: {}, source: { kind: "stage", index: 0 } },
  "too-many-stages": { params: { max: 20 }, source: account },
  "stage-too-large": { params: { max: 1000 }, source: { kind: "stage", index: 0 } },
  "stage-empty": { params: {}, source: { kind: "stage", index: 0 } },
  "stage-group-unknown": { params: { groupIds: ["berlin"], total: 1 }, source: { kind: "stage", index: 0 } },
  "stage-not-begun": { params: { beginsAt: at }, source: { kind: "stage", index: 0 } },
  "stage-begins": { params: { beginsAt: at }, source: { kind: "stage", index: 0 } },
  "acting-admin-not-enrolled": { params: {}, source: user },
  "acting-admin-cannot-enroll": { params: {}, source: user },
  "nobody-can-enroll": { params: { users: 12 }, source: account },
  "no-email": { params: { users: 3 }, source: account },
  "admins-without-email": { params: { admins: 1 }, source: account },
  "admins-not-enrolled": { params: { admins: 2 }, source: account },
  "only-one-admin": { params: {}, source: account },
  "no-admin-with-recovery": { params: {}, source: account },
  "last-enrolled-admin": { params: {}, source: account },
  "clients-below-minimum": { params: { users: 4 }, source: account },
  "clients-unknown": { params: { users: 2 }, source: account },
  "directory-missing": { params: {}, source: product },
  "user-unknown": { params: {}, source: user },
  "self-reset": { params: {}, source: user },
  "second-factor-needed": { params: {}, source: user },
  exempt: { params: { until: at }, source: user },
  "service-user": { params: {}, source: user },
  "sso-user": { params: {}, source: user },
  "factor-active": { params: {}, source: user },
  "factor-to-be-replaced": { params: {}, source: user },
  "signed-in-before-enablement": { params: { enabledAt }, source: account },
  "forced-logout": { params: { at }, source: account },
  "excuse-over": { params: {}, source: user },
  "activity-running": { params: { since: at }, source: user },
  "epoch-raised": { params: { by: "reset" }, source: user },
  "assurance-missing": { params: {}, source: user },
  "assurance-invalid": { params: {}, source: user },
}

/** One reason of every code. */
export const sampleReasons: readonly Reason[] = Object.entries(samples).map(
  ([code, sample]) => ({ code, ...sample }) as Reason,
)

/** The reason of a code that the samples have. */
export function sampleReason(code: ReasonCode): Reason {
  return { code, ...samples[code] } as Reason
}
