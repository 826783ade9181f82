import { disable } from "../commands/accounts.js"
import { wait } from "../commands/around.js"
import { sendCode } from "../commands/enrollment.js"
import { acknowledge, recover, regenerate } from "../commands/recovery-codes.js"
import { cancelReplacement, replace, replaceByRecoveryCode, replaceFromSession } from "../commands/replacement.js"
import { check, remove, stepUp } from "../commands/sessions.js"
import { begin, verify } from "../commands/sign-in.js"
import { enroll, enrollSteps, type Flow, renewCodes, selfService, signIn, upToKey, withCodes } from "./steps.js"

/** What people do who mean well: the steps of a page one after the other, with the right code at each. */
export const everyday: readonly Flow[] = [
  enroll,
  enroll,
  signIn,
  signIn,
  (key) => [...withCodes(key), recover(key), begin(key), recover(key, "dead")],
  (key) => [...signIn(key), replaceFromSession(key), ...enrollSteps(key)],
  (key) => [...withCodes(key), replaceByRecoveryCode(key), ...enrollSteps(key)],
  (key) => [...signIn(key), ...renewCodes(key)],
  (key) => [...signIn(key), regenerate(key), regenerate(key), acknowledge(key, "overtaken"), acknowledge(key)],
  (key) => [...signIn(key), stepUp(key), wait(30), verify(key), check(key)],
  (key) => [...withCodes(key), stepUp(key), replaceByRecoveryCode(key), selfService(key, 0), replace(key)],
  (key) => [...signIn(key), disable(key), remove(key)],
]

/** Another phone: by what the account's rule asks for. */
export const replacing: readonly Flow[] = [
  (key) => [selfService(key, 1), begin(key), replace(key), wait(3600), begin(key), replace(key), ...enrollSteps(key)],
  (key) => [selfService(key, 0), begin(key), replace(key), ...enrollSteps(key)],
  (key) => [selfService(key, 1), ...signIn(key), begin(key), replace(key), cancelReplacement(key), replace(key)],
  (key) => [selfService(key, 1), begin(key), replace(key), wait(30), verify(key), wait(3600), begin(key), replace(key)],
  (key) => [selfService(key, 1), begin(key), replace(key), wait(1800), begin(key), replace(key), ...upToKey(key)],
  (key) => [...signIn(key), replaceFromSession(key), cancelReplacement(key), sendCode(key)],
  (key) => [...withCodes(key), replaceByRecoveryCode(key), wait(1000), cancelReplacement(key)],
]
