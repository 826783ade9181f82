import { readAdoption } from "./accounts/adoption.js"
import { applyRemediation } from "./accounts/apply-remediation.js"
import { configure } from "./accounts/configure.js"
import { disable } from "./accounts/disable.js"
import { enable } from "./accounts/enable.js"
import { eraseAccount } from "./accounts/erase.js"
import { listEvents } from "./accounts/events.js"
import { preview } from "./accounts/preview.js"
import { setForcedLogout } from "./accounts/set-forced-logout.js"
import { setUpdates } from "./accounts/set-updates.js"
import { readStatus } from "./accounts/status.js"
import { readTimeline } from "./accounts/timeline.js"
import type { Muster } from "./api/muster.js"
import type { MusterOptions } from "./api/options.js"
import { checkOptions } from "./check-options.js"
import { changeGroups } from "./device-groups/change.js"
import { listGroups } from "./device-groups/list.js"
import { previewChange } from "./device-groups/preview.js"
import { beginEnrollment } from "./enrollment/begin.js"
import { cancelEnrollment } from "./enrollment/cancel.js"
import { confirmEnrollment } from "./enrollment/confirm.js"
import { currentStep } from "./enrollment/current.js"
import { issueKey } from "./enrollment/issue-key.js"
import { sendEmailCode } from "./enrollment/send-email-code.js"
import { verifyEmailCode } from "./enrollment/verify-email-code.js"
import { acknowledgeRecoveryCodes } from "./factors/acknowledge-recovery-codes.js"
import { beginFactorReplacement } from "./factors/begin-replacement.js"
import { cancelFactorReplacement } from "./factors/cancel-replacement.js"
import { regenerateRecoveryCodes } from "./factors/regenerate-recovery-codes.js"
import { removeFactor } from "./factors/remove.js"
import { runJobs } from "./jobs/run.js"
import { giveUpMail, listUndelivered, sendMailAgain } from "./jobs/undelivered.js"
import { retireKey } from "./keys/retire.js"
import { readKeys } from "./keys/status.js"
import { adoptSession } from "./sessions/adopt.js"
import { checkSession } from "./sessions/check.js"
import { beginSignIn } from "./sign-in/begin.js"
import { stepUp } from "./sign-in/step-up.js"
import { verifyRecoveryCode } from "./sign-in/use-recovery-code.js"
import { verifySignIn } from "./sign-in/verify.js"
import { eraseUser } from "./users/erase.js"
import { exempt } from "./users/exempt.js"
import { importFactor } from "./users/import-factor.js"
import { listUsers } from "./users/list.js"
import { notePrimaryChanged } from "./users/primary-changed.js"
import { resetUser } from "./users/reset.js"
import { readUser } from "./users/status.js"
import { unlockUser } from "./users/unlock.js"

/**
 * Makes the services over a store, a mailer and keys. Holds no state of its own: any number of processes may do so over
 * one database.
 *
 * @throws ERR_CONFIGURATION with the option at fault
 *
 * @example
 * ```ts
 * const muster = createMuster({
 *   store: postgresStore({ client: pool }),
 *   mailer: smtpMailer({ url: smtpUrl, from: "Acme <no-reply@acme.example>" }),
 *   keys: staticKeyring({ active: "2026", keys: { "2026": key } }),
 *   issuer: "Acme Support",
 * })
 * const next = await muster.signIn.begin({ accountId, user, client: { platform: "web" }, primary: "password" })
 * ```
 */
export function createMuster(options: MusterOptions): Muster {
  const deps = checkOptions(options)
  return Object.freeze<Muster>({
    accounts: Object.freeze<Muster["accounts"]>({
      status: (input) => readStatus(deps, input),
      preview: (input) => preview(deps, input),
      applyRemediation: (input) => applyRemediation(deps, input),
      enable: (input) => enable(deps, input),
      disable: (input) => disable(deps, input),
      timeline: (input) => readTimeline(deps, input),
      setForcedLogout: (input) => setForcedLogout(deps, input),
      configure: (input) => configure(deps, input),
      setUpdates: (input) => setUpdates(deps, input),
      adoption: (input) => readAdoption(deps, input),
      events: (input) => listEvents(deps, input),
      erase: (input) => eraseAccount(deps, input),
    }),
    deviceGroups: Object.freeze<Muster["deviceGroups"]>({
      list: (input) => listGroups(deps, input),
      preview: (input) => previewChange(deps, input),
      change: (input) => changeGroups(deps, input),
    }),
    signIn: Object.freeze<Muster["signIn"]>({
      begin: (input) => beginSignIn(deps, input),
      stepUp: (input) => stepUp(deps, input),
      verify: (input) => verifySignIn(deps, input),
      useRecoveryCode: (input) => verifyRecoveryCode(deps, input),
    }),
    enrollment: Object.freeze<Muster["enrollment"]>({
      begin: (input) => beginEnrollment(deps, input),
      current: (input) => currentStep(deps, input),
      sendEmailCode: (input) => sendEmailCode(deps, input),
      verifyEmailCode: (input) => verifyEmailCode(deps, input),
      issueKey: (input) => issueKey(deps, input),
      confirm: (input) => confirmEnrollment(deps, input),
      cancel: (input) => cancelEnrollment(deps, input),
    }),
    factors: Object.freeze<Muster["factors"]>({
      beginReplacement: (input) => beginFactorReplacement(deps, input),
      cancelReplacement: (input) => cancelFactorReplacement(deps, input),
      regenerateRecoveryCodes: (input) => regenerateRecoveryCodes(deps, input),
      acknowledgeRecoveryCodes: (input) => acknowledgeRecoveryCodes(deps, input),
      remove: (input) => removeFactor(deps, input),
    }),
    sessions: Object.freeze<Muster["sessions"]>({
      check: (input) => checkSession(deps, input),
      adopt: (input) => adoptSession(input),
    }),
    users: Object.freeze<Muster["users"]>({
      list: (input) => listUsers(deps, input),
      status: (input) => readUser(deps, input),
      reset: (input) => resetUser(deps, input),
      unlock: (input) => unlockUser(deps, input),
      exempt: (input) => exempt(deps, input),
      importFactor: (input) => importFactor(deps, input),
      primaryChanged: (input) => notePrimaryChanged(deps, input),
      erase: (input) => eraseUser(deps, input),
    }),
    keys: Object.freeze<Muster["keys"]>({
      status: () => readKeys(deps),
      retire: (input) => retireKey(deps, input),
    }),
    outbox: Object.freeze<Muster["outbox"]>({
      undelivered: (input) => listUndelivered(deps, input),
      sendAgain: (input) => sendMailAgain(deps, input),
      giveUp: (input) => giveUpMail(deps, input),
    }),
    jobs: Object.freeze<Muster["jobs"]>({
      run: (input) => runJobs(deps, input),
    }),
  })
}
