import type { UserKey } from "../../../src/ports/index.js"
import { disable, enable, logOut } from "../commands/accounts.js"
import { wait } from "../commands/around.js"
import { sendCode } from "../commands/enrollment.js"
import { acknowledge, regenerate } from "../commands/recovery-codes.js"
import { check } from "../commands/sessions.js"
import { begin, verify } from "../commands/sign-in.js"
import { erase, exempt, importFactor, primaryChanged, reset } from "../commands/users.js"
import { enroll, type Flow, signIn, signInAnew } from "./steps.js"

/** What admins do to users, and what the users then meet. */
export const admins: readonly Flow[] = [
  (key) => [reset(key), importFactor(key), wait(90), begin(key), verify(key), regenerate(key), acknowledge(key)],
  (key) => [importFactor(key), reset(key), importFactor(key), begin(key), verify(key), wait(60), verify(key)],
  (key) => [...signIn(key), erase(key), check(key), begin(key), erase(key)],
  (key) => [begin(key), erase(key), sendCode(key), ...enroll(key), check(key, { index: 1 })],
  (key) => [
    reset(key),
    enable(key),
    exempt(key, 1),
    begin(key),
    check(key),
    exempt(key, 30),
    exempt(key, null),
    check(key),
  ],
  (key) => [
    reset(key),
    enable(key),
    exempt(key, 1),
    begin(key),
    wait(90_000),
    check(key),
    check(key, { isActive: true }),
  ],
  (key) => [...signIn(key), primaryChanged(key), check(key), begin(key), verify(key)],
]

const ask = (key: UserKey) => check(key, { remembers: true })

/** Sessions that something ends, asked of a machine that remembers what it has read. */
export const sessions: readonly Flow[] = [
  ...[reset, primaryChanged, erase].map(
    (end): Flow =>
      (key) => [...signInAnew(key), ask(key), end(key), ask(key), wait(5), ask(key)],
  ),
  (key) => [...signInAnew(key), wait(30), ask(key), primaryChanged(key), begin(key), verify(key), ask(key)],
  (key) => [
    reset(key),
    disable(key),
    begin(key),
    enable(key),
    check(key),
    logOut(key),
    wait(1),
    check(key, { isActive: true }),
  ],
  (key) => [reset(key), disable(key), begin(key), ...enroll(key), check(key, { index: 1, isActive: true })],
]
