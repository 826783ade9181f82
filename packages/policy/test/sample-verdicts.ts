import type { Verdict } from "../src/index.js"
import { v42, v43 } from "./groups.js"
import { sampleReason } from "./sample-reasons.js"

const at = Date.UTC(2026, 11, 3, 23)
const capabilities = {
  hostSession: true,
  connectUnattended: true,
  inviteOthers: true,
  finishSession: true,
  administer: true,
}
const finishingOnly = {
  hostSession: false,
  connectUnattended: false,
  inviteOthers: false,
  finishSession: true,
  administer: false,
}
const signIn = { nextChangeAt: at }
const session = { capabilities, nextChangeAt: at, mustEndBy: at }

/** An answer of every kind, as the rules would give it. */
export const sampleVerdicts: readonly Verdict[] = [
  { ...signIn, kind: "allow", reasons: [sampleReason("exempt")] },
  { ...signIn, kind: "challenge", reasons: [sampleReason("factor-active"), sampleReason("build-unknown")] },
  { ...signIn, kind: "enroll", reasons: [sampleReason("required-by-account")] },
  { ...signIn, kind: "update-client", reasons: [sampleReason("build-below-minimum")] },
  { ...session, kind: "continue", reasons: [sampleReason("signed-in-before-enablement")] },
  {
    ...session,
    kind: "drain",
    capabilities: finishingOnly,
    drainEndsAt: at,
    reasons: [sampleReason("forced-logout"), sampleReason("activity-running")],
  },
  { ...session, kind: "logout", reasons: [sampleReason("epoch-raised"), sampleReason("forced-logout")] },
  { kind: "refused", reasons: [sampleReason("date-too-late"), sampleReason("nobody-can-enroll")] },
  { kind: "ready", warnings: [sampleReason("no-device-groups"), sampleReason("pin-withdrawn")] },
  {
    kind: "blocked",
    blockers: [sampleReason("group-below-minimum"), sampleReason("group-cycle")],
    total: 7,
    warnings: [],
    remediation: {
      changes: [
        { target: { kind: "account" }, from: { mode: "frequent" }, to: { mode: "infrequent", build: v43 }, fixes: 2 },
        {
          target: { kind: "group", groupId: "paris" },
          from: { mode: "infrequent", build: v42 },
          to: { mode: "inherit" },
          fixes: 1,
        },
      ],
      basedOnVersion: 1,
    },
  },
]
