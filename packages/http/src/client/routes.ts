import type { Enrolled, EnrollmentStep } from "@muster/sdk"
import type { Answers } from "./answers.js"

/** A path below that of the handler, and all that it answers. */
export interface Route<Kind extends string = string> {
  readonly path: string
  readonly kinds: KindSet<Kind>
}

/**
 * Kinds as keys, so that one that is missing does not compile. A server that is newer than this client may answer others,
 * which then is an error and no branch that was meant for something else.
 */
export type KindSet<Kind extends string = string> = { readonly [Name in Kind]: true }

const codeRefusals = { "wrong-code": true, throttled: true, locked: true, busy: true, "ticket-rejected": true } as const
const ticketRejected = { "ticket-rejected": true } as const
const updateClient = { "update-client": true } as const
const verified = { "signed-in": true, ...updateClient, ...codeRefusals } as const
const ofSession = { "session-ended": true, "not-signed-in": true } as const
const ownChange = { busy: true, ...ofSession } as const
const begun = { enroll: true, held: true, "proof-needed": true, "admin-only": true, "not-enrolled": true } as const
const wrongStep = { "wrong-step": true } as const

/** The steps of an enrollment. */
export const stepKinds: KindSet<EnrollmentStep["kind"]> = {
  "not-started": true,
  "email-code-sent": true,
  "email-verified": true,
  "key-issued": true,
}

/** What comes after an enrollment. */
export const nextKinds: KindSet<Enrolled["next"]["kind"]> = { "signed-in": true, "sign-in-again": true }

/** Every call that there is. */
export const routes: { readonly [Call in keyof Answers]: Route<Answers[Call]["kind"]> } = {
  begin: {
    path: "/sign-in",
    kinds: { "signed-in": true, challenge: true, enroll: true, "wrong-credentials": true, ...updateClient },
  },
  verify: { path: "/sign-in/verify", kinds: verified },
  useRecoveryCode: { path: "/sign-in/recovery-code", kinds: verified },
  lostPhone: { path: "/sign-in/lost-phone", kinds: { ...begun, ...updateClient, ...codeRefusals } },
  stepUp: { path: "/sign-in/step-up", kinds: { challenge: true, "not-enrolled": true, ...updateClient, ...ofSession } },
  checkSession: { path: "/session/check", kinds: { continue: true, drain: true, logout: true } },
  beginEnrollment: {
    path: "/enrollment/begin",
    kinds: { enroll: true, "already-enrolled": true, ...updateClient, ...ofSession },
  },
  current: { path: "/enrollment/current", kinds: { ...stepKinds, ...ticketRejected } },
  sendEmailCode: {
    path: "/enrollment/send-email-code",
    kinds: {
      "email-code-sent": true,
      "no-email": true,
      throttled: true,
      locked: true,
      busy: true,
      ...wrongStep,
      ...ticketRejected,
    },
  },
  verifyEmailCode: {
    path: "/enrollment/verify-email-code",
    kinds: { "email-verified": true, ...wrongStep, ...codeRefusals },
  },
  issueKey: {
    path: "/enrollment/issue-key",
    kinds: { "key-issued": true, busy: true, ...wrongStep, ...ticketRejected },
  },
  confirm: { path: "/enrollment/confirm", kinds: { enrolled: true, ...updateClient, ...wrongStep, ...codeRefusals } },
  cancel: { path: "/enrollment/cancel", kinds: { cancelled: true, busy: true, ...ticketRejected } },
  status: { path: "/factors/status", kinds: { "factor-status": true, ...ofSession } },
  beginReplacement: {
    path: "/factors/begin-replacement",
    kinds: { ...begun, throttled: true, ...updateClient, ...ownChange },
  },
  cancelReplacement: {
    path: "/factors/cancel-replacement",
    kinds: { cancelled: true, "proof-needed": true, ...ownChange },
  },
  regenerateRecoveryCodes: {
    path: "/factors/regenerate-recovery-codes",
    kinds: { regenerated: true, "proof-needed": true, "not-enrolled": true, ...ownChange },
  },
  acknowledgeRecoveryCodes: {
    path: "/factors/acknowledge-recovery-codes",
    kinds: { acknowledged: true, superseded: true, "not-enrolled": true, ...ownChange },
  },
  remove: {
    path: "/factors/remove",
    kinds: { removed: true, refused: true, "proof-needed": true, "not-enrolled": true, ...ownChange },
  },
}
