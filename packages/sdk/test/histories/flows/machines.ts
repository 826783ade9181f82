import { enable } from "../commands/accounts.js"
import { mailer, wait } from "../commands/around.js"
import { confirm } from "../commands/confirm.js"
import { sendCode } from "../commands/enrollment.js"
import { activateKey, addKey, askToRetire, runJobs, takeKeyOut } from "../commands/key-rotation.js"
import { begin } from "../commands/sign-in.js"
import { reset } from "../commands/users.js"
import { enrollSteps, type Flow, signIn, signInAnew, upToKey } from "./steps.js"

/** Keys that come and go, with somebody in the middle of things. */
export const rotation: readonly Flow[] = [
  (key) => [...signInAnew(key), addKey, activateKey, askToRetire, runJobs, askToRetire, takeKeyOut, ...signIn(key)],
  (key) => [...signInAnew(key), addKey, activateKey, ...signIn(key), takeKeyOut, ...signIn(key)],
  (key) => [reset(key), enable(key), begin(key), ...upToKey(key), addKey, activateKey, runJobs, confirm(key)],
]

/** A mailer that is out of order when a code is to be sent. */
export const outages: readonly Flow[] = (["throws", "rejects", "refuses"] as const).map(
  (state): Flow =>
    (key) => [
      reset(key),
      enable(key),
      begin(key),
      mailer(state),
      sendCode(key),
      mailer("works"),
      wait(60),
      runJobs,
      ...enrollSteps(key),
    ],
)
