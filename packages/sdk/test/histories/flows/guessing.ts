import type { UserKey } from "../../../src/ports/index.js"
import { wait } from "../commands/around.js"
import { recover } from "../commands/recovery-codes.js"
import { guess } from "../commands/sign-in.js"
import { primaryChanged, unlock } from "../commands/users.js"
import { type Flow, signIn, signInAnew, times } from "./steps.js"

/** Somebody guesses, until codes are not heard for a while, for a day, or until an admin helps. */
const slowedDown = (key: UserKey) => [...signInAnew(key), ...times(5, [guess(key)])]
const held = (key: UserKey) => [...slowedDown(key), ...times(28, [wait(3600), guess(key)])]
export const guessing: readonly Flow[] = [
  (key) => [...slowedDown(key), guess(key), wait(61), ...signIn(key)],
  (key) => [...slowedDown(key), guess(key), unlock(key), ...signIn(key)],
  (key) => [...held(key), unlock(key), ...signIn(key)],
  (key) => [...held(key), primaryChanged(key), wait(3600), ...signIn(key)],
  (key) => [...held(key), ...times(21, [wait(90_000), guess(key)]), recover(key), unlock(key), ...signIn(key)],
]
