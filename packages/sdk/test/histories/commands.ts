import fc from "fast-check"
import type { UserKey } from "../../src/ports/index.js"
import { type Command, keys } from "./command.js"
import { confirm, enrollmentCommands, issueKey, sendCode, verifyEmail } from "./enrollment-commands.js"
import { acknowledge, factorCommands, regenerate, replace, replaceFromSession } from "./factor-commands.js"
import { begin, check, recover, signInCommands, verify } from "./sign-in-commands.js"
import { configure, enable, wait, worldCommands } from "./world-commands.js"

/** What people do who mean well: the steps of a page one after the other, with the right code at each. */
const enrollSteps = (key: UserKey) => [sendCode(key), verifyEmail(key), issueKey(key), confirm(key), wait(61)]
const enroll = (key: UserKey) => [enable(key), begin(key), ...enrollSteps(key)]
const signIn = (key: UserKey) => [wait(30), begin(key), verify(key), check(key)]
const signInByRecoveryCode = (key: UserKey) => [begin(key), recover(key), wait(30)]
const newPhone = (key: UserKey) => [...signIn(key), replaceFromSession(key), ...enrollSteps(key)]
const lostPhone = (key: UserKey) => [begin(key), replace(key, 0, true), ...enrollSteps(key)]
const lostPhoneBySelfService = (key: UserKey) => [
  configure(key, { rule: "self-service", holdHours: 1 }),
  begin(key),
  replace(key),
  wait(3600),
  begin(key),
  replace(key),
  ...enrollSteps(key),
]
const renewCodes = (key: UserKey) => [...signIn(key), regenerate(key), acknowledge(key)]
const wholeFlows = [
  enroll,
  enroll,
  signIn,
  signIn,
  signInByRecoveryCode,
  newPhone,
  lostPhone,
  lostPhoneBySelfService,
  renewCodes,
]

const single = fc.oneof(...signInCommands, ...enrollmentCommands, ...factorCommands, ...worldCommands)

/** Whole flows, cut off now and then, with single calls of all kinds between them. */
export const histories: fc.Arbitrary<readonly Command[]> = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: single.map((command): readonly Command[] => [command]) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(keys, fc.constantFrom(...wholeFlows), fc.nat(14))
          .map(([key, flow, cut]): readonly Command[] => flow(key).slice(0, cut < 3 ? cut + 2 : undefined)),
      },
    ),
    { minLength: 20, maxLength: 50, size: "max" },
  )
  .map((parts) => parts.flat())
