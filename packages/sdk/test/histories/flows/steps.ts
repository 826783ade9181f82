import type { UserKey } from "../../../src/ports/index.js"
import { configure, enable } from "../commands/accounts.js"
import { wait } from "../commands/around.js"
import type { Command } from "../commands/command.js"
import { confirm } from "../commands/confirm.js"
import { issueKey, sendCode, verifyEmail } from "../commands/enrollment.js"
import { acknowledge, regenerate } from "../commands/recovery-codes.js"
import { check } from "../commands/sessions.js"
import { begin, verify } from "../commands/sign-in.js"
import { importFactor, reset } from "../commands/users.js"

export type Flow = (key: UserKey) => readonly Command[]

export const times = (count: number, commands: readonly Command[]) =>
  Array.from({ length: count }, () => commands).flat()
export const isNamed = true

export const upToKey = (key: UserKey) => [sendCode(key), verifyEmail(key), issueKey(key)]
export const enrollSteps = (key: UserKey) => [...upToKey(key), confirm(key), wait(61)]
export const enroll: Flow = (key) => [enable(key), begin(key), ...enrollSteps(key)]
export const signIn: Flow = (key) => [wait(30), begin(key), verify(key), check(key)]
/** With a factor that is new, however often the user was mailed lately. */
export const signInAnew: Flow = (key) => [reset(key), importFactor(key), wait(60), ...signIn(key)]

export const selfService = (key: UserKey, holdHours: 0 | 1) => configure(key, { rule: "self-service", holdHours })
export const renewCodes = (key: UserKey) => [regenerate(key), acknowledge(key)]
/** The same, with recovery codes that may be used for everything. */
export const withCodes: Flow = (key) => [
  configure(key, { rule: "authenticator-or-recovery-code" }),
  ...signInAnew(key),
  ...renewCodes(key),
  begin(key),
]
